import type { Connection } from './connection.js';
import type { Packet } from './packets.js';
import type { StreamKind } from './realtime.types.js';
import type { StreamFeed } from './stream-feed.js';

const SAID_MAX = 4;
const SAID_LENGTH = 200;
const HELD_PACKETS = 2_000;
const HELD_BYTES = 2 * 1024 * 1024;

/**
 * One socket following one stream with all frames. While it is held its packets wait: until the first answer is out, and while it
 * is decided whether its person still may.
 */
export class Following {
  feed: StreamFeed | undefined;
  /** Authorised; `begun` once the answer is out. */
  open = false;
  begun = false;
  deciding = false;
  gone = false;
  /** Keys of signals that were withheld and are owed their present value. */
  owed: Set<string> | undefined;
  /** Signals its person set, as the feature answered them, and how often all of it was forgotten. */
  said: Map<string, object | null> | undefined;
  forgotten = 0;
  #held: Packet[] | null = [];
  #heldBytes = 0;
  /** Of what is held: what its person may see even when they may not follow any more. */
  #farewell: Set<Packet> | undefined;

  constructor(
    readonly connection: Connection,
    readonly stream: string,
    readonly kind: StreamKind,
    readonly uuid: string,
  ) {}

  get held(): boolean {
    return this.#held !== null;
  }

  hold(): void {
    this.#held ??= [];
    this.forget();
  }

  forget(): void {
    this.said = undefined;
    this.forgotten += 1;
  }

  /** What was asked for before something was forgotten may be older than the reason for it. */
  remember(key: string, whole: object | null, forgotten: number): void {
    if (this.held || forgotten !== this.forgotten || key.length > SAID_LENGTH) return;
    this.said ??= new Map();
    if (this.said.size < SAID_MAX) this.said.set(key, whole);
  }

  deliver(packet: Packet): void {
    if (this.#held === null) return this.connection.send(packet);
    this.#heldBytes += packet.bytes;
    if (this.#held.push(packet) > HELD_PACKETS || this.#heldBytes > HELD_BYTES) this.connection.close();
  }

  /** What was held last tells this person about their own rights. */
  lastIsForThem(): void {
    const last = this.#held?.at(-1);
    if (last) this.#farewell = (this.#farewell ?? new Set()).add(last);
  }

  /** What was missed goes before what was held. */
  begin(missed: readonly Packet[]): void {
    this.begun = true;
    this.#held?.unshift(...missed);
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#heldBytes = 0;
    this.#farewell = undefined;
    if (!this.gone) for (const packet of held) this.connection.send(packet);
  }

  /**
   * They may not follow any more: what told them so is the last thing they see, where it comes next. After something that is held
   * and may not be theirs to see it would come out of a hole.
   */
  refuse(closed: Packet): void {
    if (this.begun)
      for (const packet of this.#held ?? []) {
        if (!this.#farewell?.has(packet)) break;
        this.connection.send(packet);
      }
    this.connection.send(closed);
  }
}
