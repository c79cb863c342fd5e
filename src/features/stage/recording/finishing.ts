import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { InRounds } from '../../../platform/observability/in-rounds.js';
import { FileStorage } from '../../../platform/uploads/file-storage.js';
import { playTape } from './play-tape.js';
import { RecordedTracksRepository, type TrackRow } from './recorded-tracks.repository.js';
import { pieceOf, PIECE_BYTES, tracksFolder } from './recorded-bytes.js';
import { Recorders } from './recorders.js';

const EVERY_MS = 5_000;
const TRIES = 5;
/** A node that comes back later than this finds its tapes given up. */
const LOST_MS = 7 * 24 * 60 * 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Makes files that play out of tapes, and takes away the bytes of what was deleted. Tapes are on the disk of the node that made them. */
@Injectable()
export class Finishing extends InRounds {
  constructor(
    clock: Clock,
    private readonly tracks: RecordedTracksRepository,
    private readonly recorders: Recorders,
    private readonly storage: FileStorage,
  ) {
    super(clock, { failed: 'Recordings wait to be finished', everyMs: EVERY_MS });
  }

  /** What was deleted is gone, without waiting for what is being made. */
  async sweep(): Promise<void> {
    for (const id of await this.tracks.gone()) await this.forget(id);
  }

  protected async look(): Promise<void> {
    await this.rounds.each(await this.strays(), (name) => rm(join(this.recorders.folder, name), { force: true }));
    await this.rounds.each(await this.tracks.gone(), (id) => this.forget(id));
    await this.tracks.giveUp(new Date(this.clock.epochMs() - LOST_MS));
    for (const track of await this.tracks.tapes()) {
      const busy = this.recorders.isWriting(track.id) || this.recorders.isBusy(track.recording_id ?? '');
      if (!busy && existsSync(this.tapeOf(track.id))) await this.rounds.each([track], (one) => this.finish(one));
    }
  }

  private async finish({ id, codec }: TrackRow): Promise<void> {
    // Counted first: what brings the hub down is not tried for ever.
    await this.tracks.tried(id, TRIES);
    const draft = join(this.recorders.folder, `${id}.new`);
    await mkdir(this.recorders.folder, { recursive: true, mode: 0o700 });
    try {
      const played = await playTape(this.tapeOf(id), draft, codec, async () => void (await setImmediate()));
      const bytes = played && (await this.keep(id, draft));
      if (played === null) await this.tracks.delete(id);
      else if (!(await this.tracks.played(id, played, bytes ?? 0))) await this.storage.removeFolder(tracksFolder(id));
    } finally {
      await rm(draft, { force: true });
    }
    await rm(this.tapeOf(id), { force: true });
  }

  /** In pieces: wherever files are kept, none of them has to be held whole. */
  private async keep(id: string, path: string): Promise<number> {
    const { size } = await stat(path);
    let at = 0;
    for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      const bytes = piece as Buffer;
      await this.storage.write(pieceOf(id, at), bytes);
      at += 1;
    }
    return size;
  }

  private async forget(id: string): Promise<void> {
    await rm(this.tapeOf(id), { force: true });
    await this.storage.removeFolder(tracksFolder(id));
    await this.tracks.delete(id);
  }

  /** Tapes that no row knows: what they hold was deleted in the moment in which they were begun. */
  private async strays(): Promise<string[]> {
    const names = existsSync(this.recorders.folder) ? await readdir(this.recorders.folder) : [];
    const own = names.filter((name) => !this.recorders.isWriting(name));
    const known = await this.tracks.known(own.filter((name) => UUID.test(name)));
    return own.filter((name) => !known.has(name));
  }

  private tapeOf(id: string): string {
    return join(this.recorders.folder, id);
  }
}
