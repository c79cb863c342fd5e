import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { id } from '../../../contract/words.js';
import type { CommandParsed, EventPayload } from '../../../contract/realtime.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Sql } from '../../../platform/database/sql.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { Change } from '../../../platform/event-log/event-log.types.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { timeSpent } from '../meetings/attendance-times.js';
import { RoomDoor } from '../room-door.js';
import { roomIdOf } from '../rooms.events.js';
import { personCardOf } from '../rooms.view.js';
import { noneOpen } from './breakouts.errors.js';
import { breakoutEventDefinitions } from './breakouts.events.js';
import { BreakoutsRepository, type PastRoom, type PastStay } from './breakouts.repository.js';
import { SeatPeople } from './seat-people.js';

const FOLLOW = 'breakouts.follow';
const followed = z.strictObject({ roomId: id, accountId: id });

/** A breakout of a meeting as it was: who was in it and for how long, the longest first. */
export interface PastBreakout extends PastRoom {
  readonly people: readonly { readonly person: PersonCard; readonly seconds: number }[];
}

/** Breakouts for other features, and what ties them to the log. */
@Injectable()
export class Breakouts implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly door: RoomDoor,
    private readonly repository: BreakoutsRepository,
    private readonly seats: SeatPeople,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(breakoutEventDefinitions);
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'breakouts',
      shared: (sql, stream) => this.repository.part(sql, roomIdOf(stream)),
      personal: (stream, actor) => this.repository.asked(roomIdOf(stream), actor.accountId),
    });
    this.jobs.task(FOLLOW, async (payload) => this.seats.follow(followed.parse(payload)));
    this.log.listen({
      kind: 'reactor',
      name: FOLLOW,
      types: ['rooms.member-left', 'rooms.member-removed', 'rooms.role-changed'],
      from: 'now',
      onFailure: 'hold',
      jobs: ({ stream, payload }) => {
        const { personId: accountId } = payload as EventPayload<'rooms.member-left'>;
        return [{ task: FOLLOW, payload: { roomId: roomIdOf(stream), accountId } }];
      },
    });
  }

  /** Something that is said into all that are open, once however often it is sent; the streams of all are locked. */
  async inAll<R>(
    actor: Actor,
    { clientId, ...input }: CommandParsed<'breakouts:broadcast'>,
    work: (change: Change, roomIds: readonly string[]) => Promise<R>,
  ): Promise<R> {
    const { roomId } = input;
    await this.door.require(actor, roomId, 'breakout.broadcast');
    const before = await this.repository.open(this.door.sql, roomId);
    const beside = before?.rooms.map((room) => room.id) ?? [];
    const once = { key: clientId, command: 'breakouts:broadcast', input };
    return this.door.pass(actor, { roomId, verb: 'breakout.broadcast', beside, once }, async ({ change }) => {
      const open = await this.repository.open(change.sql, roomId);
      if (open === null || open.id !== before?.id) throw noneOpen();
      return work(change, beside);
    });
  }

  /** All that are open from this room, for who speaks into them. */
  async heardIn(actor: Actor, roomId: string): Promise<string[]> {
    await this.door.require(actor, roomId, 'breakout.broadcast');
    const open = await this.repository.open(this.door.sql, roomId);
    if (open === null) throw noneOpen();
    return open.rooms.map((room) => room.id);
  }

  roomsOf(sql: Sql, breakoutsId: string): Promise<PastRoom[]> {
    return this.repository.roomsOf(sql, { breakoutsId });
  }

  async ofMeeting(sql: Sql, meetingId: string): Promise<PastBreakout[]> {
    const rooms = await this.repository.roomsOf(sql, { meetingId });
    if (rooms.length === 0) return [];
    const stays = Map.groupBy(await this.repository.stays(sql, meetingId), (stay) => stay.room_id);
    return rooms.map((room) => ({ ...room, people: peopleIn(stays.get(room.roomId) ?? []) }));
  }
}

function peopleIn(stays: readonly PastStay[]): PastBreakout['people'] {
  const lines = [...Map.groupBy(stays, (stay) => stay.account_id).values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const times = [first, ...rest].map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
    return [{ person: personCardOf(first), seconds: Math.round(timeSpent(times) / 1_000) }];
  });
  return lines.sort((one, other) => other.seconds - one.seconds || one.person.name.localeCompare(other.person.name));
}
