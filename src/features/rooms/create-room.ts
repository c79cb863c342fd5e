import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { createRoomInput } from '../../contract/rooms.contract.js';
import { createdRoomKind, type PersonCard } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { LockedRoom } from './locked-room.js';
import { mayCreate, RoomCreatorsSetting } from './room-creators.js';
import { RoomDoor } from './room-door.js';
import { kindNotAllowed, noDirect, notForGuests, roomNotFound, RoomRefused } from './rooms.errors.js';
import { accountStream, roomStream } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';
import { roomViewOf, type RoomRow } from './rooms.view.js';

export type CreateRoomInput = z.output<typeof createRoomInput> & { demo?: boolean };

/** Rooms that one person may open; far above what people do. */
const NEW_ROOMS = { points: 300, durationSec: 3_600 };

@Injectable()
export class CreateRoom {
  constructor(
    private readonly log: EventLog,
    private readonly door: RoomDoor,
    private readonly repository: RoomsRepository,
    private readonly accounts: AccountsService,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
    private readonly creators: RoomCreatorsSetting,
    private readonly profiles: ProfilesService,
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

  /** The one room of two people, made when the first of them writes. */
  async openDirect(actor: Actor, { personId }: { personId: string }): Promise<string> {
    requirePerson(actor);
    const other = await this.accounts.personFacts(personId);
    if (!other || personId === actor.accountId) throw roomNotFound();
    const directKey = [actor.accountId, personId].sort().join(' ');
    const known = await this.repository.directRoom(this.door.sql, directKey);
    if (known !== null) return known;
    if (other.kind !== 'person') throw new RoomRefused('not-allowed');
    if (other.banned) throw noDirect();
    if (!mayCreate(actor, 'direct', await this.creators.table())) throw kindNotAllowed();
    // Both ways round: a minor who writes first would be answered by the same stranger.
    if ((other.minor || actor.minor) && !(await this.repository.shareRoom(this.door.sql, actor.accountId, personId)))
      throw noDirect();
    await this.limits.consume('rooms.create', actor.accountId, NEW_ROOMS);
    const id = this.ids.next();
    return this.log.change(
      actor,
      [roomStream(id), accountStream(actor.accountId), accountStream(personId)],
      async (change) => {
        const meanwhile = await this.repository.directRoom(change.sql, directKey);
        if (meanwhile !== null) return meanwhile;
        // A block locks both accounts too: it comes before this room, or meets it.
        const blocked = await this.profiles.blockedEither(change.sql, actor.accountId, [personId]);
        if (blocked.size > 0) throw noDirect();
        const room = {
          id,
          kind: 'direct',
          title: null,
          about: '',
          language: actor.language,
          visibility: 'private',
          capacity: 2,
          directKey,
          demo: false,
        } as const;
        await this.found(change, actor, room, [cardOf(actor), other.card]);
        return id;
      },
    );
  }

  private async found(change: Change, actor: Actor, room: NewRoom, hosts: readonly PersonCard[]): Promise<void> {
    const row: RoomRow = {
      ...room,
      direct_key: room.directKey,
      state: 'open',
      locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
      memory: { keepDays: null, historyFrom: 'beginning' },
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
    await this.repository.insertRoom(change.sql, { ...row, created_by: actor.accountId, demo: room.demo });
    const locked = new LockedRoom(change, row, new Map(), this.repository);
    for (const host of hosts) await locked.admit(host, 'host');
  }
}

type NewRoom = Pick<RoomRow, 'id' | 'kind' | 'title' | 'about' | 'language' | 'visibility' | 'capacity'> & {
  directKey: string | null;
  demo: boolean;
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
