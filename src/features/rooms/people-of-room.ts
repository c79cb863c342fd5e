import { Injectable } from '@nestjs/common';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import type { RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { cardOf } from './create-room.js';
import type { LockedRoom } from './locked-room.js';
import { RoomDecisions, type Decision } from './room-decisions.js';
import { RoomDoor } from './room-door.js';
import { notForGuests, personNotInRoom, RoomRefused, roleNotForKind } from './rooms.errors.js';
import { ROLES_BY_KIND, ROLES_OF_BOTS, ROLES_OF_GUESTS } from './rooms.policy.js';
import { personCardOf } from './rooms.view.js';

export interface SeatBot {
  readonly roomId: string;
  readonly botId: string;
  readonly role?: 'learner' | 'spectator';
}

/** Who comes, goes, and is what: by one's own will, and by that of the room's staff. */
@Injectable()
export class PeopleOfRoom {
  constructor(
    private readonly door: RoomDoor,
    private readonly realtime: Realtime,
    private readonly accounts: AccountsService,
    private readonly decisions: RoomDecisions,
  ) {}

  async join(actor: Actor, { roomId, as }: CommandParsed<'rooms:join'>): Promise<{ role: RoomRole }> {
    const { relation } = await this.door.require(actor, roomId, 'room.join');
    if (relation.state === 'member' && relation.role !== null) return { role: relation.role };
    return this.door.pass(actor, { roomId, verb: 'room.join' }, async (room, now) => {
      if (now.state === 'member' && now.role !== null) return { role: now.role };
      if (as === 'learner') await room.keepASeat();
      await room.admit(cardOf(actor), as);
      return { role: as };
    });
  }

  /** Nothing where it is a member already; it takes no place and is not counted. */
  async seatBot(actor: Actor, { roomId, botId, role = 'learner' }: SeatBot): Promise<void> {
    const bot = await this.accounts.personFacts(botId);
    if (bot?.kind !== 'bot') throw new RoomRefused('not-allowed');
    await this.door.pass(actor, { roomId, verb: 'room.invite', person: botId }, async (room) => {
      const known = room.memberships.get(botId);
      if (known?.state === 'member') return;
      if (known?.state === 'banned') throw new RoomRefused('rooms/banned');
      await room.admit(bot.card, role);
    });
  }

  async leave(actor: Actor, { roomId }: { roomId: string }): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.leave' }, async (room) => {
      await room.end(room.member(actor.accountId), 'left');
      return {};
    });
  }

  async setRole(
    actor: Actor,
    { roomId, personId, role }: CommandParsed<'rooms:set-role'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.set-role', person: personId, role }, async (room) => {
      const person = room.member(personId);
      if (!ROLES_BY_KIND[room.row.kind].includes(role)) throw roleNotForKind();
      if (person.kind === 'guest' && !ROLES_OF_GUESTS.includes(role)) throw notForGuests();
      if (person.kind === 'bot' && !ROLES_OF_BOTS.includes(role)) throw new RoomRefused('not-allowed');
      if (person.role !== role) await room.giveRole(person, role);
      return {};
    });
  }

  async remove(actor: Actor, { roomId, personId }: CommandParsed<'rooms:remove'>): Promise<Record<string, never>> {
    if (personId === actor.accountId) throw new RoomRefused('not-allowed');
    return this.door.pass(actor, { roomId, verb: 'room.remove-person', person: personId }, async (room) => {
      await room.end(room.member(personId), 'removed');
      await this.decided(room, { action: 'removed', personId, by: actor, reason: '' });
      return {};
    });
  }

  /** Also somebody who has left already: they shall not come back. */
  async ban(actor: Actor, { roomId, personId, reason }: CommandParsed<'rooms:ban'>): Promise<Record<string, never>> {
    if (personId === actor.accountId) throw new RoomRefused('not-allowed');
    await this.door.pass(actor, { roomId, verb: 'room.ban-person', person: personId, staff: true }, async (room) => {
      const person = room.memberships.get(personId);
      if (!person) throw personNotInRoom();
      if (person.state === 'banned') return;
      await room.end(person, 'banned', reason);
      room.tellStaff('rooms.person-banned', personId, { person: personCardOf(person), reason, by: cardOf(actor) });
      await this.decided(room, { action: 'banned', personId, by: actor, reason });
    });
    // Who was only looking in has no member-removed that would end the following.
    await this.realtime.refreshActor(personId);
    return {};
  }

  async unban(actor: Actor, { roomId, personId }: CommandParsed<'rooms:unban'>): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.unban-person', person: personId, staff: true }, async (room) => {
      const person = room.memberships.get(personId);
      if (person?.state !== 'banned') throw personNotInRoom();
      await room.end(person, 'removed');
      room.tellStaff('rooms.person-unbanned', personId, { person: personCardOf(person), by: cardOf(actor) });
      await this.decided(room, { action: 'unbanned', personId, by: actor, reason: '' });
      return {};
    });
  }

  private decided(
    { row, change }: LockedRoom,
    decision: Pick<Decision, 'action' | 'personId' | 'by' | 'reason'>,
  ): Promise<string> {
    return this.decisions.log(change.sql, { ...decision, roomId: row.id, at: change.at });
  }
}
