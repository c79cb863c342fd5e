import type { LineQuality } from '@contract/stage.contract.js';
import { now } from '../../../lib/session/device.js';
import type { Live } from '../../../lib/streams/live.js';
import type { Incoming } from './incoming.js';
import { lineOf, NOTHING_COUNTED, qualityOf, steadyQuality, type Counted } from './line-quality.js';
import type { Outgoing } from './outgoing.js';
import type { OnStage, Sfu } from './sfu.js';
import { stepped, unhurried } from './stepping-down.js';

interface LineWatchParts {
  readonly ask: Live['ask'];
  readonly onStage: OnStage;
  readonly outgoing: Outgoing;
  readonly incoming: Incoming;
  readonly tell: (told: { quality?: LineQuality; narrow?: boolean }) => void;
}

const EVERY_MS = 1_000;

/** Looks at the line once a second: says how it is, and gives up and takes up again what it carries. */
export class LineWatch {
  #timer: ReturnType<typeof setInterval> | undefined;
  #counted: Counted = NOTHING_COUNTED;
  #state = unhurried;
  #last: readonly LineQuality[] = [];
  #said: LineQuality | null = null;
  #soundOnly = false;

  constructor(private readonly parts: LineWatchParts) {}

  /** null stops. What was given up before stays so: the line is not known to be better. */
  watch(sfu: Sfu | null): void {
    clearInterval(this.#timer);
    this.#counted = NOTHING_COUNTED;
    this.#said = null;
    // Another connection finds out anew what it carries.
    this.#state = { ...this.#state, since: {} };
    if (sfu) this.#timer = setInterval(() => void this.#look(sfu), EVERY_MS);
  }

  setSoundOnly(soundOnly: boolean): void {
    this.#soundOnly = soundOnly;
    this.parts.incoming.reach(soundOnly ? 'sound' : this.#state.reach);
  }

  async #look(sfu: Sfu): Promise<void> {
    const { sent, received } = await sfu.counts();
    const at = now();
    const awaited = this.parts.incoming.awaited();
    const { line, counted } = lineOf(this.#counted, { sent, received, awaited, at });
    this.#counted = counted;
    this.#say(qualityOf(line));
    const before = this.#state;
    const sending = this.parts.outgoing.own.get().camera === 'on';
    this.#state = stepped(before, line, sending, at);
    if (this.#state.send !== before.send) void this.parts.outgoing.limit(this.#state.send);
    const { reach } = this.#state;
    if (reach === before.reach) return;
    if (!this.#soundOnly) this.parts.incoming.reach(reach);
    this.parts.tell({ narrow: reach === 'fewer' || reach === 'sound' });
  }

  #say(heard: LineQuality): void {
    const { last, quality } = steadyQuality([...this.#last, heard], this.#said);
    this.#last = last;
    if (quality === null || quality === this.#said) return;
    this.#said = quality;
    this.parts.tell({ quality });
    const { ask, onStage } = this.parts;
    // Said again when it changes; nobody waits for it.
    ask('stage:say-quality', { ...onStage, quality }).catch(() => null);
  }
}
