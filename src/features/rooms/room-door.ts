import { Injectable } from '@nestjs/common';
import type { AuditDeed, AuditDetails } from '../../contract/audit.contract.js';
import type { RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { LockedRoom } from './locked-room.js';
import { roomNotFound, RoomRefused } from './rooms.errors.js';
import { accountStream, roomStaffStream, roomStream } from './rooms.events.js';
import { OUTSIDER, refusalOf, type Relation, type RoomVerb } from './rooms.policy.js';
import { RoomsRepository } from './rooms.repository.js';
import type { RoomRow } from './rooms.view.js';

interface Once {
  readonly key: string;
  readonly command: string;
  readonly input: unknown;
}
export interface Passing {
  roomId: string;
  verb: RoomVerb;
  /** Whom it is about; their account stream and membership are at hand inside. */
  person?: string;
  /** The new role, where the verb gives one. */
  role?: RoomRole;
  /** Others whom it is about; as with `person`. */
  people?: readonly string[];
  /** What it is called where platform staff do it; else by its verb. */
  deed?: AuditDeed;
  /** The staff of the room is told too. */
  staff?: boolean;
  /** Other rooms whose streams are locked with it. */
  beside?: readonly string[];
  /** What is done once however often it is sent. */
  once?: Once;
}

/** Every change of a room passes here: a quick refusal first, then the same question again with the streams locked. */
@Injectable()
export class RoomDoor {
  constructor(
    private readonly log: EventLog,
    private readonly repository: RoomsRepository,
    private readonly audit: Audit,
  ) {}

  get sql(): Sql {
    return this.repository.pool;
  }

  /** The room and the actor's relation, or the refusal; a room nobody has heard of is `not-found` like one that may not be seen. */
  async require(actor: Actor, roomId: string, verb: RoomVerb): Promise<{ room: RoomRow; relation: Relation }> {
    const found = await this.repository.relation(this.sql, roomId, actor.accountId);
    if (!found) throw roomNotFound();
    const refusal = refusalOf(verb, actor, found.relation, found.room);
    if (refusal) throw new RoomRefused(refusal);
    return found;
  }

  async pass<R>(
    actor: Actor,
    passing: Passing,
    work: (room: LockedRoom, relation: Relation) => Promise<R>,
  ): Promise<R> {
    const { roomId, verb, person, people = [], staff = false, beside = [], once } = passing;
    await this.require(actor, roomId, verb);
    const locking = { roomId, people: [person ?? actor.accountId, ...people], staff, beside };
    const going = async (room: LockedRoom): Promise<R> => {
      const mine = room.memberships.get(actor.accountId);
      const relation = mine ?? OUTSIDER;
      const towards = this.towards(room, passing);
      const refusal = refusalOf(verb, actor, relation, room.row, towards);
      if (refusal) throw new RoomRefused(refusal);
      // As anybody else they could not have done it: it is a decision of the platform's staff.
      const deed = passing.deed ?? AUDITED[verb];
      const asStaff = deed !== undefined && refusalOf(verb, { ...actor, role: 'member' }, relation, room.row, towards);
      const done = await work(room, relation);
      if (asStaff) {
        const whom = person === undefined ? {} : { account: person };
        const details: AuditDetails = passing.role === undefined ? {} : { role: passing.role };
        await this.audit.record(actor, { deed, room: roomId, ...whom, details }, room.change.sql);
      }
      return done;
    };
    return this.lock(actor, locking, going, once);
  }

  /** The same without a question: for invitations, which are the permission themselves. */
  async lock<R>(
    actor: Actor,
    locking: { roomId: string; people: readonly string[]; staff?: boolean; beside?: readonly string[] },
    work: (room: LockedRoom) => Promise<R>,
    once?: Once,
  ): Promise<R> {
    const { roomId, people, staff, beside = [] } = locking;
    const streams = [roomId, ...beside].map(roomStream);
    streams.push(...people.map(accountStream), ...(staff ? [roomStaffStream(roomId)] : []));
    const inside = async (change: Change): Promise<R> => {
      const row = await this.repository.room(change.sql, roomId);
      if (!row) throw roomNotFound();
      const memberships = await this.repository.memberships(change.sql, roomId, [actor.accountId, ...people]);
      return work(new LockedRoom(change, row, memberships, this.repository));
    };
    return this.log.change(actor, streams, inside, once);
  }

  private towards(room: LockedRoom, { person, role }: Passing): RoomRole | null {
    const theirs = person ? room.memberships.get(person) : undefined;
    const roles = [...(theirs?.state === 'member' ? [theirs.role] : []), ...(role ? [role] : [])];
    return highest(roles);
  }
}

const AUDITED: Partial<Record<RoomVerb, AuditDeed>> = {
  'room.edit': 'room.edited',
  'room.set-locks': 'room.locks-set',
  'room.set-role': 'room.role-set',
  'room.remove-person': 'room.person-removed',
  'room.ban-person': 'room.person-banned',
  'room.unban-person': 'room.person-unbanned',
  'room.archive': 'room.archived',
  'room.reopen': 'room.reopened',
  'room.invite': 'room.invited',
  'room.export': 'room.exported',
};
const ORDER: readonly RoomRole[] = ['host', 'co-host', 'judge', 'learner', 'spectator'];
const highest = (roles: readonly RoomRole[]): RoomRole | null => ORDER.find((role) => roles.includes(role)) ?? null;
