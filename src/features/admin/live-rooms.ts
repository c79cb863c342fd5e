import { Injectable } from '@nestjs/common';
import type { LiveRooms } from '../../contract/admin.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { requireAdmin } from './admin.policy.js';

const MOST = 500;

/** Where people are just now. Two people's own rooms are counted and not named, for admins too. */
@Injectable()
export class LiveRoomsNow {
  constructor(
    private readonly rooms: RoomsService,
    private readonly accounts: AccountsService,
  ) {}

  async now(actor: Actor): Promise<LiveRooms> {
    requireAdmin(actor);
    const all = await this.rooms.liveNow(MOST);
    const own = all.filter(({ kind }) => kind === 'direct');
    const shown = all.filter(({ kind }) => kind !== 'direct');
    const hosts = await this.accounts.cards(shown.flatMap(({ host_id }) => host_id ?? []));
    return {
      rooms: shown.map(({ id, kind, title, visibility, present, since, host_id }) => ({
        ...{ id, kind, title: title ?? '', visibility, present },
        since: since.toISOString(),
        host: hosts.get(host_id ?? '') ?? null,
      })),
      direct: { rooms: own.length, people: own.reduce((sum, { present }) => sum + present, 0) },
    };
  }
}
