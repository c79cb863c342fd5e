import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { createRoomInput } from '../../contract/rooms.contract.js';
import { createdRoomKind, type PersonCard } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Ids } from '../../platform/ids/ids.js';
import { LockedRoom } from './locked-room.js';
import { mayCreate, RoomCreatorsSetting } from './room-creators.js';
import { kindNotAllowed, notForGuests, RoomRefused } from './rooms.errors.js';
import { accountStream, roomStream } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';
import { roomViewOf, type RoomRow } from './rooms.view.js';

export type CreateRoomInput = z.output<typeof createRoomInput> & { demo?: boolean };

/** Rooms that one person may open; far above what people do. */
export const NEW_ROOMS = { points: 300, durationSec: 3_600 };

@Injectable()
export class CreateRoom {
  constructor(
    private readonly log: EventLog,
    private readonly repository: RoomsRepository,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
    private readonly creators: RoomCreatorsSetting,
  ) {}

  /** Kinds of the form that this person may create. */
  async rights(actor: Actor): Promise<{ create: z.infer<typeof createdRoomKind>[] }> {
    const table = await this.creators.table();
    return { create: createdRoomKind.options.filter((kind) => mayCreate(actor, kind, table)) };
  }

  async create(actor: Actor, input: CreateRoomInput): Promise<string> {
    requirePerson(actor);
    if (!mayCreate(actor, input.kind, await this.creators.table())) throw kindNotAllowed();
    await this.limits.consume('rooms.create', actor.accountId, NEW_ROOMS);
    const id = this.ids.next();
    return this.log.change(actor, [roomStream(id), accountStream(actor.accountId)], async (change) => {
      const room = { ...input, id, title: input.title, directKey: null, demo: input.demo ?? false };
      await this.found(change, actor, room, [cardOf(actor)]);
      return id;
    });
  }

  /** Inside the change that opens it; its streams are locked. */
  async found(change: Change, actor: Actor, room: NewRoom, hosts: readonly PersonCard[]): Promise<void> {
    const row: RoomRow = {
      ...room,
      direct_key: room.directKey,
      parent: null,
      state: 'open',
      locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
      memory: room.memory ?? { keepDays: null, historyFrom: 'beginning' },
      member_count: 0,
      created_at: change.at,
      archived_at: null,
      touched: 0,
    };
    const view = roomViewOf(row);
    const { seq } = change.append({
      stream: roomStream(row.id),
      type: 'rooms.room-created',
      subject: row.id,
      payload: { room: view },
    });
    row.touched = view.touched = seq;
    await this.repository.insertRooms(change.sql, [{ ...row, created_by: actor.accountId, demo: room.demo }]);
    const locked = new LockedRoom(change, row, new Map(), this.repository);
    for (const host of hosts) await locked.admit(host, 'host');
  }
}

type NewRoom = Pick<RoomRow, 'id' | 'kind' | 'title' | 'about' | 'language' | 'visibility' | 'capacity'> & {
  directKey: string | null;
  demo: boolean;
  memory?: RoomRow['memory'];
};

/** What needs an account of one's own: guests hear how to get one, bots have the rights of their room role only. */
export function requirePerson(actor: Actor): void {
  if (actor.kind === 'guest') throw notForGuests();
  if (actor.kind === 'bot') throw new RoomRefused('not-allowed');
}

/** As somebody enters: the card they have now. */
export const cardOf = (actor: Actor): PersonCard => ({
  id: actor.accountId,
  name: actor.name,
  kind: actor.kind,
  avatar: actor.avatar,
});
