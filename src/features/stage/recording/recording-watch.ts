import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { RecordingEnd } from '../../../contract/recordings.contract.js';
import { HUB } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Rounds } from '../../../platform/observability/rounds.js';
import { Stages } from '../stages.js';
import { isNotGoingOn } from './recordings.errors.js';
import { leads, nextOf } from './recording-rules.js';
import type { Recorder } from './recorder.js';
import { Recorders } from './recorders.js';
import { Recordings } from './recordings.js';
import { RecordingsRepository } from './recordings.repository.js';

const EVERY_MS = 1_000;
const SAY_MS = 5_000;
/** Whoever records says so every five seconds: who has not for so long has died. */
const SILENT_MS = 20_000;
const RETENTION_MS = 60_000;

/** Looks after the recordings of this node, and ends those of one that died. */
@Injectable()
export class RecordingWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(RecordingWatch.name);
  readonly #rounds: readonly Rounds[];

  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly stages: Stages,
    private readonly recorders: Recorders,
    private readonly recordings: Recordings,
    private readonly repository: RecordingsRepository,
  ) {
    const rounds = (everyMs: number, round: () => Promise<void>) =>
      new Rounds(clock, { name: RecordingWatch.name, failed: 'Recordings could not be looked at', everyMs, round });
    this.#rounds = [
      rounds(EVERY_MS, () => this.look()),
      rounds(SAY_MS, () => this.say()),
      rounds(RETENTION_MS, () => this.forget()),
    ];
    // Somebody turned something on, came or went.
    stages.onChange(({ roomId }) => this.recorders.of(roomId)?.agree());
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.#rounds) rounds.start();
  }

  /** What is on the tapes is whole; the next start makes files of it. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const rounds of this.#rounds) await rounds.stop();
    for (const { id } of this.recorders.all) await this.recorders.end(id);
  }

  private async look(): Promise<void> {
    const [rounds] = this.#rounds;
    await rounds?.each(this.recorders.all, (recorder) => this.lookAt(recorder));
  }

  private async lookAt(recorder: Recorder): Promise<void> {
    const { roomId, id, recording } = recorder;
    recorder.tick();
    const now = this.clock.epochMs();
    const people = [...(this.stages.of(roomId)?.peers.values() ?? [])].map((peer) => ({
      personId: peer.id,
      role: peer.role,
    }));
    recorder.hostlessSince = people.some(leads) ? null : (recorder.hostlessSince ?? now);
    const since = {
      askedMs: now - Date.parse(recording.askedAt),
      hostlessMs: recorder.hostlessSince === null ? null : now - recorder.hostlessSince,
    };
    const next = this.stopped(recorder) ?? nextOf(recording, people, since);
    if (next === 'begin') await this.unlessOver(id, () => this.recordings.begin({ roomId, recordingId: id }));
    else if (next !== null) await this.end(roomId, id, next);
  }

  private stopped({ id, bytes }: Recorder): RecordingEnd | null {
    return this.recorders.failureOf(id) ?? (bytes > this.config.stage.recordingBytes ? 'too-large' : null);
  }

  private async say(): Promise<void> {
    const now = this.clock.now();
    const own = this.recorders.all.map(({ id }) => id);
    if (own.length > 0) await this.repository.seen(own, now);
    const [, rounds] = this.#rounds;
    const abandoned = await this.repository.abandoned(new Date(now.getTime() - SILENT_MS), own);
    await rounds?.each(abandoned, ({ id, roomId, seenAt }) => this.end(roomId, id, 'restarted', seenAt));
  }

  /** Rooms that keep what was said for some days keep recordings no longer. */
  async forget(): Promise<void> {
    const [, , rounds] = this.#rounds;
    const outlived = await this.repository.outlived(this.clock.now());
    await rounds?.each(outlived, ({ id, roomId }) => this.recordings.remove(HUB, { roomId, recordingId: id }, null));
  }

  private async end(roomId: string, recordingId: string, why: RecordingEnd, at?: Date): Promise<void> {
    await this.unlessOver(recordingId, () => this.recordings.close(HUB, { roomId, recordingId }, why, at));
    if (why === 'no-space' || why === 'failed')
      this.#logger.warn({ msg: 'A recording ended because it could not be kept any more', recordingId, why });
  }

  /** Somebody was faster, or it never came to be. */
  private async unlessOver(recordingId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isNotGoingOn(error)) throw error;
      await this.recorders.end(recordingId);
    }
  }
}
