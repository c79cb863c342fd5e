import { addAbortSignal, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of a packed copy: a JSON value, rows as JSON Lines, a text in pieces, or bytes as they are kept (null: they are gone). */
export type Piece =
  | { readonly path: string; readonly json: unknown }
  | { readonly path: string; readonly rows: AsyncIterable<object> }
  | { readonly path: string; readonly text: AsyncIterable<string> }
  | { readonly path: string; readonly bytes: () => Promise<Readable | null> };

/**
 * A ZIP that is packed while it is fetched, piece by piece, straight from the tables and the storage: nothing of it lies
 * anywhere, and no more of it is in memory than what is on its way.
 */
export function packed(pieces: AsyncIterable<Piece>): Readable {
  const zip = new ZipFile();
  // The archive has an end of its own; a failure on the way must break the download, not look like the end of it.
  const content = Readable.from(zip.outputStream);
  const gone = new AbortController();
  content.once('close', () => gone.abort());
  pack(zip, pieces, gone.signal).catch((error: unknown) =>
    content.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return content;
}

async function pack(zip: ZipFile, pieces: AsyncIterable<Piece>, gone: AbortSignal): Promise<void> {
  for await (const piece of pieces) {
    const content = await contentOf(piece);
    if (content !== null) await added(zip, piece.path, content, gone);
  }
  zip.end();
}

async function contentOf(piece: Piece): Promise<Readable | null> {
  if ('bytes' in piece) return piece.bytes();
  if ('json' in piece) return Readable.from([Buffer.from(`${JSON.stringify(piece.json, null, 2)}\n`)]);
  return Readable.from('rows' in piece ? linesOf(piece.rows) : encoded(piece.text));
}

async function* linesOf(rows: AsyncIterable<object>): AsyncIterable<Buffer> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}

async function* encoded(text: AsyncIterable<string>): AsyncIterable<Buffer> {
  for await (const part of text) yield Buffer.from(part);
}

/** One after another: the next file is opened when this one has gone out. Whoever hangs up leaves nothing open. */
function added(zip: ZipFile, path: string, content: Readable, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    addAbortSignal(gone, content);
    content.once('end', resolve);
    content.once('error', reject);
    zip.addReadStream(content, path);
  });
}

/** Where a file of a room lies in a copy: the same in every copy, with a name that every system and every address takes. */
export const filePath = ({ id, name }: { id: string; name: string }): string =>
  `files/${id}-${name.normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '_')}`;
