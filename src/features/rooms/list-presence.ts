import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { ListedPresence } from '../../contract/rooms.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { RoomList } from './room-list.js';
import { RoomListRepository } from './room-list.repository.js';
import { accountStream } from './rooms.events.js';
import { may } from './rooms.policy.js';

/** A list that is looked at is renewed twice in this time; nobody has to say that they look no more. */
const LOOK_MS = 60_000;
/** One statement for all lists of this node, and one word about a room to each onlooker at most. */
const EVERY_MS = 1_000;
/** Above this only the number is worth a word: which five faces are shown of so many tells nothing. */
const FACES_MATTER = 5;
/** A socket that has just come may not follow its own stream yet. */
const ARRIVING_MS = 5_000;
/** A node says no more than this a second, however many look at however many lively rooms. */
const WORDS_AT_ONCE = 5_000;
const ROOMS_OF_ONE = 300;
const NOBODY: ListedPresence = { present: 0, faces: [] };

interface Onlooker {
  readonly actor: Actor;
  readonly until: number;
}
interface Listed {
  readonly onlookers: Map<string, Onlooker>;
  now: ListedPresence | null;
}

/**
 * Live counts in lists of rooms. Arriving is no event and moves no stream, so whoever looks at a list says which rooms are on it,
 * and hears what changes there, as signals of their own account. Visits are read from the table: other nodes' people count too.
 */
@Injectable()
export class ListPresence implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(ListPresence.name);
  readonly #rooms = new Map<string, Listed>();
  #timer: Timer | undefined;
  #turn: Promise<void> = Promise.resolve();
  #ticking = false;
  #closed = false;

  constructor(
    private readonly list: RoomList,
    private readonly repository: RoomListRepository,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Somebody's role changed, and with it perhaps what they may read: their lists are asked for anew.
    this.realtime.onEvent('accounts.account-changed', ({ payload }) => this.forget(payload.account.id));
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.clock.clearTimer(this.#timer);
    this.#rooms.clear();
    await this.#turn;
  }

  /** Answers how it is now; rooms that may not be read, or are too many for one person, are missing. */
  async look(
    actor: Actor,
    { roomIds }: CommandParsed<'rooms:watch-presence'>,
  ): Promise<CommandResult<'rooms:watch-presence'>> {
    const { accountId } = actor;
    const places = [...new Set(roomIds)].map((roomId) => ({ roomId, accountId }));
    const seen = await this.repository.relationsAt(places);
    const readable = seen.flatMap(({ room, relation }) => (may('room.read', actor, relation, room) ? [room.id] : []));
    const others = [...this.#rooms].filter(([id, { onlookers }]) => onlookers.has(accountId) && !readable.includes(id));
    const ids = readable.slice(0, Math.max(0, ROOMS_OF_ONE - others.length));
    const onlooker: Onlooker = { actor, until: this.clock.epochMs() + LOOK_MS };
    for (const id of ids) {
      const listed = this.#rooms.get(id) ?? { onlookers: new Map<string, Onlooker>(), now: null };
      listed.onlookers.set(accountId, onlooker);
      this.#rooms.set(id, listed);
    }
    if (!this.#closed) this.#timer ??= this.clock.setRepeating(() => void this.tick(), EVERY_MS);
    // What another list shows already is a second old at most; only what nobody looked at is read now.
    const unread = ids.filter((id) => this.#rooms.get(id)?.now === null);
    if (unread.length > 0) await this.inTurn(() => this.check(unread));
    return { rooms: ids.map((roomId) => ({ roomId, ...(this.#rooms.get(roomId)?.now ?? NOBODY) })) };
  }

  private async tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    try {
      this.dropWhoLooksNoMore();
      await this.inTurn(() => this.check([...this.#rooms.keys()]));
    } catch (error) {
      this.#logger.warn(`Counts of listed rooms could not be read, the next look tries again: ${String(error)}`);
    } finally {
      this.#ticking = false;
    }
  }

  /** One reading after the other: what is told last was read last. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  private async check(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const present = await this.list.presentIn(ids);
    const moved: string[] = [];
    let words = 0;
    for (const id of ids) {
      const listed = this.#rooms.get(id);
      if (!listed) continue;
      const here = present.get(id);
      const now = here ? { present: here.present, faces: here.faces } : NOBODY;
      if (listed.now !== null && worthAWord(listed.now, now)) {
        if (words > 0 && words + listed.onlookers.size > WORDS_AT_ONCE) continue;
        words += listed.onlookers.size;
        moved.push(id);
        // Behind those that are still to be told: where there is too much to say, rooms take turns.
        this.#rooms.delete(id);
        this.#rooms.set(id, listed);
      }
      listed.now = now;
    }
    if (moved.length > 0) await this.tell(moved);
  }

  private async tell(moved: readonly string[]): Promise<void> {
    const places = moved.flatMap((roomId) =>
      [...(this.#rooms.get(roomId)?.onlookers.keys() ?? [])].map((accountId) => ({ roomId, accountId })),
    );
    // Rights may have changed since the list was asked for.
    for (const { room, relation, accountId } of await this.repository.relationsAt(places)) {
      const listed = this.#rooms.get(room.id);
      const onlooker = listed?.onlookers.get(accountId);
      if (!listed || !onlooker) continue;
      if (may('room.read', onlooker.actor, relation, room))
        this.realtime.setSignal(accountStream(accountId), `present:${room.id}`, listed.now, LOOK_MS);
      else listed.onlookers.delete(accountId);
    }
  }

  private dropWhoLooksNoMore(): void {
    const at = this.clock.epochMs();
    for (const [id, { onlookers }] of this.#rooms) {
      for (const [accountId, { until }] of onlookers)
        if (until <= at || (until <= at + LOOK_MS - ARRIVING_MS && !this.isHere(accountId)))
          onlookers.delete(accountId);
      if (onlookers.size === 0) this.#rooms.delete(id);
    }
    if (this.#rooms.size > 0) return;
    this.clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  private isHere(accountId: string): boolean {
    return this.realtime.followers(accountStream(accountId)) > 0;
  }

  private forget(accountId: string): void {
    for (const { onlookers } of this.#rooms.values()) onlookers.delete(accountId);
  }
}

function worthAWord(before: ListedPresence, now: ListedPresence): boolean {
  if (before.present !== now.present) return true;
  return now.present <= FACES_MATTER && JSON.stringify(before.faces) !== JSON.stringify(now.faces);
}
