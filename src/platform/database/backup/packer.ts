import { END, FILES, type End, OPENING, SCHEMA, Sums } from './contents.js';
import type { DataFile } from './data-files.js';
import { padding, tarHeader, TWO_EMPTY_BLOCKS } from './tar.js';

/** A piece is sent on when it has so many bytes: with one row of the table at most, this is what stands in memory. */
const PIECE_BYTES = 4 * 1024 * 1024;
const REPORT_EVERY = 16;
const NEWLINE = 0x0a;

/** Gives the bytes of an archive, part by part, and keeps the sums that its last part tells. */
export class Packer {
  readonly sums = new Sums();

  constructor(
    private readonly at: Date,
    private readonly report: (sentence: string) => void,
  ) {}

  *json(name: typeof OPENING | typeof SCHEMA, value: object): Generator<Buffer> {
    yield* this.entry(name, [Buffer.from(`${JSON.stringify(value)}\n`)]);
  }

  /** Rows of COPY's text in pieces of whole rows, so that each can be given to COPY by itself. */
  async *rows(part: string, rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    this.sums.begin(part);
    let nth = 0;
    let waiting: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of rows) {
      waiting.push(chunk);
      bytes += chunk.length;
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (bytes < PIECE_BYTES || end === 0) continue;
      const rest = chunk.subarray(end);
      waiting[waiting.length - 1] = chunk.subarray(0, end);
      yield* this.piece(part, (nth += 1), waiting);
      waiting = [rest];
      bytes = rest.length;
    }
    if (bytes > 0) yield* this.piece(part, nth + 1, waiting);
    this.report(`${part}: ${this.sums.items(part)} rows`);
  }

  async *file(path: string, { size, content }: DataFile): AsyncGenerator<Buffer> {
    this.sums.file(path, size);
    yield tarHeader(`${FILES}/${path}`, size, this.at);
    for await (const piece of content()) {
      this.sums.fileBytes(piece);
      yield piece;
    }
    yield padding(size);
  }

  *end(rest: Omit<End, 'parts'>): Generator<Buffer> {
    yield* this.entry(END, [Buffer.from(`${JSON.stringify({ parts: this.sums.result(), ...rest })}\n`)]);
    yield TWO_EMPTY_BLOCKS;
  }

  private *piece(part: string, nth: number, chunks: readonly Buffer[]): Generator<Buffer> {
    for (const chunk of chunks) this.sums.rows(part, chunk);
    if (nth % REPORT_EVERY === 0) this.report(`${part}: ${this.sums.items(part)} rows …`);
    yield* this.entry(`${part}/${String(nth).padStart(6, '0')}.copy`, chunks);
  }

  private *entry(name: string, chunks: readonly Buffer[]): Generator<Buffer> {
    const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    yield tarHeader(name, size, this.at);
    yield* chunks;
    yield padding(size);
  }
}
