import { createWorker, type types } from 'mediasoup';
import { stageFull } from './stage.errors.js';

/** So many streams of packets one worker sends at once; more than about that is more than one core. */
export interface WorkerLimits {
  readonly flowing: number;
  readonly transports: number;
}
interface Starting {
  readonly path: string;
  readonly number: number;
  readonly listenInfos: types.TransportListenInfo[];
  readonly limits: WorkerLimits;
}

/** One process that carries media, with its one port for all of them. */
export class MediaWorker {
  /** Consumers that are on. */
  flowing = 0;
  transports = 0;
  stages = 0;
  readonly #ended: Promise<void>;
  #onEnded: ((died: boolean) => void) | undefined;

  private constructor(
    readonly number: number,
    readonly server: types.WebRtcServer,
    private readonly worker: types.Worker,
    private readonly limits: WorkerLimits,
  ) {
    this.#ended = new Promise((resolve) => worker.once('subprocessclose', () => resolve()));
    worker.observer.once('close', () => this.#onEnded?.(worker.died));
  }

  static async start({ path, number, listenInfos, limits }: Starting): Promise<MediaWorker> {
    const worker = await createWorker({ workerBin: path, logLevel: 'error' });
    try {
      const server = await worker.createWebRtcServer({ listenInfos });
      return new MediaWorker(number, server, worker, limits);
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  get pid(): number {
    return this.worker.pid;
  }

  get closed(): boolean {
    return this.worker.closed;
  }

  onEnded(listener: (died: boolean) => void): void {
    this.#onEnded = listener;
  }

  router(mediaCodecs: types.RouterRtpCodecCapability[]): Promise<types.Router> {
    return this.worker.createRouter({ mediaCodecs });
  }

  /** Seconds of a processor's time since it began. */
  async cpuSeconds(): Promise<number> {
    try {
      const { ru_utime: user, ru_stime: system } = await this.worker.getResourceUsage();
      return (user + system) / 1000;
    } catch {
      // It ended while it was asked: what it took is taken.
      return 0;
    }
  }

  /** Whether it can carry one consumer more. */
  get hasRoom(): boolean {
    return this.flowing < this.limits.flowing;
  }

  get mostFlowing(): number {
    return this.limits.flowing;
  }

  /** Throws `stage/full` where it has all it can. */
  takeTransport(): void {
    if (this.transports >= this.limits.transports) throw stageFull();
    this.transports += 1;
  }

  /** Resolves when the process is gone. */
  close(): Promise<void> {
    this.worker.close();
    return this.#ended;
  }
}
