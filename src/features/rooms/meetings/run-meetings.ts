import { Injectable } from '@nestjs/common';
import type { EntryState } from '../../../contract/meetings.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { cardOf } from '../create-room.js';
import type { LockedRoom } from '../locked-room.js';
import { RoomDoor } from '../room-door.js';
import { accountStream } from '../rooms.events.js';
import { isRoomStaff } from '../rooms.policy.js';
import { personCardOf } from '../rooms.view.js';
import { endDropIn, endMeeting, meetingIn, saveWith } from './meeting-facts.js';
import { isOver, mayBecome } from './meeting-states.js';
import type { MeetingRow } from './meeting.view.js';
import { anotherLive, meetingOver, noSuchStep, notYet } from './meetings.errors.js';
import { MeetingsRepository } from './meetings.repository.js';

interface InMeeting {
  readonly roomId: string;
  readonly meetingId: string;
}
/** So many are let in at once; who is left is let in by the next press. */
const MOST_AT_ONCE = 100;

/** What happens while a meeting is on: beginning, waiting room, agenda, end. */
@Injectable()
export class RunMeetings {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: MeetingsRepository,
  ) {}

  async start(actor: Actor, { roomId, meetingId }: InMeeting): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.start' }, async (room) => {
      const row = await meetingIn(room, this.repository, meetingId);
      if (row.state !== 'live') await this.begin(room, row);
      return {};
    });
  }

  /** Also the clock begins meetings. Throws where it cannot be. */
  async begin(room: LockedRoom, row: MeetingRow): Promise<void> {
    const { sql, at } = room.change;
    if (!mayBecome(row.state, 'live')) throw meetingOver();
    await endDropIn(room, this.repository, at);
    if (await this.repository.plannedLive(sql, room.row.id)) throw anotherLive();
    const [first] = row.agenda;
    const step = first ? { step: 0, step_at: at } : {};
    // Whoever is there is looked at again after the fact, and then it is not empty.
    Object.assign(row, { state: 'live', started_at: at, empty_since: at, ...step });
    await saveWith(room, this.repository, 'meetings.meeting-started', [row]);
  }

  async end(actor: Actor, { roomId, meetingId }: InMeeting): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.end' }, async (room) => {
      const row = await meetingIn(room, this.repository, meetingId);
      if (row.state === 'ended') return {};
      if (row.state === 'cancelled') throw meetingOver();
      if (!mayBecome(row.state, 'ended')) throw notYet();
      await endMeeting(room, this.repository, row, room.change.at);
      return {};
    });
  }

  async moveAgenda(
    actor: Actor,
    { roomId, meetingId, step }: CommandParsed<'meetings:move-agenda'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.move-agenda' }, async (room) => {
      const row = await meetingIn(room, this.repository, meetingId);
      if (isOver(row.state)) throw meetingOver();
      if (row.state !== 'live') throw notYet();
      if (step >= row.agenda.length) throw noSuchStep();
      if (row.step === step) return {};
      Object.assign(row, { step, step_at: room.change.at });
      await saveWith(room, this.repository, 'meetings.agenda-moved', [row]);
      return {};
    });
  }

  // --- the waiting room
  async enter(actor: Actor, { roomId, meetingId }: InMeeting): Promise<{ state: EntryState }> {
    return this.door.pass(actor, { roomId, verb: 'meeting.enter', staff: true }, async (room, { role }) => {
      const row = await this.entered(room, meetingId);
      if (!row.waiting_room || isRoomStaff(role)) return { state: 'admitted' };
      const { sql, at } = room.change;
      const known = await this.repository.entryOf(sql, meetingId, actor.accountId);
      if (known !== null) return { state: known };
      await this.repository.setEntries(sql, meetingId, [actor.accountId], 'waiting', at);
      room.tellStaff('meetings.entry-changed', meetingId, { meetingId, person: cardOf(actor), state: 'waiting' });
      return { state: 'waiting' };
    });
  }

  async admit(
    actor: Actor,
    { roomId, meetingId, personId, admit }: CommandParsed<'meetings:admit'>,
  ): Promise<{ decided: number }> {
    await this.door.require(actor, roomId, 'meeting.admit');
    const asking = personId ? [personId] : await this.waitingIds(meetingId);
    return this.door.pass(actor, { roomId, verb: 'meeting.admit', people: asking, staff: true }, async (room) => {
      const { sql, at } = room.change;
      await this.entered(room, meetingId);
      const state = admit ? 'admitted' : 'denied';
      const decided: PersonCard[] = [];
      for (const id of asking) {
        const known = await this.repository.entryOf(sql, meetingId, id);
        const member = room.memberships.get(id);
        const open = known === 'waiting' || (personId !== null && known !== null && known !== state);
        if (open && member) decided.push(personCardOf(member));
      }
      const ids = decided.map(({ id }) => id);
      await this.repository.setEntries(sql, meetingId, ids, state, at);
      for (const person of decided) {
        room.tellStaff('meetings.entry-changed', meetingId, { meetingId, person, state });
        room.change.append({
          stream: accountStream(person.id),
          type: 'meetings.entry-decided',
          subject: meetingId,
          payload: { roomId, meetingId, state },
        });
      }
      return { decided: decided.length };
    });
  }

  private async entered(room: LockedRoom, meetingId: string): Promise<MeetingRow> {
    const row = await meetingIn(room, this.repository, meetingId);
    if (isOver(row.state)) throw meetingOver();
    if (row.state === 'scheduled') throw notYet();
    return row;
  }

  private async waitingIds(meetingId: string): Promise<string[]> {
    const people = await this.repository.waiting(this.door.sql, meetingId);
    return people.slice(0, MOST_AT_ONCE).map(({ person }) => person.id);
  }
}
