import { Injectable, Logger } from '@nestjs/common';
import type { CaptionLine, CaptionSignal, CaptionTrouble } from '../../../contract/captions.contract.js';
import { CAPTION_LINES, CAPTION_MAX, CAPTION_SHOWN_MS } from '../../../contract/limits.js';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Speech, SpeechError } from '../../../platform/ai/speech.js';
import { Clock } from '../../../platform/clock/clock.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { more, Seldom } from '../../../platform/observability/seldom.js';
import { Realtime } from '../../../platform/realtime/realtime.js';
import { accountStream, roomStream } from '../../rooms/rooms.events.js';
import { behind, captionMuted, noEndpoint, notOfAge } from '../stage.errors.js';
import type { StagePeer } from '../stage-peer.js';
import { Stages } from '../stages.js';
import { Standings } from '../standings.js';

const TROUBLE_MS = 5_000;
/** Pieces of sound under way, of one person and of this node. */
const OWN_MAX = 2;
const ALL_MAX = 16;
const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

type Input<N extends 'way' | 'say' | 'hear'> = CommandParsed<`captions:${N}`>;
type Done = Promise<Record<string, never>>;
interface OnStage {
  readonly roomId: string;
  readonly peerId: string;
}
/** For what keeps captions where that was consented to (`../recording/recorded-captions.ts`). */
export interface SaidLine extends CaptionLine {
  readonly roomId: string;
  readonly personId: string;
}

/** What is said on a stage, as text. Said in signals, and kept nowhere here. */
@Injectable()
export class Captions {
  readonly #logger = new Logger(Captions.name);
  readonly #seldom = new Seldom();
  readonly #underWay = new Map<string, number>();
  readonly #listeners = new Set<(line: SaidLine) => void>();

  constructor(
    private readonly stages: Stages,
    private readonly standings: Standings,
    private readonly speech: Speech,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  /** Every line as it is shown. */
  onLine(listener: (line: SaidLine) => void): void {
    this.#listeners.add(listener);
  }

  async way(actor: Actor, onStage: Input<'way'>): Promise<CommandResult<'captions:way'>> {
    await this.require(actor, onStage);
    const { host } = this.speech;
    return { endpoint: host === null ? null : { host, here: HERE.test(host) } };
  }

  async say(actor: Actor, { text, language, source, ...onStage }: Input<'say'>): Done {
    const peer = await this.require(actor, onStage);
    if (source === 'device') assertHeard(actor, peer);
    this.show(onStage.roomId, actor.accountId, { text, language, source });
    return {};
  }

  async hear(actor: Actor, input: Input<'hear'>): Done {
    const { roomId, peerId, sound, type, language } = input;
    const peer = await this.require(actor, { roomId, peerId });
    assertHeard(actor, peer);
    if (this.speech.host === null) throw noEndpoint();
    const own = this.#underWay.get(peerId) ?? 0;
    const all = [...this.#underWay.values()].reduce((sum, count) => sum + count, 0);
    if (own >= OWN_MAX || all >= ALL_MAX) throw behind();
    // Nothing waits for the endpoint: neither the commands behind this one nor the meeting.
    void this.write(actor, { roomId, peerId }, { bytes: Buffer.from(sound, 'base64'), type, language });
    return {};
  }

  private async write(actor: Actor, onStage: OnStage, sound: Parameters<Speech['written']>[0]): Promise<void> {
    const { roomId, peerId } = onStage;
    this.#underWay.set(peerId, (this.#underWay.get(peerId) ?? 0) + 1);
    try {
      const text = (await this.speech.written(sound)).replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').slice(0, CAPTION_MAX);
      if (text.trim() === '' || !text.isWellFormed()) return;
      // What held when it was sent may hold no longer.
      await this.require(actor, onStage);
      this.show(roomId, actor.accountId, { text, language: sound.language, source: 'endpoint' });
    } catch (error) {
      if (error instanceof SpeechError) return this.tell(actor, roomId, error.trouble);
      // Who left, was muted or was sent away meanwhile says nothing more, and knows it already.
      if (error instanceof DomainError && error.status < 500) return;
      this.#seldom.say('lost', this.clock.monotonic(), (unsaid) =>
        this.#logger.warn({ msg: `A piece of captions was lost: ${String(error)}`, ...more(unsaid) }),
      );
    } finally {
      const left = (this.#underWay.get(peerId) ?? 1) - 1;
      if (left > 0) this.#underWay.set(peerId, left);
      else this.#underWay.delete(peerId);
    }
  }

  private tell(actor: Actor, roomId: string, trouble: CaptionTrouble['trouble']): void {
    const at = this.clock.now().toISOString();
    this.realtime.setSignal(accountStream(actor.accountId), `caption-trouble:${roomId}`, { trouble, at }, TROUBLE_MS);
    this.#seldom.say(trouble, this.clock.monotonic(), (unsaid) =>
      this.#logger.warn({ msg: `The AI endpoint wrote no captions: ${trouble}`, ...more(unsaid) }),
    );
  }

  private async require(actor: Actor, { roomId, peerId }: OnStage): Promise<StagePeer> {
    await this.standings.require(actor, roomId, 'stage.caption');
    return (await this.stages.peer(actor, { roomId, peerId })).peer;
  }

  private show(roomId: string, personId: string, said: Omit<CaptionLine, 'at'>): void {
    const line = { ...said, at: this.clock.now().toISOString() };
    const key = `caption:${personId}`;
    const before = this.realtime.signals(roomStream(roomId))[key] as CaptionSignal | undefined;
    const lines = [...(before?.lines ?? []), line].slice(-CAPTION_LINES);
    this.realtime.setSignal(roomStream(roomId), key, { lines }, CAPTION_SHOWN_MS);
    for (const listener of this.#listeners) listener({ ...line, roomId, personId });
  }
}

/** A voice is captioned where it is heard, and never one of somebody who is, or may be, under age. */
function assertHeard(actor: Actor, peer: StagePeer): void {
  if (actor.minor || actor.kind !== 'person') throw notOfAge();
  if (peer.view().microphone?.on !== true) throw captionMuted();
}
