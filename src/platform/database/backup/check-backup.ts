import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { StartError } from '../../config/start-error.js';
import {
  DamageError,
  END,
  end as endSchema,
  type End,
  FILES,
  FORMAT,
  OPENING,
  opening,
  partOf,
  type Schema,
  SCHEMA,
  schema as schemaSchema,
  Sums,
} from './contents.js';
import { isSafePath } from './data-files.js';
import { type Entry, readArchive, readJson } from './read-archive.js';

/** What a whole backup says of itself. */
export interface CheckedBackup {
  readonly made: Date;
  readonly schema: Schema;
  readonly end: End;
}

/** Takes what an entry holds while its bytes are summed up; must read them to the end. */
export type Taker = (part: string, entry: Entry, content: AsyncGenerator<Buffer>) => Promise<void>;

const drain: Taker = async (_part, _entry, content) => {
  for await (const _ of content);
};

/**
 * Reads a backup from beginning to end and compares every part with its count and checksum. Throws a StartError where it is of a
 * newer format, torn or damaged.
 */
export async function checkBackup(file: string, signal?: AbortSignal, take: Taker = drain): Promise<CheckedBackup> {
  const sums = new Sums();
  const found: { made?: Date; schema?: Schema; end?: End } = {};
  await readArchive(
    file,
    async (entry) => {
      if (found.end !== undefined) throw new DamageError('something follows its end');
      if (found.made === undefined) found.made = await readOpening(entry, file);
      else if (entry.name === SCHEMA && found.schema === undefined)
        found.schema = parse(schemaSchema, await readJson(entry));
      else if (entry.name === END) found.end = parse(endSchema, await readJson(entry));
      else await takePart(entry, sums, take);
    },
    signal,
  );
  const { made, schema, end } = found;
  if (made === undefined || schema === undefined || end === undefined || !isSame(end, sums))
    throw new StartError(
      `The file ${file} is no whole backup of Tertulia (its checksums differ); use another copy of it.`,
    );
  return { made, schema, end };
}

async function readOpening(entry: Entry, file: string): Promise<Date> {
  if (entry.name !== OPENING) throw new DamageError('it does not begin like one');
  const { format, made } = parse(opening, await readJson(entry));
  if (format > FORMAT)
    throw new StartError(
      `The backup ${file} was made by a newer Tertulia (its format is ${format}, this version reads ${FORMAT}); restore it with that version.`,
    );
  return new Date(made);
}

async function takePart(entry: Entry, sums: Sums, take: Taker): Promise<void> {
  const part = partOf(entry.name);
  if (part === null) throw new DamageError('it holds what no backup holds');
  const path = entry.name.slice(FILES.length + 1);
  if (part === FILES) {
    if (!isSafePath(path)) throw new DamageError('a path in it leads elsewhere');
    sums.file(path, entry.size);
  }
  async function* summed(): AsyncGenerator<Buffer> {
    for await (const piece of entry.content()) {
      if (part === FILES) sums.fileBytes(piece);
      else if (part !== null) sums.rows(part, piece);
      yield piece;
    }
  }
  await take(part, entry, summed());
}

function isSame({ parts }: End, sums: Sums): boolean {
  for (const part of Object.keys(parts)) sums.begin(part);
  return isDeepStrictEqual({ ...parts }, sums.result());
}

function parse<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new DamageError('what it says of itself makes no sense');
  return parsed.data;
}
