import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Ids } from '../../../platform/ids/ids.js';
import type { Stage } from '../stage.js';
import { RecordedTracksRepository } from './recorded-tracks.repository.js';
import { Recorder, type Recorded, type RecorderHouse } from './recorder.js';

const FULL = /^(ENOSPC|EDQUOT)$/;

/** The recordings that this node makes, by room. */
@Injectable()
export class Recorders {
  /** Where the tapes of this node are. */
  readonly folder: string;
  readonly #recorders = new Map<string, Recorder>();
  readonly #closing = new Set<Recorder>();
  readonly #house: RecorderHouse;
  /** What stopped one; looked at in the next round. */
  readonly #failures = new Map<string, 'no-space' | 'failed'>();

  constructor(clock: Clock, ids: Ids, { dataDir }: Config, tracks: RecordedTracksRepository) {
    this.folder = join(dataDir, 'tapes');
    const failed = ({ id }: Recorder, error: unknown) =>
      this.#failures.set(id, FULL.test(codeOf(error)) ? 'no-space' : 'failed');
    this.#house = { clock, ids, folder: this.folder, keep: (track) => tracks.insert(track), failed };
  }

  get all(): readonly Recorder[] {
    return [...this.#recorders.values()];
  }

  of(roomId: string): Recorder | undefined {
    return this.#recorders.get(roomId);
  }

  /** Why one can take no more, if so. */
  failureOf(recordingId: string): 'no-space' | 'failed' | undefined {
    return this.#failures.get(recordingId);
  }

  isWriting(trackId: string): boolean {
    return [...this.all, ...this.#closing].some((recorder) => recorder.isWriting(trackId));
  }

  /** Recordings whose tapes are still being closed count as going on. */
  isBusy(recordingId: string): boolean {
    return [...this.#closing].some(({ id }) => id === recordingId);
  }

  begin(of: { roomId: string; meetingId: string }, recording: Recorded, stage: () => Stage | undefined): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#recorders.set(of.roomId, new Recorder(of.roomId, of.meetingId, recording, stage, this.#house));
  }

  /** What holds from now on, as soon as it is committed. */
  obey(roomId: string, recording: Recorded): void {
    const recorder = this.#recorders.get(roomId);
    if (recorder?.id === recording.id) recorder.obey(recording);
  }

  /** Resolves when everything is on the disk. */
  async end(recordingId: string): Promise<void> {
    const recorder = this.all.find(({ id }) => id === recordingId);
    if (recorder === undefined) return;
    this.#recorders.delete(recorder.roomId);
    this.#failures.delete(recordingId);
    this.#closing.add(recorder);
    await recorder.close().finally(() => this.#closing.delete(recorder));
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
