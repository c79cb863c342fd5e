import { Injectable } from '@nestjs/common';
import type { BreakoutsView, HelpQueue } from '../../../contract/breakouts.contract.js';
import type { CommandParsed, EventPayload } from '../../../contract/realtime.contract.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import type { LockedRoom } from '../locked-room.js';
import { RoomDoor } from '../room-door.js';
import { accountStream, roomStream } from '../rooms.events.js';
import { personCardOf } from '../rooms.view.js';
import { noneOpen, notSeated } from './breakouts.errors.js';
import { BreakoutsRepository } from './breakouts.repository.js';
import { SeatPeople, seatOf } from './seat-people.js';

const MINUTE_MS = 60_000;
type Why = EventPayload<'breakouts.closed'>['why'];

/** What happens while breakouts are open: help, more time, the end. */
@Injectable()
export class RunBreakouts {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: BreakoutsRepository,
    private readonly seats: SeatPeople,
  ) {}

  async askHelp(actor: Actor, { roomId }: { roomId: string }): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'breakout.ask-help', staff: true }, async (room) => {
      const { sql, at } = room.change;
      const open = await this.openIn(room);
      const { accountId } = actor;
      const there = seatOf(open, accountId);
      if (there === null) throw notSeated();
      if (!(await this.repository.call(sql, open.id, { roomId: there, accountId }, at))) return {};
      const person = personCardOf(room.member(accountId));
      const about = { breakoutsId: open.id, waits: true };
      room.tellStaff('breakouts.help-changed', accountId, { ...about, roomId: there, person });
      room.change.append({
        ...{ stream: accountStream(accountId), type: 'breakouts.help-settled', subject: accountId },
        payload: { ...about, roomId },
      });
      return {};
    });
  }

  async settleHelp(
    actor: Actor,
    { roomId, personId }: CommandParsed<'breakouts:settle-help'>,
  ): Promise<Record<string, never>> {
    const verb = personId === actor.accountId ? 'breakout.ask-help' : 'breakout.see-help';
    return this.door.pass(actor, { roomId, verb, person: personId, staff: true }, async (room) => {
      const person = room.memberships.get(personId);
      const open = await this.repository.open(room.change.sql, roomId);
      if (open && person) await this.seats.settled(room, open.id, person);
      return {};
    });
  }

  async queue(actor: Actor, { roomId }: { roomId: string }): Promise<HelpQueue> {
    await this.door.require(actor, roomId, 'breakout.see-help');
    return { people: await this.repository.calls(roomId) };
  }

  async extend(actor: Actor, { roomId, minutes }: CommandParsed<'breakouts:extend'>): Promise<{ endsAt: string }> {
    return this.door.pass(actor, { roomId, verb: 'breakout.lead' }, async (room) => {
      const { sql, at } = room.change;
      const open = await this.openIn(room);
      const ends = new Date(Math.max(Date.parse(open.endsAt ?? ''), at.getTime()) || at.getTime());
      const endsAt = new Date(ends.getTime() + minutes * MINUTE_MS);
      const payload = { breakoutsId: open.id, endsAt: endsAt.toISOString() };
      const stream = roomStream(roomId);
      const { seq } = room.change.append({ stream, type: 'breakouts.time-changed', subject: open.id, payload });
      await this.repository.touch(sql, open.id, seq, endsAt);
      return { endsAt: payload.endsAt };
    });
  }

  /** Nothing where none are open. */
  async close(actor: Actor, { roomId }: { roomId: string }): Promise<Record<string, never>> {
    await this.door.require(actor, roomId, 'breakout.lead');
    const open = await this.repository.open(this.door.sql, roomId);
    if (open === null) return {};
    const beside = open.rooms.map(({ id }) => id);
    return this.door.pass(actor, { roomId, verb: 'breakout.lead', beside }, async (room) => {
      await this.end(room, open, 'by-hand');
      return {};
    });
  }

  /** By the clock: their time is up, or the meeting is over. */
  async closeDue({ roomId, why }: { roomId: string; why: Why }): Promise<void> {
    const open = await this.repository.open(this.door.sql, roomId);
    if (open === null) return;
    const locking = { roomId, people: [], beside: open.rooms.map(({ id }) => id) };
    await this.door.lock(HUB, locking, async (room) => {
      const now = await this.repository.open(room.change.sql, roomId);
      // Somebody gave more time between the look and the lock.
      if (why === 'time' && now?.endsAt !== open.endsAt) return;
      await this.end(room, open, why);
    });
  }

  private async end(room: LockedRoom, { id, rooms }: BreakoutsView, why: Why): Promise<void> {
    const { sql, at } = room.change;
    const open = await this.repository.open(sql, room.row.id);
    if (open?.id !== id) return;
    const closedAt = at.toISOString();
    const touched = rooms.map(({ id: roomId }) => {
      const fact = { stream: roomStream(roomId), type: 'rooms.room-archived', subject: roomId } as const;
      return { roomId, seq: room.change.append({ ...fact, payload: { archivedAt: closedAt } }).seq };
    });
    await this.repository.close(sql, id, at, touched);
    const payload = { breakoutsId: id, why, closedAt };
    room.change.append({ stream: roomStream(room.row.id), type: 'breakouts.closed', subject: id, payload });
  }

  private async openIn(room: LockedRoom): Promise<BreakoutsView> {
    const open = await this.repository.open(room.change.sql, room.row.id);
    if (open === null) throw noneOpen();
    return open;
  }
}
