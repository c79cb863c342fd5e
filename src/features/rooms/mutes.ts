import { Injectable } from '@nestjs/common';
import type { MuteView } from '../../contract/room-order.contract.js';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import type { LockedRoom } from './locked-room.js';
import { RoomDecisions } from './room-decisions.js';
import { RoomDoor } from './room-door.js';
import { personNotInRoom, RoomRefused } from './rooms.errors.js';
import { accountStream, isMuted } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';

const MINUTE_MS = 60_000;

/** The room's staff takes somebody's word for a while: they read on, and write nothing. Leaving and coming back changes nothing. */
@Injectable()
export class Mutes {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: RoomsRepository,
    private readonly decisions: RoomDecisions,
    private readonly realtime: Realtime,
  ) {}

  async mute(
    actor: Actor,
    { roomId, personId, minutes, reason }: CommandParsed<'rooms:mute'>,
  ): Promise<Record<string, never>> {
    if (personId === actor.accountId) throw new RoomRefused('not-allowed');
    await this.door.pass(actor, { ...about(roomId, personId), deed: 'room.person-muted' }, async (room) => {
      const { at, sql } = room.change;
      if (!room.memberships.has(personId)) throw personNotInRoom();
      const until = minutes === null ? null : new Date(at.getTime() + minutes * MINUTE_MS);
      await this.repository.setMute(sql, roomId, personId, { at, until, reason });
      const said = { until: until?.toISOString() ?? null, reason };
      room.tellStaff('rooms.member-muted', personId, { personId, ...said, byId: actor.accountId });
      tell(room, personId, said);
      await this.decisions.log(sql, { roomId, action: 'muted', personId, by: actor, reason, until, at });
    });
    // What their sockets were allowed to signal is asked again.
    await this.realtime.refreshActor(personId);
    return {};
  }

  /** Nothing where they are not muted, or not any more. */
  async unmute(actor: Actor, { roomId, personId }: CommandParsed<'rooms:unmute'>): Promise<Record<string, never>> {
    return this.door.pass(actor, { ...about(roomId, personId), deed: 'room.person-unmuted' }, async (room) => {
      const { at, sql } = room.change;
      const person = room.memberships.get(personId);
      if (!person) throw personNotInRoom();
      if (!isMuted(person, at)) return {};
      await this.repository.setMute(sql, roomId, personId, null);
      room.tellStaff('rooms.member-unmuted', personId, { personId, byId: actor.accountId });
      tell(room, personId, null);
      await this.decisions.log(sql, { roomId, action: 'unmuted', personId, by: actor, reason: '', at });
      return {};
    });
  }
}

const about = (roomId: string, person: string) => ({ roomId, person, verb: 'room.mute-person' as const, staff: true });

/** Who decided it is for the staff to know. */
function tell(room: LockedRoom, personId: string, mute: MuteView | null): void {
  const payload = { roomId: room.row.id, mute };
  const stream = accountStream(personId);
  room.change.append({ stream, type: 'rooms.mute-changed', subject: personId, actor: null, payload });
}
