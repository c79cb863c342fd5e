import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MEMBERS_IN_SNAPSHOT } from '../../contract/rooms.contract.js';
import type { PersonCard } from '../../contract/words.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { NewEvent, ProjectorChange, StoredEvent } from '../../platform/event-log/event-log.types.js';
import type { Sql } from '../../platform/database/sql.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { Invites } from './invites.js';
import { meetingEventDefinitions } from './meetings/meetings.events.js';
import { meetingViewOf } from './meetings/meeting.view.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { Presence } from './presence.js';
import { roomEventDefinitions, roomIdOf, roomStream } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';
import { memberViewOf, roomViewOf } from './rooms.view.js';

type Typed<T extends StoredEvent['type']> = StoredEvent<T>;
const ofType = <T extends StoredEvent['type']>(events: readonly StoredEvent[], type: T): Typed<T>[] =>
  events.filter((event): event is Typed<T> & StoredEvent => event.type === type);

/** Ties rooms to the platform and to accounts: facts, streams, snapshot, names that change. */
@Injectable()
export class RoomsListeners implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly accounts: AccountsService,
    private readonly rooms: RoomsService,
    private readonly invites: Invites,
    private readonly presence: Presence,
    private readonly repository: RoomsRepository,
    private readonly meetings: MeetingsRepository,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents([...roomEventDefinitions, ...meetingEventDefinitions]);
    this.log.project({
      types: ['rooms.member-changed'],
      apply: (sql, events) => this.applyCards(sql, ofType(events, 'rooms.member-changed')),
    });
    this.log.listen({
      kind: 'projector',
      name: 'rooms.cards',
      types: ['accounts.account-changed'],
      from: 'start',
      onFailure: 'skip',
      apply: (change, events) => this.tellRooms(change, ofType(events, 'accounts.account-changed')),
    });
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'rooms',
      shared: async (sql, stream) => {
        const roomId = roomIdOf(stream);
        const row = await this.repository.room(sql, roomId);
        const members = await this.repository.latestMembers(sql, roomId, MEMBERS_IN_SNAPSHOT);
        return { room: row && roomViewOf(row), members: members.map(memberViewOf) };
      },
      personal: (stream, actor) => this.rooms.standing(actor, roomIdOf(stream)),
    });
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'meetings',
      shared: async (sql, stream) => (await this.meetings.current(sql, roomIdOf(stream))).map(meetingViewOf),
      personal: (stream, actor) => this.meetings.personal(roomIdOf(stream), actor.accountId),
    });
    this.realtime.registerStreamKind({
      kind: 'room',
      verb: 'room.follow',
      canFollow: (actor, roomId) => this.rooms.may(actor, 'room.follow', roomId),
      canFollowAll: (actor, roomIds) => this.rooms.allowed(actor, 'room.follow', roomIds),
      replaysFrom: (actor, roomId) => this.rooms.replaysFrom(actor, roomId),
      onOpened: (actor, roomId) => this.presence.opened(roomId, actor.accountId),
      onClosed: (actor, roomId) => this.presence.closed(roomId, actor.accountId),
    });
    this.realtime.registerStreamKind({
      kind: 'room:staff',
      verb: 'room.follow-staff',
      canFollow: (actor, roomId) => this.rooms.may(actor, 'room.follow-staff', roomId),
      canFollowAll: (actor, roomIds) => this.rooms.allowed(actor, 'room.follow-staff', roomIds),
    });
    this.accounts.onRegistering({
      check: (code) => this.invites.check(code),
      admitted: (actor, code) => this.invites.admitted(actor, code),
    });
  }

  /** A name, photo or kind changed: every room that knows the person hears of it. Most changes of an account touch no card. */
  private async tellRooms(
    change: ProjectorChange,
    events: readonly Typed<'accounts.account-changed'>[],
  ): Promise<void> {
    const cards = new Map(
      events.map(({ payload: { account } }): [string, PersonCard] => [account.id, cardOf(account)]),
    );
    const stale = await this.repository.staleCards(change.sql, [...cards.values()]);
    const facts = stale.flatMap(({ room_id: roomId, account_id: id }): NewEvent[] => {
      const person = cards.get(id);
      return person
        ? [{ stream: roomStream(roomId), type: 'rooms.member-changed', subject: id, actor: id, payload: { person } }]
        : [];
    });
    if (facts.length > 0) await change.append(facts);
  }

  private async applyCards(sql: Sql, events: readonly Typed<'rooms.member-changed'>[]): Promise<void> {
    await this.repository.setCards(
      sql,
      events.map(({ stream, seq, payload: { person } }) => ({ roomId: roomIdOf(stream), person, touched: seq })),
    );
  }
}

const cardOf = ({ id, name, kind, avatar }: PersonCard): PersonCard => ({ id, name, kind, avatar });
