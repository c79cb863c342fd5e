import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { StageVideo } from '../../../contract/stage.contract.js';
import type { VideoLack, VideoStep } from '../../../contract/stage-admin.contract.js';
import { Clock, type Timer } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { projectFolder } from '../../../platform/config/project-folder.js';
import { type Ended, Programs, type RunOptions } from '../../../platform/programs/programs.js';
import { mediasoupFolder, workerPlace } from './worker-place.js';

const FETCH_LIMIT_MS = 10_000;
const TICK_MS = 100;
/** How often a hub without a worker looks whether somebody has brought one. */
const LOOK_AGAIN_MS = 2_000;
/** What a worker answers that is started by nobody it knows: it runs on this machine. */
const ALONE = 41;
/** The build has not begun: compilers or libraries are missing. */
const LACKING = 3;
const TOOLS = 'scripts/mediasoup-worker';

/**
 * The program that carries the media: where it is, or how it comes here. The hub never waits for it. A setting names one, or it
 * lies in the cache, or it is fetched, or built; where none of it can be, `missing` is the one line that would help.
 */
@Injectable()
export class WorkerProgram implements OnModuleInit, OnModuleDestroy {
  #state: StageVideo = 'preparing';
  #path: string | null = null;
  #lack: { why: VideoLack; line: string } | null = null;
  #step: VideoStep | null = null;
  /** Of the build, in per cent. */
  #progress: number | null = null;
  #looking: Timer | undefined;
  #work: Promise<void> = Promise.resolve();
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #log = new Logger('Video');

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly programs: Programs,
    private readonly adapter: HttpAdapterHost,
  ) {}

  get state(): StageVideo {
    return this.#state;
  }

  /** Of the worker; null until one is ready. */
  get path(): string | null {
    return this.#path;
  }

  /** One line to copy that would help; null unless the worker is missing. */
  get missing(): string | null {
    return this.#lack?.line ?? null;
  }

  get why(): VideoLack | null {
    return this.#lack?.why ?? null;
  }

  get doing(): { step: VideoStep; progress: number | null } | null {
    return this.#step && { step: this.#step, progress: this.#progress };
  }

  /** Hears of every other state. Gives back what ends the hearing. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onModuleInit(): void {
    if (!this.config.stage.video) this.lack('off', 'VIDEO=on');
    // Not before the hub answers, and never where it has no door: for commands and the demo nobody needs a worker.
    else
      this.adapter.listen$.subscribe(() => {
        this.#work = this.prepare();
      });
  }

  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    this.clock.clearTimer(this.#looking);
    this.#listeners.clear();
    await this.#work;
  }

  private async prepare(): Promise<void> {
    const { workerBin } = this.config.stage;
    const place = workerBin ?? workerPlace(this.programs.cacheFolder);
    if (await this.isReady(place)) return;
    if (this.#ending.signal.aborted) return;
    if (workerBin !== undefined) return this.lack('setting', 'MEDIASOUP_WORKER_BIN=');
    if (!existsSync(join(projectFolder(), TOOLS))) return this.lack('no-tools', `MEDIASOUP_WORKER_BIN=${place}`);
    await this.fetch(place);
    if (await this.isReady(place)) return;
    await this.build(place);
    if (await this.isReady(place)) return;
    if (this.#ending.signal.aborted) return;
    this.lack('not-here', 'npm run setup:media');
    this.lookLater(place);
  }

  /** Somebody may bring one meanwhile: the stage opens by itself then. */
  private lookLater(place: string): void {
    const look = async (): Promise<void> => {
      if (!(await this.isReady(place)) && !this.#ending.signal.aborted) this.lookLater(place);
    };
    this.#looking = this.clock.setTimer(() => {
      this.#work = look();
    }, LOOK_AGAIN_MS);
  }

  private async isReady(place: string): Promise<boolean> {
    if (this.#ending.signal.aborted || !existsSync(place)) return false;
    const { code } = await this.programs.run(place, [], { bare: true, signal: this.#ending.signal });
    if (code !== ALONE) return false;
    this.#path = place;
    this.#lack = null;
    this.say('ready', `Video is ready, with the worker ${place}.`);
    return true;
  }

  private async fetch(place: string): Promise<void> {
    const { downloads } = this.config.stage;
    if (downloads === undefined) return;
    this.#step = 'fetching';
    this.#log.log(`The video worker is fetched from ${new URL(downloads).host}.`);
    const late = new AbortController();
    const until = this.clock.epochMs() + FETCH_LIMIT_MS;
    const watch = this.clock.setRepeating(() => this.clock.epochMs() >= until && late.abort(), TICK_MS);
    const signal = AbortSignal.any([late.signal, this.#ending.signal]);
    const { code, lines } = await this.tool('fetch.mjs', [place, downloads], { signal });
    this.clock.clearTimer(watch);
    this.#step = null;
    if (code === 0 || this.#ending.signal.aborted) return;
    const reason = late.signal.aborted ? 'It did not come in time.' : (lines.at(-1) ?? '');
    this.#log.log(`The video worker could not be fetched. ${reason}`);
  }

  private async build(place: string): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#step = 'building';
    const onLine = (line: string): void => {
      const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
      if (done === undefined) return;
      if (this.#progress === null) this.#log.log('The video worker is built, beside everything else: some minutes.');
      this.#progress = Math.floor((Number(done) * 100) / Number(all));
    };
    const { code, lines } = await this.tool('build.mjs', [place], { signal: this.#ending.signal, onLine });
    this.#step = null;
    this.#progress = null;
    if (code === 0 || this.#ending.signal.aborted) return;
    if (code === LACKING) this.#log.log(`The video worker cannot be built here; it needs ${lines.at(-1) ?? ''}.`);
    else this.#log.warn(`The video worker could not be built:\n${lines.join('\n')}`);
  }

  private tool(name: string, args: readonly string[], options: RunOptions): Promise<Ended> {
    return this.programs.run(
      process.execPath,
      [join(projectFolder(), TOOLS, name), mediasoupFolder(), ...args],
      options,
    );
  }

  private lack(why: VideoLack, line: string): void {
    this.#lack = { why, line };
    if (why === 'off') this.#state = 'missing';
    else this.say('missing', `There is no video: the worker is missing. What helps: ${line}`);
  }

  private say(state: StageVideo, sentence: string): void {
    this.#state = state;
    this.#log.log(sentence);
    for (const listener of this.#listeners) listener();
  }
}
