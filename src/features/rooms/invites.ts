import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { createInviteInput, enterAsGuestInput, invitePreview, InviteView } from '../../contract/rooms.contract.js';
import type { PersonCard } from '../../contract/words.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { Sql } from '../../platform/database/sql.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { cardOf, requirePerson } from './create-room.js';
import { InvitesRepository, type InviteRow } from './invites.repository.js';
import type { LockedRoom } from './locked-room.js';
import { RoomDoor } from './room-door.js';
import { RoomList } from './room-list.js';
import {
  guestsNotAllowed,
  inviteInvalid,
  notForGuests,
  roleNotForKind,
  roomNotFound,
  RoomRefused,
} from './rooms.errors.js';
import { may, ROLES_BY_KIND, ROLES_OF_GUESTS } from './rooms.policy.js';
import { RoomsRepository } from './rooms.repository.js';
import { personCardOf } from './rooms.view.js';

const CODE_BYTES = 18;
/** Accounts without a password that one room's links may make: a full lecture hall at once, not a machine for long. */
const NEW_GUESTS = { points: 600, durationSec: 600 };
const HOUR_MS = 3_600_000;
type Accepting = { code: string; as?: 'spectator' | undefined };

/** Links that let people in. Whoever holds a valid one may see what the room is and who is there, and enter it. */
@Injectable()
export class Invites {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: InvitesRepository,
    private readonly rooms: RoomsRepository,
    private readonly list: RoomList,
    private readonly accounts: AccountsService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
  ) {}

  /** Nobody invites to a role that they could not give. */
  async create(
    actor: Actor,
    { roomId, ...input }: z.output<typeof createInviteInput> & { roomId: string },
  ): Promise<InviteView> {
    return this.door.pass(actor, { roomId, verb: 'room.invite' }, async (room, relation) => {
      if (!ROLES_BY_KIND[room.row.kind].includes(input.role)) throw roleNotForKind();
      if (input.guests && !ROLES_OF_GUESTS.includes(input.role)) throw notForGuests();
      if (!may('room.set-role', actor, relation, room.row, input.role)) throw new RoomRefused('not-allowed');
      const { at, sql } = room.change;
      const row: InviteRow = {
        id: this.ids.next(),
        room_id: roomId,
        code: this.ids.token(CODE_BYTES),
        role: input.role,
        guests: input.guests,
        expires_at: new Date(at.getTime() + input.expiresInHours * HOUR_MS),
        max_uses: input.maxUses,
        uses: 0,
        revoked_at: null,
        created_by: actor.accountId,
        created_at: at,
      };
      await this.repository.insert(sql, row);
      return inviteViewOf(row, cardOf(actor));
    });
  }

  async ofRoom(actor: Actor, roomId: string): Promise<{ invites: InviteView[] }> {
    await this.door.require(actor, roomId, 'room.invite');
    const rows = await this.repository.ofRoom(this.sql, roomId);
    const cards = await this.accounts.cards(rows.map((row) => row.created_by));
    return { invites: rows.map((row) => inviteViewOf(row, cards.get(row.created_by) ?? HUB_CARD)) };
  }

  async revoke(actor: Actor, { roomId, inviteId }: { roomId: string; inviteId: string }): Promise<void> {
    await this.door.pass(actor, { roomId, verb: 'room.invite' }, async (room) => {
      if (!(await this.repository.revoke(room.change.sql, roomId, inviteId, room.change.at))) throw roomNotFound();
    });
  }

  async preview(code: string): Promise<z.infer<typeof invitePreview>> {
    const invite = await this.valid(this.sql, code, this.clock.now());
    const [room, host, present] = await Promise.all([
      this.rooms.room(this.sql, invite.room_id),
      this.repository.firstHost(this.sql, invite.room_id),
      this.list.presentIn([invite.room_id]),
    ]);
    if (!room) throw inviteInvalid();
    const { id, kind, title, about, language, member_count: memberCount } = room;
    const here = present.get(id) ?? { present: 0, faces: [] };
    return {
      room: { id, kind, title, about, language, memberCount },
      host: host ? personCardOf(host) : null,
      present: here.present,
      faces: here.faces,
      guests: invite.guests,
      registration: this.config.registration,
    };
  }

  /** Throws `rooms/invite-invalid`; registration asks before anything is made. */
  async check(code: string): Promise<void> {
    await this.valid(this.sql, code, this.clock.now());
  }

  /** A member stays what they are, and nothing is used up. `as` takes the public's seat where the room is full. */
  async accept(actor: Actor, { code, as }: Accepting): Promise<{ roomId: string }> {
    requirePerson(actor);
    const { room_id: roomId } = await this.valid(this.sql, code, this.clock.now());
    return this.door.lock(actor, { roomId, people: [actor.accountId] }, async (room) => {
      const mine = room.memberships.get(actor.accountId);
      if (mine?.state === 'member') return { roomId };
      if (mine?.state === 'banned') throw new RoomRefused('rooms/banned');
      await this.enter(room, code, cardOf(actor), { as, tellPerson: true });
      return { roomId };
    });
  }

  /** An account that has just been made comes in; where no place is left, as public. */
  async admitted(actor: Actor, code: string): Promise<void> {
    try {
      await this.accept(actor, { code });
    } catch (error) {
      if (!(error instanceof RoomRefused) || error.code !== 'rooms/full') throw error;
      await this.accept(actor, { code, as: 'spectator' });
    }
  }

  /** A name is enough: account, membership and use of the invitation are one transaction. Answers the new account. */
  async enterAsGuest(
    actor: Actor | undefined,
    input: Accepting & z.output<typeof enterAsGuestInput>,
  ): Promise<{ roomId: string; accountId: string }> {
    if (actor) throw new RoomRefused('not-allowed');
    const { code, as, name, language } = input;
    const { room_id: roomId, guests } = await this.valid(this.sql, code, this.clock.now());
    if (!guests) throw guestsNotAllowed();
    await this.limits.consume('invites.guests', roomId, NEW_GUESTS);
    // Nobody follows the new account's stream yet, so it is not told.
    return this.door.lock(HUB, { roomId, people: [] }, async (room) => {
      const guest = await this.accounts.createGuest(room.change, { name, language, roomId });
      await this.enter(room, code, cardOf(guest), { as, tellPerson: false });
      return { roomId, accountId: guest.accountId };
    });
  }

  /** With the room locked: the invitation is looked at again, so the last use is given once. */
  private async enter(
    room: LockedRoom,
    code: string,
    person: PersonCard,
    how: { as: 'spectator' | undefined; tellPerson: boolean },
  ): Promise<void> {
    const { sql, at } = room.change;
    const invite = await this.valid(sql, code, at);
    if (room.row.state === 'archived') throw new RoomRefused('rooms/archived');
    const role = how.as ?? invite.role;
    if (role !== 'spectator') await room.keepASeat();
    await room.admit(person, role, { tellPerson: how.tellPerson, actor: person.id });
    await this.repository.used(sql, invite.id);
  }

  private async valid(sql: Sql, code: string, at: Date): Promise<InviteRow> {
    const row = await this.repository.byCode(sql, code);
    if (!row || row.revoked_at || row.expires_at <= at || (row.max_uses !== null && row.uses >= row.max_uses))
      throw inviteInvalid();
    return row;
  }

  private get sql(): Sql {
    return this.door.sql;
  }
}

const HUB_CARD: PersonCard = { id: HUB.accountId, name: HUB.name, kind: HUB.kind, avatar: null };

const inviteViewOf = (row: InviteRow, createdBy: PersonCard): InviteView => ({
  id: row.id,
  code: row.code,
  role: row.role,
  guests: row.guests,
  expiresAt: row.expires_at.toISOString(),
  maxUses: row.max_uses,
  uses: row.uses,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  createdBy,
});
