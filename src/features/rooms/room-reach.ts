import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Together } from '../../platform/database/together.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Place } from './attendance.repository.js';
import { RoomListRepository } from './room-list.repository.js';
import { roomStream } from './rooms.events.js';
import { may } from './rooms.policy.js';

/** What `reads_from` answers for whoever may read nothing of what was. */
const NOTHING = Number.MAX_SAFE_INTEGER;
const JUST_HEARD_MS = 120_000;
const keyOf = ({ roomId, accountId }: Place): string => `${roomId} ${accountId}`;

/** How far somebody reaches: into which rooms with a search, and how far back in one. */
@Injectable()
export class RoomReach {
  readonly #beginnings: Together<Place, number>;

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly places: RoomListRepository,
  ) {
    this.#beginnings = new Together<Place, number>(clock, async (asked) => {
      const found = await places.beginningsAt(asked);
      const byPlace = new Map(found.map((place) => [keyOf(place), place.begins]));
      return (place) => byPlace.get(keyOf(place)) ?? NOTHING;
    });
  }

  /**
   * Where the events of the room begin that may be told to somebody who comes back: with their joining, where the room shows no
   * earlier history; to who only looks in, no more than they may just have heard.
   */
  async replaysFrom({ accountId }: Actor, roomId: string): Promise<number> {
    const from = await this.#beginnings.ask({ roomId, accountId });
    if (from < NOTHING) return from;
    return (await this.log.seqAt(roomStream(roomId), new Date(this.clock.epochMs() - JUST_HEARD_MS))) + 1;
  }

  /**
   * Rooms in which somebody finds things: those they are in, and public ones. What one may read with the link alone, or
   * because of one's office, is not searched through.
   */
  async findable(actor: Actor): Promise<string[]> {
    const seen = await this.places.relationsOf(actor.accountId);
    return seen
      .filter(({ room, relation }) => relation.state === 'member' || room.visibility === 'public')
      .filter(({ room, relation }) => may('room.read', actor, relation, room))
      .map(({ room }) => room.id);
  }
}
