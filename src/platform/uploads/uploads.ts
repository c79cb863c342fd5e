import type { Readable } from 'node:stream';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { FileAddress, FileView } from '../../contract/uploads.contract.js';
import { FILE_MAX_BYTES } from '../../contract/limits.js';
import type { Actor } from '../actor/actor.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { Ids } from '../ids/ids.js';
import { Rounds } from '../observability/rounds.js';
import { FileAddresses, type FileForm, type Ticket } from './file-addresses.js';
import { fileName } from './file-name.js';
import { FileStorage, type ByteRange } from './file-storage.js';
import { Images, MEGAPIXELS_MAX, UnreadableImage, type CleanImage } from './images.js';
import { recognise } from './recognise.js';
import { filesById, UploadsRepository, type FileRow, type Usage } from './uploads.repository.js';

const DAY_MS = 24 * 60 * 60_000;
const SWEEP_MS = 30_000;
const AT_ONCE = 100;
const MB = 1024 * 1024;

export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}
export type KeepFrom = (actor: Actor, roomId: string, users: readonly string[]) => Promise<ReadonlySet<string>>;
export interface OpenFile {
  readonly ticket: Ticket;
  readonly name: string;
  readonly kind: FileRow['kind'];
  readonly type: string;
  /** Unknown of a thumbnail. */
  readonly bytes: number | null;
}

/** Files that another part keeps in its own way, and that are opened through the same door. */
export interface RecordedFiles {
  /** Null where it is gone. */
  open(id: string): Promise<{ name: string; type: string; bytes: number } | null>;
  content(id: string, range: ByteRange): Promise<Readable | null>;
}

const folderOf = (id: string): string => `files/${id}`;
const pathOf = (id: string, form: FileForm): string =>
  form === 'thumbnail' ? `${folderOf(id)}/thumbnail.webp` : `${folderOf(id)}/original`;

/** The one door for files of rooms. Who may come through it the features decide; what may come through is decided here. */
@Injectable()
export class Uploads implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #rounds: Rounds;
  readonly #kept: KeepFrom[] = [];
  #recordings: RecordedFiles | undefined;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly storage: FileStorage,
    private readonly images: Images,
    private readonly addresses: FileAddresses,
    private readonly repository: UploadsRepository,
  ) {
    const round = () => this.sweepDue();
    this.#rounds = new Rounds(clock, { name: Uploads.name, failed: 'Erased files wait', everyMs: SWEEP_MS, round });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Takes a file into a room, for its owner to use. The row comes first: bytes that no row knows would never be found again. */
  async receive(actor: Pick<Actor, 'accountId'>, roomId: string, { name: given, bytes }: Upload): Promise<FileView> {
    if (bytes.length === 0) throw new DomainError('uploads/no-file');
    if (bytes.length > FILE_MAX_BYTES) throw new DomainError('uploads/too-large', { limit: FILE_MAX_BYTES / MB });
    const name = fileName(given);
    const { kind, type } = await recognise(bytes, name);
    const image = kind === 'image' ? await this.cleaned(bytes) : null;
    const stored = image?.bytes ?? bytes;
    const now = this.clock.now();
    const file = {
      ...{ id: this.ids.next(), room_id: roomId, owner_id: actor.accountId, name, kind, type: image?.type ?? type },
      ...{ bytes: stored.length, width: image?.width ?? null, height: image?.height ?? null, stored_at: now },
    };
    const fits = (usage: Usage): void => this.assertFits(usage, stored.length);
    await this.repository.insert(file, new Date(now.getTime() - DAY_MS), fits);
    try {
      await this.storage.write(pathOf(file.id, 'open'), stored);
      if (image) await this.storage.write(pathOf(file.id, 'thumbnail'), image.thumbnail);
    } catch (error) {
      await this.storage.removeFolder(folderOf(file.id));
      await this.repository.delete(file.id);
      throw error;
    }
    return fileViewOf(file);
  }

  /** A feature keeps files from people by what shows them: answers which of those things are not for this person. */
  keepFrom(rule: KeepFrom): void {
    this.#kept.push(rule);
  }

  serveRecordings(recordings: RecordedFiles): void {
    this.#recordings = recordings;
  }

  /** For somebody who may watch it. */
  addressOfRecording(id: string): string {
    return this.addresses.ofRecording(id);
  }

  /** Of those files of the room that are shown there, or are the actor's own and not used yet; the rest is left out. */
  async addressesOf(actor: Actor, roomId: string, ids: readonly string[]): Promise<FileAddress[]> {
    const rows = await filesById(this.repository.sql, ids);
    const there = rows.filter(
      (row) => row.room_id === roomId && isThere(row) && (row.used_by !== null || row.owner_id === actor.accountId),
    );
    const users = there.flatMap(({ used_by }) => used_by ?? []);
    const kept = await Promise.all(users.length > 0 ? this.#kept.map((rule) => rule(actor, roomId, users)) : []);
    return there
      .filter(({ used_by }) => used_by === null || !kept.some((withheld) => withheld.has(used_by)))
      .map((row) => this.addresses.of(row));
  }

  /** What a ticket opens; asked of the table, so that what was deleted is gone at once. */
  async open(text: string): Promise<OpenFile> {
    const ticket = this.addresses.read(text);
    if (ticket.form === 'recording') return this.openRecording(ticket);
    const [row] = await filesById(this.repository.sql, [ticket.id]);
    if (!row || !isThere(row)) throw new DomainError('uploads/file-gone');
    const { name, kind, type, bytes } = row;
    return ticket.form === 'thumbnail'
      ? { ticket, name, kind, type: 'image/webp', bytes: null }
      : { ticket, name, kind, type, bytes };
  }

  async content({ id, form }: Ticket, range: ByteRange | undefined, bytes: number | null): Promise<Readable> {
    const content =
      form === 'recording'
        ? await this.#recordings?.content(id, range ?? { start: 0, end: (bytes ?? 1) - 1 })
        : await this.storage.read(pathOf(id, form), range);
    if (!content) throw new DomainError('uploads/file-gone');
    return content;
  }

  private async openRecording(ticket: Ticket): Promise<OpenFile> {
    const file = await this.#recordings?.open(ticket.id);
    if (!file) throw new DomainError('uploads/file-gone');
    return { ticket, kind: 'video', ...file };
  }

  /** What somebody brought and what is still there, for a copy of their own. */
  ownedBy(accountId: string): AsyncIterable<{ id: string; name: string }> {
    return this.repository.ownedBy(accountId);
  }

  /** As it is kept; null where it is gone. */
  originalOf(id: string): Promise<Readable | null> {
    return this.storage.read(pathOf(id, 'open'));
  }

  /** Takes the bytes of what is erased, and of what nobody used for a day. One at a time; what failed is due again. */
  sweep(): Promise<void> {
    return this.#rounds.now();
  }

  private async sweepDue(): Promise<void> {
    const at = this.clock.now();
    const yesterday = new Date(at.getTime() - DAY_MS);
    await this.repository.eraseLoose(yesterday, at);
    for (
      let due = await this.repository.toSweep(AT_ONCE);
      due.length > 0;
      due = await this.repository.toSweep(AT_ONCE)
    ) {
      for (const id of due) await this.storage.removeFolder(folderOf(id));
      await this.repository.swept(due, at);
    }
    await this.repository.forget(yesterday);
  }

  private async cleaned(bytes: Buffer): Promise<CleanImage> {
    try {
      return await this.images.clean(bytes);
    } catch (error) {
      if (!(error instanceof UnreadableImage)) throw error;
      throw new DomainError('uploads/bad-image', { megapixels: MEGAPIXELS_MAX });
    }
  }

  private assertFits({ dayBytes, dayFiles, roomBytes }: Usage, bytes: number): void {
    const { uploads } = this.config;
    if (dayBytes + bytes > uploads.dayBytes || dayFiles >= uploads.dayFiles)
      throw new DomainError('uploads/day-full', { megabytes: uploads.dayBytes / MB, files: uploads.dayFiles });
    if (roomBytes + bytes > uploads.roomBytes)
      throw new DomainError('uploads/room-full', { limit: uploads.roomBytes / MB });
  }
}

const isThere = ({ erased_at, hidden }: FileRow): boolean => erased_at === null && !hidden;

/** A whitelist: nothing of who, where or when. */
export const fileViewOf = ({ id, name, kind, type, bytes, width, height }: FileView): FileView => ({
  id,
  name,
  kind,
  type,
  bytes,
  width,
  height,
});
