import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { HubAddress } from '../../../platform/http/hub-address.js';
import { Ids } from '../../../platform/ids/ids.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { RoomDoor } from '../room-door.js';
import { roomNotFound } from '../rooms.errors.js';
import { calendarFile } from './calendar-file.js';
import { CalendarsRepository } from './calendars.repository.js';
import { MeetingsRepository } from './meetings.repository.js';
import { MeetingsService } from './meetings.service.js';

const REMEMBERED_MS = 90 * 24 * 60 * 60_000;

/** Meetings for the calendar one has elsewhere: a file for one, a secret address for a room. */
@Injectable()
export class Calendars {
  constructor(
    private readonly door: RoomDoor,
    private readonly meetings: MeetingsService,
    private readonly repository: MeetingsRepository,
    private readonly calendars: CalendarsRepository,
    private readonly accounts: AccountsService,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly address: HubAddress,
  ) {}

  async ofMeeting(actor: Actor, { roomId, meetingId }: { roomId: string; meetingId: string }): Promise<string> {
    const { room } = await this.door.require(actor, roomId, 'room.read');
    const meeting = await this.meetings.existing(roomId, meetingId);
    return calendarFile({ name: room.title ?? '', meetings: [meeting], link: this.link });
  }

  async state(actor: Actor, roomId: string): Promise<{ madeAt: string | null }> {
    await this.door.require(actor, roomId, 'meeting.subscribe');
    const madeAt = await this.calendars.madeAt(roomId, actor.accountId);
    return { madeAt: madeAt?.toISOString() ?? null };
  }

  /** Makes the address, or a new one in place of the one before. */
  async renew(actor: Actor, roomId: string): Promise<{ path: string }> {
    await this.door.require(actor, roomId, 'meeting.subscribe');
    const secret = this.ids.token();
    await this.calendars.put(roomId, actor.accountId, hashOf(secret), this.clock.now());
    return { path: `/api/calendars/${secret}.ics` };
  }

  /** For a calendar that knows the secret and nothing else. Its person must still be allowed to read the room. */
  async read(secret: string): Promise<string> {
    const whose = await this.calendars.whose(hashOf(secret));
    if (!whose) throw roomNotFound();
    const { accountId, roomId } = whose;
    const facts = await this.accounts.personFacts(accountId);
    if (!facts || facts.banned) throw roomNotFound();
    const { room } = await this.door.require(await this.accounts.actorOf(accountId), roomId, 'room.read');
    const since = new Date(this.clock.epochMs() - REMEMBERED_MS);
    const meetings = await this.repository.forCalendar(roomId, since);
    return calendarFile({ name: room.title ?? '', meetings, link: this.link });
  }

  private readonly link = ({ room_id }: { room_id: string }): string => `${this.address.origin}/rooms/${room_id}`;
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
