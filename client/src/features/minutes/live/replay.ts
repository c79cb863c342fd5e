import type { Replay } from '@contract/minutes.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';
import type { PersonCard } from '@contract/words.js';
import {
  applyToMessages,
  messageWindowOf,
  withAuthor,
  type MessageWindow,
} from '../../../lib/streams/message-window.js';

/** A state is kept every so many events: any moment is at most as many away. */
const KEPT_EVERY = 200;
const EMPTY = messageWindowOf(
  { messages: [], quoted: [], mine: {}, thanked: [], hasOlder: false, hasNewer: false },
  null,
);

/** A meeting once more: the room's own events through the screen's own reducers, up to any moment. */
export class Player {
  readonly begin: number;
  readonly end: number;
  readonly #events: readonly LiveEvent[];
  readonly #times: readonly number[];
  readonly #kept: MessageWindow[] = [EMPTY];

  constructor(
    private readonly replay: Replay,
    private readonly me: string,
  ) {
    // What travels is what travelled then: the contract's events.
    this.#events = replay.events as unknown[] as LiveEvent[];
    this.#times = replay.events.map(({ at }) => Date.parse(at));
    this.begin = Date.parse(replay.startedAt);
    this.end = Math.max(Date.parse(replay.endedAt), this.begin);
  }

  /** The chat as it was `at` (epoch ms), as far as it was said in the meeting. */
  chatAt(at: number): MessageWindow {
    const count = this.#times.findLastIndex((time) => time <= at) + 1;
    return this.chatAfter(count);
  }

  /** The chat when everything up to this seq had happened. */
  chatAtSeq(seq: number): MessageWindow {
    return this.chatAfter(this.#events.findLastIndex((event) => event.seq <= seq) + 1);
  }

  /** Who sat at the table; each once, who came last first. */
  peopleAt(at: number): PersonCard[] {
    const there = this.replay.stays.filter(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
    const latest = there.toSorted((one, other) => other.from.localeCompare(one.from));
    return [...new Map(latest.map(({ person }) => [person.id, person])).values()];
  }

  private chatAfter(count: number): MessageWindow {
    const kept = Math.floor(count / KEPT_EVERY);
    while (this.#kept.length <= kept) {
      const from = (this.#kept.length - 1) * KEPT_EVERY;
      this.#kept.push(this.play(this.#kept.at(-1) ?? EMPTY, from, from + KEPT_EVERY));
    }
    return this.play(this.#kept[kept] ?? EMPTY, kept * KEPT_EVERY, count);
  }

  private play(window: MessageWindow, from: number, to: number): MessageWindow {
    return this.#events.slice(from, to).reduce((state, event) => {
      const next = applyToMessages(state, event, this.me);
      return event.type === 'rooms.member-changed' ? withAuthor(next, event.payload.person) : next;
    }, window);
  }
}
