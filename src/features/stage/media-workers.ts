import { availableParallelism } from 'node:os';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { StageVideo } from '../../contract/stage.contract.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { MediaWorker, type WorkerLimits } from './media-worker.js';
import { MediaWays } from './worker/media-ways.js';
import { WorkerProgram } from './worker/worker-program.js';

/** A worker that dies at once is not worth a try at once. */
const BACK_OFF_MS = 500;
const BACK_OFF_MAX_MS = 30_000;
/** After so long without a death what happened before is forgotten. */
const CALM_MS = 60_000;
/** Of one worker. About what one core carries, and well above what the stages of the page on capacity ask for. */
const LIMITS: WorkerLimits = { flowing: 1_500, transports: 2_000 };

/**
 * The workers of this node, begun when a stage wants one: at most one a core, the least loaded first. One that dies takes its
 * stages' media along and nothing else; they ask for another at once.
 */
@Injectable()
export class MediaWorkers implements OnModuleDestroy {
  readonly #logger = new Logger(MediaWorkers.name);
  readonly #workers = new Map<number, MediaWorker>();
  readonly #listeners = new Set<() => void>();
  readonly #forget: () => void;
  #starting: Promise<MediaWorker | null> | undefined;
  #failures = 0;
  #failedAt = -Infinity;
  #closed = false;

  constructor(
    private readonly program: WorkerProgram,
    private readonly ways: MediaWays,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.#forget = program.onChange(() => this.changed());
  }

  get all(): readonly MediaWorker[] {
    return [...this.#workers.values()];
  }

  /** Whether media can be had here; a worker that will not begin is tried again. */
  get video(): StageVideo {
    const { state } = this.program;
    return state === 'ready' && this.#workers.size === 0 && this.waiting ? 'preparing' : state;
  }

  /** Tells when `video` may be another. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The one with the least to do; null while there is none. */
  async acquire(): Promise<MediaWorker | null> {
    const [least] = this.all.toSorted((one, other) => one.flowing - other.flowing || one.stages - other.stages);
    const idle = least?.stages === 0 || this.#workers.size >= this.most;
    if (least !== undefined && (idle || this.waiting)) return least;
    this.#starting ??= this.start().finally(() => (this.#starting = undefined));
    return (await this.#starting) ?? least ?? null;
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#forget();
    await this.#starting;
    await Promise.all(this.all.map((worker) => worker.close()));
  }

  private get most(): number {
    return this.config.stage.workers || availableParallelism();
  }

  private get waiting(): boolean {
    const waitMs = this.#failures < 2 ? 0 : Math.min(BACK_OFF_MAX_MS, BACK_OFF_MS * 2 ** (this.#failures - 2));
    return this.clock.monotonic() < this.#failedAt + waitMs;
  }

  private async start(): Promise<MediaWorker | null> {
    const { path } = this.program;
    if (path === null || this.#closed || this.waiting) return null;
    const number = this.freeNumber();
    try {
      const worker = await MediaWorker.start({
        path,
        number,
        listenInfos: this.ways.listenInfos(number),
        limits: LIMITS,
      });
      this.#workers.set(number, worker);
      worker.onEnded((died) => this.ended(worker, died));
      if (worker.closed) this.ended(worker, true);
      this.changed();
      return worker;
    } catch (error) {
      this.failed(`A worker for media could not begin: ${String(error)}`);
      return null;
    }
  }

  private ended(worker: MediaWorker, died: boolean): void {
    if (!this.#workers.delete(worker.number) || this.#closed) return;
    if (died) this.failed(`The worker for media ${worker.number} (process ${worker.pid}) died`);
  }

  private failed(msg: string): void {
    const now = this.clock.monotonic();
    this.#failures = now - this.#failedAt > CALM_MS ? 1 : this.#failures + 1;
    this.#failedAt = now;
    this.#logger.warn({ msg });
    this.changed();
  }

  private changed(): void {
    for (const listener of this.#listeners) listener();
  }

  private freeNumber(): number {
    let number = 0;
    while (this.#workers.has(number)) number += 1;
    return number;
  }
}
