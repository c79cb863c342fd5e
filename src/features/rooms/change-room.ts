import { Injectable } from '@nestjs/common';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { LockedRoom } from './locked-room.js';
import { closeMeetings } from './meetings/meeting-facts.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { RoomDoor } from './room-door.js';

/** The room itself: words, visibility, capacity, locks, archive. What changes nothing leaves no fact. */
@Injectable()
export class ChangeRoom {
  constructor(
    private readonly door: RoomDoor,
    private readonly meetings: MeetingsRepository,
  ) {}

  async edit(actor: Actor, { roomId, ...wanted }: CommandParsed<'rooms:edit'>): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.edit' }, async (room) => {
      const before = JSON.stringify(room.row);
      Object.assign(room.row, definedOf(wanted));
      if (JSON.stringify(room.row) !== before) await room.viewFact('rooms.room-edited');
      return {};
    });
  }

  async setLocks(
    actor: Actor,
    { roomId, locks: wanted }: CommandParsed<'rooms:set-locks'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.set-locks' }, async (room) => {
      const before = room.row.locks;
      const locks = { ...before, ...definedOf(wanted) };
      if (JSON.stringify(locks) === JSON.stringify(before)) return {};
      room.row.locks = locks;
      await room.fact('rooms.locks-changed', roomId, { locks });
      return {};
    });
  }

  async setMemory(
    actor: Actor,
    { roomId, memory: wanted }: CommandParsed<'rooms:set-memory'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.set-memory' }, async (room) => {
      const memory = { ...room.row.memory, ...definedOf(wanted) };
      if (JSON.stringify(memory) === JSON.stringify(room.row.memory)) return {};
      room.row.memory = memory;
      await room.fact('rooms.memory-changed', roomId, { memory });
      return {};
    });
  }

  async archive(actor: Actor, { roomId }: { roomId: string }): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.archive' }, async (room) => {
      await archive(room, this.meetings);
      return {};
    });
  }

  async reopen(actor: Actor, { roomId }: { roomId: string }): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'room.reopen' }, async (room) => {
      if (room.row.state === 'open') return {};
      Object.assign(room.row, { state: 'open', archived_at: null });
      await room.fact('rooms.room-reopened', roomId, {});
      return {};
    });
  }
}

/** The room is closed, and what was planned or going on in it with it. */
export async function archive(room: LockedRoom, meetings: MeetingsRepository): Promise<void> {
  const { at } = room.change;
  Object.assign(room.row, { state: 'archived', archived_at: at });
  await room.fact('rooms.room-archived', room.row.id, { archivedAt: at.toISOString() });
  await closeMeetings(room, meetings);
}

const definedOf = <T extends object>(wanted: T): Partial<T> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Partial<T>;
