import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import type { Actor } from '../../platform/actor/actor.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { HUB } from '../../platform/actor/actor.js';
import type { PersonCard } from '../../contract/words.js';
import type { Session } from '../../contract/accounts.contract.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { DemoLife } from './demo-life.js';
import { DemoRepository } from './demo.repository.js';

export const LIFE_SECONDS = 120;

/** What the demo offers on a loopback hub: being somebody else in a second window, and a room that comes to life. */
@Injectable()
export class DemoService {
  constructor(
    private readonly config: Config,
    private readonly repository: DemoRepository,
    private readonly accounts: AccountsService,
    private readonly rooms: RoomsService,
    private readonly life: DemoLife,
    private readonly log: EventLog,
  ) {}

  /** Demo content is there, and only people at this machine can use it without a password. */
  async offered(): Promise<boolean> {
    return this.config.demoEnabled && this.config.loopback && (await this.made());
  }

  async made(): Promise<boolean> {
    return (await this.repository.state()) === 'made';
  }

  async people(): Promise<{ people: { person: PersonCard; about: string }[] }> {
    await this.requireOffered();
    const accounts = await this.repository.people();
    const cards = await this.accounts.cards(accounts.map((account) => account.id));
    return {
      people: accounts.flatMap(({ id, about }) => {
        const person = cards.get(id);
        return person ? [{ person, about }] : [];
      }),
    };
  }

  async openAs({ personId }: { personId: string }, agent: string | undefined): Promise<Session> {
    await this.requireOffered();
    if (!(await this.repository.people()).some((account) => account.id === personId))
      throw new DomainError('not-found');
    const { session } = await this.accounts.issueSession(personId, { agent });
    return session;
  }

  /** Demo people come into the room, write and react for two minutes. One room at a time is enough of that. */
  async makeLife(
    actor: Actor,
    { roomId }: { roomId: string | null },
  ): Promise<{ roomId: string; title: string | null; seconds: number }> {
    await this.requireOffered();
    if (actor.kind !== 'person') throw new DomainError('accounts/not-for-guests');
    const rooms = await this.repository.rooms();
    const chosen = roomId === null ? rooms[0] : rooms.find((room) => room.id === roomId);
    if (!chosen) throw new DomainError('not-found');
    await this.rooms.requireReadable(actor, chosen.id);
    this.life.begin(chosen.id, LIFE_SECONDS);
    return { roomId: chosen.id, title: chosen.title, seconds: LIFE_SECONDS };
  }

  /** Takes away everybody and everything of the demo; it does not come back at the next start. */
  async remove(): Promise<{ people: number; rooms: number }> {
    const removed = await this.clear();
    await this.repository.setState('removed');
    return removed;
  }

  /** The same without remembering it. */
  async clear(): Promise<{ people: number; rooms: number }> {
    const people = await this.repository.people();
    for (const { id } of people) await this.accounts.forgetAvatarOf(id);
    return this.log.change(HUB, [], (change) => this.repository.remove(change.sql));
  }

  private async requireOffered(): Promise<void> {
    if (!(await this.offered())) throw new DomainError('not-found');
  }
}
