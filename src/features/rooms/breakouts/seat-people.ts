import { Injectable } from '@nestjs/common';
import type { BreakoutsView } from '../../../contract/breakouts.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import type { Change } from '../../../platform/event-log/event-log.types.js';
import { LockedRoom } from '../locked-room.js';
import { RoomDoor } from '../room-door.js';
import { personNotInRoom, roomNotFound } from '../rooms.errors.js';
import { accountStream, roomStream } from '../rooms.events.js';
import { isRoomStaff } from '../rooms.policy.js';
import { RoomsRepository } from '../rooms.repository.js';
import { personCardOf, type MembershipRow } from '../rooms.view.js';
import { leadsEverywhere, movedMeanwhile, noneOpen, noSuchBreakout, notYoursToChoose } from './breakouts.errors.js';
import { BreakoutsRepository, type Seat } from './breakouts.repository.js';
import { smallestOf } from './draw-seats.js';

interface Move {
  readonly roomId: string;
  readonly verb: 'breakout.lead' | 'breakout.choose';
  readonly personId: string;
  readonly to: string | null;
}

/** Who sits where, while breakouts are open. A seat is a membership of the breakout; moving ends one and begins another. */
@Injectable()
export class SeatPeople {
  constructor(
    private readonly door: RoomDoor,
    private readonly rooms: RoomsRepository,
    private readonly repository: BreakoutsRepository,
  ) {}

  assign(actor: Actor, input: CommandParsed<'breakouts:assign'>): Promise<Record<string, never>> {
    return this.move(actor, { ...input, verb: 'breakout.lead' });
  }

  choose(actor: Actor, input: CommandParsed<'breakouts:choose'>): Promise<Record<string, never>> {
    return this.move(actor, { ...input, personId: actor.accountId, verb: 'breakout.choose' });
  }

  /** Somebody who came later; nothing where they have a seat by now. */
  async seatLate({ roomId, accountId }: Seat): Promise<void> {
    const open = await this.repository.open(this.door.sql, roomId);
    const smallest = open && smallestOf(open.rooms);
    if (!smallest) return;
    const locking = { roomId, people: [accountId], staff: true, beside: [smallest.id] };
    await this.door.lock(HUB, locking, async (room) => {
      const now = await this.repository.open(room.change.sql, roomId);
      const person = room.memberships.get(accountId);
      if (now?.id !== open.id || seatOf(now, accountId) !== null || person?.state !== 'member') return;
      if (!isRoomStaff(person.role)) await this.seat(room, now, person, smallest.id);
    });
  }

  /**
   * The main room's people have changed: who is no member there any more has no place in its breakouts, closed ones included; who
   * leads comes into all that are open. Done again it changes nothing.
   */
  async follow({ roomId, accountId }: Seat): Promise<void> {
    const concerned = await this.repository.roomsFor(this.door.sql, roomId, accountId);
    if (concerned.length === 0) return;
    const locking = { roomId, people: [accountId], staff: true, beside: concerned.map(({ id }) => id) };
    await this.door.lock(HUB, locking, async (room) => {
      const person = room.memberships.get(accountId);
      if (!person) return;
      const { sql } = room.change;
      const open = await this.repository.open(sql, roomId);
      const leads = person.state === 'member' && isRoomStaff(person.role);
      if (open && seatOf(open, accountId) !== null && (leads || person.state !== 'member'))
        await this.seat(room, open, person, null);
      for (const { id } of concerned) await this.agree(await this.breakout(room.change, id, accountId), person, leads);
    });
  }

  private async agree(breakout: LockedRoom, person: MembershipRow, leads: boolean): Promise<void> {
    const there = breakout.memberships.get(person.account_id);
    const isOpen = breakout.row.state === 'open';
    if (there?.state !== 'member') {
      if (leads && isOpen) await breakout.admit(personCardOf(person), person.role);
    } else if (person.state !== 'member' || (isOpen && !leads && isRoomStaff(there.role)))
      await breakout.end(there, 'left');
    else if (there.role !== person.role) await breakout.giveRole(there, person.role);
  }

  private async move(actor: Actor, { roomId, verb, personId, to }: Move): Promise<Record<string, never>> {
    await this.door.require(actor, roomId, verb);
    const before = await this.repository.open(this.door.sql, roomId);
    if (before === null) throw noneOpen();
    if (to !== null && !before.rooms.some(({ id }) => id === to)) throw noSuchBreakout();
    const from = seatOf(before, personId);
    const beside = [from, to].flatMap((id) => id ?? []);
    return this.door.pass(actor, { roomId, verb, person: personId, staff: true, beside }, async (room) => {
      const open = await this.repository.open(room.change.sql, roomId);
      if (open?.id !== before.id) throw noneOpen();
      if (verb === 'breakout.choose' && open.way !== 'self-chosen') throw notYoursToChoose();
      const person = room.member(personId);
      if (person.kind === 'bot') throw personNotInRoom();
      if (isRoomStaff(person.role)) throw leadsEverywhere();
      const now = seatOf(open, personId);
      if (now !== from) throw movedMeanwhile();
      if (now !== to) await this.seat(room, open, person, to);
      return {};
    });
  }

  /** Out of the seat somebody has, into the other; who waited for help asks again from there. */
  private async seat(room: LockedRoom, open: BreakoutsView, person: MembershipRow, to: string | null): Promise<void> {
    const { change } = room;
    const { account_id: personId } = person;
    const from = seatOf(open, personId);
    if (from !== null) {
      const breakout = await this.breakout(change, from, personId);
      await breakout.end(breakout.member(personId), 'left');
    }
    if (to !== null) await (await this.breakout(change, to, personId)).admit(personCardOf(person), person.role);
    const payload = { breakoutsId: open.id, personId, to };
    const stream = roomStream(room.row.id);
    const { seq } = change.append({ stream, type: 'breakouts.person-moved', subject: personId, payload });
    await this.repository.touch(change.sql, open.id, seq);
    await this.settled(room, open.id, person);
  }

  /** Nobody waits any more; those who looked at it are told. */
  async settled(room: LockedRoom, breakoutsId: string, person: MembershipRow): Promise<void> {
    const { account_id: personId } = person;
    const roomId = await this.repository.settle(room.change.sql, breakoutsId, personId);
    if (roomId === null) return;
    const waits = false;
    room.tellStaff('breakouts.help-changed', personId, { breakoutsId, roomId, person: personCardOf(person), waits });
    room.change.append({
      ...{ stream: accountStream(personId), type: 'breakouts.help-settled', subject: personId },
      payload: { roomId: room.row.id, breakoutsId, waits },
    });
  }

  private async breakout(change: Change, id: string, personId: string): Promise<LockedRoom> {
    const row = await this.rooms.room(change.sql, id);
    if (row === null) throw roomNotFound();
    return new LockedRoom(change, row, await this.rooms.memberships(change.sql, id, [personId]), this.rooms);
  }
}

/** The breakout in which somebody has a seat. */
export const seatOf = ({ rooms }: BreakoutsView, personId: string): string | null =>
  rooms.find(({ people }) => people.includes(personId))?.id ?? null;
