import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { VideoCapacity } from '../../../contract/stage-admin.contract.js';
import { timestamp } from '../../../contract/words.js';
import { Clock, type Timer } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Ids } from '../../../platform/ids/ids.js';
import { Programs } from '../../../platform/programs/programs.js';
import { capacityOf } from './capacity.js';
import { measureWorker } from './measure-worker.js';
import { workerPlace } from './worker-place.js';
import { WorkerProgram } from './worker-program.js';

/** Nobody shall wait for it, least of all whoever has just started the hub. */
const AFTER_MS = 60_000;
/** Of SRTP: 16 bytes of key and 14 of salt. */
const KEY_BYTES = 30;
const measured = z.strictObject({ packets: z.number().min(1), at: timestamp });
type Measured = z.infer<typeof measured>;

/** How much video this machine carries: measured once by its own worker, and kept beside where workers are kept. */
@Injectable()
export class MeasuredCapacity implements OnModuleInit, OnModuleDestroy {
  readonly #log = new Logger('Video');
  #timer: Timer | undefined;
  #forget: (() => void) | undefined;
  #measured: Measured | null = null;
  #work: Promise<void> = Promise.resolve();
  readonly #ending = new AbortController();

  constructor(
    private readonly program: WorkerProgram,
    private readonly programs: Programs,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Null until it is known. */
  get now(): VideoCapacity | null {
    return this.#measured && capacityOf(this.#measured, this.config.stage.workers || availableParallelism());
  }

  onModuleInit(): void {
    this.#forget = this.program.onChange(() => {
      if (this.program.state === 'ready') this.#work = this.begin();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    this.#forget?.();
    this.clock.clearTimer(this.#timer);
    await this.#work;
  }

  /** Takes some seconds, at the lowest priority. */
  async measure(): Promise<void> {
    const { path } = this.program;
    if (path === null) return;
    const key = (): Buffer => Buffer.from(this.ids.token(KEY_BYTES), 'base64url');
    const packets = await measureWorker(path, { key, clock: this.clock, signal: this.#ending.signal });
    if (packets === null) return;
    this.#measured = { packets, at: this.clock.now().toISOString() };
    this.#log.log(`A worker of this machine forwards ${Math.round(packets)} packets in a second of a core.`);
    await this.keep(this.#measured);
  }

  private async begin(): Promise<void> {
    this.#measured = await this.kept();
    if (this.#measured !== null || this.#ending.signal.aborted) return;
    this.#timer = this.clock.setTimer(() => {
      this.#work = this.measure().catch((error: unknown) => this.#log.warn(`Nothing was measured: ${String(error)}`));
    }, AFTER_MS);
  }

  private get file(): string {
    return join(dirname(workerPlace(this.programs.cacheFolder)), 'measured.json');
  }

  private async kept(): Promise<Measured | null> {
    try {
      return measured.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch {
      return null; // Never measured, or written by somebody else: it is measured anew.
    }
  }

  private async keep(value: Measured): Promise<void> {
    const draft = `${this.file}.${this.ids.next()}`;
    await mkdir(dirname(draft), { recursive: true });
    await writeFile(draft, JSON.stringify(value));
    await rename(draft, this.file);
  }
}
