import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { SAVED_MAX, type DraftView, type SavedList, type savedQuery } from '../../../contract/keeping.contract.js';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Ids } from '../../../platform/ids/ids.js';
import { Realtime } from '../../../platform/realtime/realtime.js';
import { accountStream } from '../../rooms/rooms.events.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { ChatDoor } from '../chat-door.js';
import { assertAllowed, messageGone, roomNotFound, tooManySaved } from '../chat.errors.js';
import { refusalOf } from '../chat.policy.js';
import { foundViewOf } from '../chat.view.js';
import { KeepingRepository } from './keeping.repository.js';

/** Long enough for a device that is just coming back; a later one asks for the list. */
const SIGNAL_MS = 30_000;

/** Drafts and saved messages: rows of one account, told to all its devices by signals. */
@Injectable()
export class KeepingService {
  constructor(
    private readonly door: ChatDoor,
    private readonly rooms: RoomsService,
    private readonly realtime: Realtime,
    private readonly repository: KeepingRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async keepDraft(actor: Actor, input: CommandParsed<'chat:keep-draft'>): Promise<DraftView> {
    const { ageMs, ...draft } = input;
    const { room, member } = await this.door.known(actor, 'chat.keep-draft', input.roomId);
    assertAllowed(refusalOf('chat.keep-draft', actor, member, room));
    const writtenAt = new Date(this.clock.now().getTime() - ageMs);
    const kept = await this.repository.keepDraft({ ...draft, accountId: actor.accountId, writtenAt });
    if (!kept) throw messageGone();
    this.tell(actor, `draft:${kept.threadId ?? kept.roomId}`, kept);
    return kept;
  }

  async drafts(actor: Actor): Promise<{ drafts: DraftView[] }> {
    return { drafts: await this.repository.drafts(actor.accountId) };
  }

  /** Giving back is always possible, also what one may no longer read. */
  async save(
    actor: Actor,
    { roomId, messageId, saved }: CommandParsed<'chat:save'>,
  ): Promise<CommandResult<'chat:save'>> {
    const { accountId } = actor;
    if (saved) {
      if (!(await this.rooms.may(actor, 'room.read', roomId))) throw roomNotFound();
      const id = this.ids.next();
      const outcome = await this.repository.save({ id, accountId, roomId, messageId, most: SAVED_MAX });
      if (outcome === 'gone') throw messageGone();
      if (outcome === 'full') throw tooManySaved(SAVED_MAX);
    } else await this.repository.giveBack(accountId, messageId);
    this.tell(actor, `saved:${messageId}`, { messageId, saved });
    return { saved };
  }

  async savedIds(actor: Actor): Promise<{ messageIds: string[] }> {
    return { messageIds: await this.repository.savedIds(actor.accountId) };
  }

  /** Rights are asked after the words were read: whoever lost them meanwhile is shown nothing. */
  async saved(actor: Actor, { before, limit }: z.output<typeof savedQuery>): Promise<SavedList> {
    const rows = await this.repository.saved(actor.accountId, before ?? null, limit + 1);
    const page = rows.slice(0, limit);
    const rooms = [...new Set(page.map(({ room }) => room.id))];
    const readable = new Set(await this.rooms.allowed(actor, 'room.read', rooms));
    return {
      saved: page
        .filter(({ room }) => readable.has(room.id))
        .map(({ id, room, message }) => ({ id, room, message: foundViewOf(message) })),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  }

  private tell(actor: Actor, key: string, value: object): void {
    this.realtime.setSignal(accountStream(actor.accountId), key, value, SIGNAL_MS);
  }
}
