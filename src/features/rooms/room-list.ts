import { Injectable } from '@nestjs/common';
import type { RoomCard } from '../../contract/rooms.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { GHOST_MS } from './attendance.repository.js';
import {
  cursorOf,
  RoomListRepository,
  ROOMS_PAGE,
  type ListedRow,
  type LiveRow,
  type Present,
  type RoomListQuery,
} from './room-list.repository.js';
import { roomNotFound } from './rooms.errors.js';
import { roomViewOf } from './rooms.view.js';

/** What chat knows of somebody's rooms: one answer for all of them. Rooms without anything may be missing. */
export type Unread = { unread: number; mentions: number; lastMessageAt: Date | null };
export type UnreadOf = (accountId: string, roomIds: readonly string[]) => Promise<ReadonlyMap<string, Unread>>;
const NOTHING: Unread = { unread: 0, mentions: 0, lastMessageAt: null };

/** Rooms in lists, with what is going on there now. Three statements a page, however many rooms. */
@Injectable()
export class RoomList {
  #unreadOf: UnreadOf = () => Promise.resolve(new Map());

  constructor(
    private readonly repository: RoomListRepository,
    private readonly clock: Clock,
  ) {}

  contributeUnread(unreadOf: UnreadOf): void {
    this.#unreadOf = unreadOf;
  }

  async page(actor: Actor, query: RoomListQuery): Promise<{ rooms: RoomCard[]; next: string | null }> {
    // A guest belongs to one room and looks around in no other.
    if (query.scope === 'public' && actor.kind === 'guest') return { rooms: [], next: null };
    const rows = await this.repository.page(actor.accountId, query);
    const last = rows.length > ROOMS_PAGE ? rows[ROOMS_PAGE - 1] : undefined;
    return { rooms: await this.cards(actor, rows.slice(0, ROOMS_PAGE)), next: last ? cursorOf(last) : null };
  }

  async card(actor: Actor, roomId: string): Promise<RoomCard> {
    const [card] = await this.cards(actor, await this.repository.one(actor.accountId, roomId));
    if (!card) throw roomNotFound();
    return card;
  }

  /** Who is there now. */
  async presentIn(roomIds: readonly string[]): Promise<ReadonlyMap<string, Present>> {
    return this.repository.presentIn(roomIds, new Date(this.clock.epochMs() - GHOST_MS));
  }

  /** Rooms where somebody is now, the liveliest first, at most `limit`. */
  live(limit: number): Promise<LiveRow[]> {
    return this.repository.live(new Date(this.clock.epochMs() - GHOST_MS), limit);
  }

  private async cards(actor: Actor, rows: readonly ListedRow[]): Promise<RoomCard[]> {
    const ids = rows.map((row) => row.id);
    const mine = rows.filter((row) => row.my_state === 'member').map((row) => row.id);
    if (ids.length === 0) return [];
    const [present, unread] = await Promise.all([
      this.presentIn(ids),
      mine.length > 0 ? this.#unreadOf(actor.accountId, mine) : new Map<string, Unread>(),
    ]);
    return rows.map((row): RoomCard => {
      const news = unread.get(row.id) ?? NOTHING;
      const here = present.get(row.id);
      return {
        room: roomViewOf(row),
        present: here?.present ?? 0,
        faces: here?.faces ?? [],
        myRole: row.my_state === 'member' ? row.my_role : null,
        head: row.head ?? 0,
        unread: news.unread,
        mentions: news.mentions,
        lastMessageAt: news.lastMessageAt?.toISOString() ?? null,
        others: row.others,
        within: row.parent,
      };
    });
  }
}
