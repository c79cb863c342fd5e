import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RoomCopy } from '../../../contract/copies.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { packed, type Piece } from '../../../platform/archive/packed.js';
import { Tickets } from '../../../platform/archive/tickets.js';
import { Clock } from '../../../platform/clock/clock.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { RoomDoor } from '../room-door.js';
import { RoomRefused } from '../rooms.errors.js';
import { roomViewOf } from '../rooms.view.js';
import { whenOf, type CopiedRoom, type RoomPart } from './copied-room.js';
import { CopiesRepository } from './copies.repository.js';
import { pageOf } from './copy-page.js';

const HOUR_MS = 60 * 60_000;
const ASKS = { points: 60, durationSec: 3_600 };
/** One copy may be fetched again where a line broke; each time it is read anew. */
const FETCHES = { points: 10, durationSec: 24 * 3_600 };

/** A room to take along: packed while it is fetched, out of what each feature has of it. */
@Injectable()
export class RoomCopies {
  readonly #parts: RoomPart[] = [];

  constructor(
    private readonly door: RoomDoor,
    private readonly accounts: AccountsService,
    private readonly repository: CopiesRepository,
    private readonly tickets: Tickets,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  contribute(part: RoomPart): void {
    if (this.#parts.some(({ name }) => name === part.name)) throw new Error(`Two parts are called ${part.name}.`);
    this.#parts.push(part);
  }

  async ask(actor: Actor, { roomId }: { roomId: string }): Promise<RoomCopy> {
    await this.limits.consume('room-copies', actor.accountId, ASKS);
    // Through the door like a change: what platform staff take along is written down.
    return this.door.pass(actor, { roomId, verb: 'room.export' }, async ({ change }) => {
      const until = new Date(change.at.getTime() + HOUR_MS);
      const ticket = this.tickets.of('room-copy', `${roomId}.${actor.accountId}`, until);
      return { path: `/api/room-copies/${ticket}`, until: until.toISOString() };
    });
  }

  /** The address stands for its owner, who is asked again: whoever was removed or suspended since has none. */
  async open(ticket: string): Promise<{ name: string; content: Readable }> {
    const [roomId = '', accountId = ''] = this.tickets.read('room-copy', ticket)?.split('.') ?? [];
    const moment = roomId === '' ? null : await this.repository.moment(roomId, accountId);
    if (moment === null) throw new RoomRefused('rooms/copy-gone');
    const actor = await this.accounts.actorOf(accountId);
    const { room } = await this.door.require(actor, roomId, 'room.export');
    await this.limits.consume('fetch-room-copy', ticket, FETCHES);
    const { from, upTo, language, timeZone, others } = moment;
    const copied: CopiedRoom = {
      id: roomId,
      view: roomViewOf(room),
      name: room.title ?? others.map(({ name }) => name).join(', '),
      ...{ actor, language, timeZone, from, upTo },
      takenAt: this.clock.now(),
      when: whenOf(language, timeZone),
    };
    const day = copied.takenAt.toISOString().slice(0, 10);
    return { name: `tertulia-${copied.name}-${day}.zip`, content: packed(this.piecesOf(copied)) };
  }

  private async *piecesOf(room: CopiedRoom): AsyncIterable<Piece> {
    yield { path: 'index.html', text: pageOf(room, this.#parts) };
    for (const part of this.#parts) yield* part.pieces(room);
  }
}
