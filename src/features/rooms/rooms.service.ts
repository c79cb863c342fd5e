import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { MuteView } from '../../contract/room-order.contract.js';
import type { MemberView, RoomCard, memberListQuery } from '../../contract/rooms.contract.js';
import type { PersonCard, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import type { Reading } from '../../platform/event-log/readings.js';
import type { Sql } from '../../platform/database/sql.js';
import { Together } from '../../platform/database/together.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Place } from './attendance.repository.js';
import { Breakouts } from './breakouts/breakouts.service.js';
import { ChangeRoom } from './change-room.js';
import type { RoomPart } from './copies/copied-room.js';
import { RoomCopies } from './copies/room-copies.js';
import { CreateRoom, type CreateRoomInput } from './create-room.js';
import { Invites } from './invites.js';
import { Calendars } from './meetings/calendars.js';
import { PlanMeetings } from './meetings/plan-meetings.js';
import { ListPresence } from './list-presence.js';
import { MeetingRecords } from './meetings/meeting-records.js';
import { Mutes } from './mutes.js';
import { PeopleOfRoom, type SeatBot } from './people-of-room.js';
import { Presence, type PresenceListener } from './presence.js';
import { RoomDecisions } from './room-decisions.js';
import { RoomDoor } from './room-door.js';
import { RoomList, type UnreadOf } from './room-list.js';
import { RoomReach } from './room-reach.js';
import { RoomListRepository, type LiveRow, type RoomListQuery } from './room-list.repository.js';
import { roomNotFound } from './rooms.errors.js';
import { roomStream } from './rooms.events.js';
import { may, type Relation, type RoomFacts, type RoomVerb } from './rooms.policy.js';
import { MEMBERS_PAGE, RoomsRepository } from './rooms.repository.js';
import { memberViewOf, personCardOf } from './rooms.view.js';

export type { CopiedRoom } from './copies/copied-room.js';
export type { Attendance, Stay } from './meetings/meeting-records.js';

interface Related {
  readonly room: RoomFacts;
  readonly relation: Relation;
}
/** Times that JSON brought, as the contract writes them. */
function lasting(mute: MuteView | null, now: Date): MuteView | null {
  if (mute === null || mute.until === null) return mute;
  const until = new Date(mute.until);
  return until > now ? { ...mute, until: until.toISOString() } : null;
}
const placeKey = (roomId: string, accountId: string): string => `${roomId} ${accountId}`;

/** The public face of rooms. The longer use cases have files of their own: create, change, people, invites. */
@Injectable()
export class RoomsService {
  readonly #relations: Together<Place, Related | null>;

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly door: RoomDoor,
    private readonly repository: RoomsRepository,
    private readonly list: RoomList,
    private readonly creating: CreateRoom,
    private readonly changing: ChangeRoom,
    private readonly people: PeopleOfRoom,
    private readonly presence: Presence,
    private readonly listed: ListPresence,
    readonly invites: Invites,
    /** Meetings as they were. */
    readonly records: MeetingRecords,
    private readonly calendars: Calendars,
    private readonly planning: PlanMeetings,
    private readonly accounts: AccountsService,
    readonly mutes: Mutes,
    readonly decisions: RoomDecisions,
    private readonly reach: RoomReach,
    private readonly places: RoomListRepository,
    private readonly copies: RoomCopies,
    readonly breakouts: Breakouts,
  ) {
    this.#relations = new Together<Place, Related | null>(clock, async (asked) => {
      const found = await places.relationsAt(asked);
      const byPlace = new Map(found.map((related) => [placeKey(related.room.id, related.accountId), related]));
      return ({ roomId, accountId }) => byPlace.get(placeKey(roomId, accountId)) ?? null;
    });
  }

  // --- for other features
  /** What the actor is in the room, for policies of one's own; null where the room does not exist. */
  async relation({ accountId }: Actor, roomId: string): Promise<Related | null> {
    return this.#relations.ask({ roomId, accountId });
  }

  /** Throws `not-found` for whoever may not even know of the room. */
  async requireReadable(actor: Actor, roomId: string): Promise<RoomFacts> {
    return (await this.door.require(actor, roomId, 'room.read')).room;
  }

  /** The same question in the statement that reads: whoever was removed just before gets nothing that came after. Answers the role. */
  readable(actor: Actor, roomId: string): Reading<RoomRole | null> {
    return this.repository.relationReading(roomId, actor.accountId, (found) => {
      if (found === null || !may('room.read', actor, found, found.room)) throw roomNotFound();
      return found.state === 'member' ? found.role : null;
    });
  }

  /** A change of what hangs off a room: refused quickly, decided with the room's stream locked. */
  change<R>(actor: Actor, verb: RoomVerb, roomId: string, work: (change: Change) => Promise<R>): Promise<R> {
    return this.door.pass(actor, { roomId, verb }, (room) => work(room.change));
  }

  /** Somebody as this room knows them; null for who never was in it. */
  async cardIn(roomId: string, accountId: string): Promise<PersonCard | null> {
    const row = (await this.repository.memberships(this.door.sql, roomId, [accountId])).get(accountId);
    return row ? personCardOf(row) : null;
  }

  /** Who the viewer is in the room, for its screen; refuses as `readable`. */
  standing(actor: Actor, roomId: string): Reading<{ role: RoomRole | null; mayRead: true; mute: MuteView | null }> {
    return this.repository.relationReading(roomId, actor.accountId, (found) => {
      if (found === null || !may('room.read', actor, found, found.room)) throw roomNotFound();
      const role = found.state === 'member' ? found.role : null;
      return { role, mayRead: true, mute: lasting(found.mute, this.clock.now()) };
    });
  }

  async may(actor: Actor, verb: RoomVerb, roomId: string): Promise<boolean> {
    const found = await this.relation(actor, roomId);
    return found !== null && may(verb, actor, found.relation, found.room);
  }

  /** Those of the rooms in which the actor may do this; one statement for all. */
  async allowed(actor: Actor, verb: RoomVerb, roomIds: readonly string[]): Promise<string[]> {
    const found = await this.repository.relations(this.door.sql, roomIds, actor.accountId);
    return found.filter(({ room, relation }) => may(verb, actor, relation, room)).map(({ room }) => room.id);
  }

  replaysFrom = (actor: Actor, roomId: string): Promise<number> => this.reach.replaysFrom(actor, roomId);
  findable = (actor: Actor): Promise<string[]> => this.reach.findable(actor);

  /** Of those that are direct rooms, whose members are told of every message. */
  async membersOfDirect(sql: Sql, roomIds: readonly string[]): Promise<Map<string, string[]>> {
    const byRoom = Map.groupBy(await this.repository.membersOfDirect(sql, roomIds), (row) => row.room_id);
    return new Map([...byRoom].map(([id, members]) => [id, members.map((row) => row.account_id)]));
  }

  /** One meeting for the calendar of somebody who may read the room. */
  async calendarOf(accountId: string, meeting: { roomId: string; meetingId: string }): Promise<string> {
    return this.calendars.ofMeeting(await this.accounts.actorOf(accountId), meeting);
  }

  /** Chat says what is unread: unread messages, mentions, time of the last message, for all rooms of a list at once. */
  contributeUnread(unreadOf: UnreadOf): void {
    this.list.contributeUnread(unreadOf);
  }

  /** What a feature has of a room, for who takes one along. */
  contributeToCopies = (part: RoomPart): void => this.copies.contribute(part);
  /** Somebody is on the stage of a room; whether there can be stages on this node. */
  gathered = (roomId: string): Promise<void> => this.presence.gathered(roomId);
  meetOnStage = (onStage: boolean): void => this.presence.meetOnStage(onStage);
  /** Who has a room open on this node, as it begins and ends. */
  onPresence = (listener: PresenceListener): void => void this.presence.listeners.add(listener);

  /** Somebody who has no socket of their own (a bot, a demo person) comes in, and goes. */
  arrived(actor: Actor, roomId: string): void {
    this.presence.opened(roomId, actor.accountId);
  }
  departed = (actor: Actor, roomId: string): void => this.presence.closed(roomId, actor.accountId);
  /** A bot comes in where another feature of the hub, or somebody who may invite, seats it. */
  seatBot = (actor: Actor, input: SeatBot): Promise<void> => this.people.seatBot(actor, input);

  /** For whoever administers; of two people's own room only that somebody is there. */
  liveNow = (limit: number): Promise<LiveRow[]> => this.list.live(limit);
  /** Without those of two people's own rooms, and of rooms that are gone. */
  titles = (ids: readonly string[]): Promise<Map<string, string | null>> => this.places.titles(ids);

  // --- reading
  rights = (actor: Actor): ReturnType<CreateRoom['rights']> => this.creating.rights(actor);
  page = (actor: Actor, query: RoomListQuery): ReturnType<RoomList['page']> => this.list.page(actor, query);

  /** Not about one room: those that the actor may not read are missing in the answer. */
  watchPresence = (
    actor: Actor,
    input: CommandParsed<'rooms:watch-presence'>,
  ): Promise<CommandResult<'rooms:watch-presence'>> => this.listed.look(actor, input);

  async card(actor: Actor, roomId: string): Promise<RoomCard> {
    await this.door.require(actor, roomId, 'room.read');
    return this.list.card(actor, roomId);
  }

  /** RoomSnapshot as JSON: the shared part was encoded once for all who ask at that seq. Part `rooms` refuses who may not read. */
  async snapshot(actor: Actor, roomId: string): Promise<string> {
    const stream = roomStream(roomId);
    const { head, sharedJson, personal } = await this.log.snapshot(stream, actor);
    const top = JSON.stringify({ stream, epoch: head.epoch, seq: head.seq, at: this.clock.now().toISOString() });
    return `{"head":${top},"shared":${sharedJson},"personal":${JSON.stringify(personal)}}`;
  }

  async members(
    actor: Actor,
    { roomId, ...query }: z.output<typeof memberListQuery> & { roomId: string },
  ): Promise<{ members: MemberView[]; next: string | null }> {
    await this.door.require(actor, roomId, query.state === 'member' ? 'room.list-members' : 'room.list-banned');
    const rows = await this.repository.membersPage(this.door.sql, roomId, query);
    const shown = rows.slice(0, MEMBERS_PAGE);
    return {
      members: shown.map(memberViewOf),
      next: rows.length > MEMBERS_PAGE ? (shown.at(-1)?.account_id ?? null) : null,
    };
  }

  // --- changing
  async create(actor: Actor, input: CreateRoomInput): Promise<RoomCard> {
    return this.list.card(actor, await this.creating.create(actor, input));
  }

  join = (actor: Actor, input: CommandParsed<'rooms:join'>): Promise<{ role: RoomRole }> =>
    this.people.join(actor, input);
  leave = (actor: Actor, input: CommandParsed<'rooms:leave'>): Promise<Record<string, never>> =>
    this.people.leave(actor, input);
  scheduleMeeting = (
    actor: Actor,
    input: CommandParsed<'meetings:schedule'>,
  ): Promise<CommandResult<'meetings:schedule'>> => this.planning.schedule(actor, input);
  answerMeeting = (actor: Actor, input: CommandParsed<'meetings:rsvp'>): Promise<CommandResult<'meetings:rsvp'>> =>
    this.planning.rsvp(actor, input);
  setRole = (actor: Actor, input: CommandParsed<'rooms:set-role'>): Promise<Record<string, never>> =>
    this.people.setRole(actor, input);
  remove = (actor: Actor, input: CommandParsed<'rooms:remove'>): Promise<Record<string, never>> =>
    this.people.remove(actor, input);
  ban = (actor: Actor, input: CommandParsed<'rooms:ban'>): Promise<Record<string, never>> =>
    this.people.ban(actor, input);
  unban = (actor: Actor, input: CommandParsed<'rooms:unban'>): Promise<Record<string, never>> =>
    this.people.unban(actor, input);
  edit = (actor: Actor, input: CommandParsed<'rooms:edit'>): Promise<Record<string, never>> =>
    this.changing.edit(actor, input);
  setLocks = (actor: Actor, input: CommandParsed<'rooms:set-locks'>): Promise<Record<string, never>> =>
    this.changing.setLocks(actor, input);
  setMemory = (actor: Actor, input: CommandParsed<'rooms:set-memory'>): Promise<Record<string, never>> =>
    this.changing.setMemory(actor, input);
  archive = (actor: Actor, input: CommandParsed<'rooms:archive'>): Promise<Record<string, never>> =>
    this.changing.archive(actor, input);
  reopen = (actor: Actor, input: CommandParsed<'rooms:reopen'>): Promise<Record<string, never>> =>
    this.changing.reopen(actor, input);
}
