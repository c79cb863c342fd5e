import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { openDirectInput } from '../../contract/direct.contract.js';
import type { RoomCard } from '../../contract/rooms.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { cardOf, CreateRoom, NEW_ROOMS, requirePerson } from './create-room.js';
import { LockedRoom } from './locked-room.js';
import { mayCreate, RoomCreatorsSetting } from './room-creators.js';
import { RoomList } from './room-list.js';
import { kindNotAllowed, noDirect, noGroup, roomNotFound, RoomRefused } from './rooms.errors.js';
import { accountStream, roomStream } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';

type PersonFacts = NonNullable<Awaited<ReturnType<AccountsService['personFacts']>>>;

/**
 * The room of these people and no others: the same people always find the same room, whoever opens it. So somebody more is
 * another room: nobody comes to read what was said without them, and nobody has to agree to it.
 */
@Injectable()
export class OpenDirect {
  constructor(
    private readonly log: EventLog,
    private readonly repository: RoomsRepository,
    private readonly creating: CreateRoom,
    private readonly list: RoomList,
    private readonly accounts: AccountsService,
    private readonly profiles: ProfilesService,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
    private readonly creators: RoomCreatorsSetting,
  ) {}

  async open(actor: Actor, { personIds }: z.output<typeof openDirectInput>): Promise<RoomCard> {
    requirePerson(actor);
    if (personIds.includes(actor.accountId)) throw roomNotFound();
    return this.list.card(actor, await this.find(actor, personIds));
  }

  private async find(actor: Actor, others: readonly string[]): Promise<string> {
    const people = [actor.accountId, ...others];
    const key = people.toSorted().join(' ');
    const known = await this.repository.directRoom(this.repository.pool, key);
    // Whoever is there already needs nobody's leave to go on.
    if (known?.members.length === people.length) return known.id;
    const facts = await this.peopleOf(actor, others);
    await this.limits.consume('rooms.create', actor.accountId, NEW_ROOMS);
    const id = known?.id ?? this.ids.next();
    // Of two who open it at once the second finds the first one's room: both lock all its people.
    return this.log.change(actor, [roomStream(id), ...people.map(accountStream)], async (change) => {
      const there = await this.repository.directRoom(change.sql, key);
      if (there !== null && there.id !== id) return there.id;
      // A block locks both accounts too: it comes before this room, or meets it.
      const blocked = await this.profiles.blockedEither(change.sql, actor.accountId, others);
      if (blocked.size > 0) throw refused(others);
      if (there === null) await this.found(change, actor, facts, { id, key });
      else await this.bringBack(change, actor, facts, there);
      return id;
    });
  }

  /** Whether the actor may write to all of them; between the others nothing is asked, as in any room they share. */
  private async peopleOf(actor: Actor, ids: readonly string[]): Promise<PersonFacts[]> {
    const found = await Promise.all(ids.map((id) => this.accounts.personFacts(id)));
    const others = found.flatMap((facts) => facts ?? []);
    if (others.length < ids.length) throw roomNotFound();
    if (others.some(({ kind }) => kind !== 'person')) throw new RoomRefused('not-allowed');
    if (others.some(({ banned }) => banned)) throw refused(ids);
    if (!mayCreate(actor, 'direct', await this.creators.table())) throw kindNotAllowed();
    // Whoever begins: everybody here reads what the minor writes, and writes to them.
    const minors = [...(actor.minor ? [actor.accountId] : []), ...others.flatMap((one) => (one.minor ? [one.id] : []))];
    for (const minor of minors) {
      const besides = [actor.accountId, ...ids].filter((id) => id !== minor);
      const near = await this.repository.roommates(this.repository.pool, minor, besides);
      if (near.length < besides.length) throw refused(ids);
    }
    return others;
  }

  private async found(
    change: Change,
    actor: Actor,
    others: readonly PersonFacts[],
    { id, key }: { id: string; key: string },
  ): Promise<void> {
    const group = others.length > 1;
    const room = {
      id,
      kind: 'direct',
      title: null,
      about: '',
      language: actor.language,
      visibility: 'private',
      capacity: others.length + 1,
      directKey: key,
      demo: false,
      // Who left a group and is brought back does not read what was said without them.
      memory: { keepDays: null, historyFrom: group ? 'joined' : 'beginning' },
    } as const;
    await this.creating.found(change, actor, room, [cardOf(actor), ...others.map(({ card }) => card)]);
  }

  private async bringBack(
    change: Change,
    actor: Actor,
    others: readonly PersonFacts[],
    { id, members }: { id: string; members: readonly string[] },
  ): Promise<void> {
    const row = await this.repository.room(change.sql, id);
    if (row === null) throw roomNotFound();
    const room = new LockedRoom(change, row, new Map(), this.repository);
    for (const card of [cardOf(actor), ...others.map((one) => one.card)])
      if (!members.includes(card.id)) await room.admit(card, 'host');
  }
}

/** One sentence for every reason. */
const refused = (others: readonly string[]): RoomRefused => (others.length > 1 ? noGroup() : noDirect());
