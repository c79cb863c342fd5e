import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  NOTICE_DAYS,
  NOTICES_PAGE,
  noticeKind,
  type NoticeKind,
  type NoticePreferences,
  type NoticesPage,
  type NoticesQuery,
  type ReadNoticesInput,
  type SetNoticePreferencesInput,
  type UnreadNotices,
} from '../../contract/notifications.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { accountStream } from '../rooms/rooms.events.js';
import { DAY_MS } from './notices.projector.js';
import { NoticesRead } from './notices-read.js';
import { NoticesRepository } from './notices.repository.js';
import { noticeViewOf, preferencesOf } from './notifications.view.js';
import { type Chosen, PreferencesRepository } from './preferences.repository.js';
import { UnsubscribeTokens } from './unsubscribe-tokens.js';

/** The inbox of one person, and what they want to hear of. */
@Injectable()
export class NotificationsService implements OnModuleInit {
  readonly #tokens: UnsubscribeTokens;

  constructor(
    config: Config,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly log: EventLog,
    private readonly reading: NoticesRead,
    private readonly notices: NoticesRepository,
    private readonly preferences: PreferencesRepository,
  ) {
    this.#tokens = new UnsubscribeTokens(config.secrets.tokenHashKey);
  }

  onModuleInit(): void {
    this.jobs.repeat('notifications.forget-read', '40 3 * * *', () => this.forgetRead());
  }

  async page(actor: Actor, query: NoticesQuery): Promise<NoticesPage> {
    const rows = await this.notices.page(actor.accountId, query);
    const notices = rows.slice(0, NOTICES_PAGE).map(noticeViewOf);
    return { notices, next: rows.length > NOTICES_PAGE ? (notices.at(-1)?.id ?? null) : null };
  }

  /** The count of the bell with the head it is of. */
  async unread({ accountId }: Actor): Promise<UnreadNotices> {
    const { head, answers } = await this.log.atOnce(accountStream(accountId), [this.notices.unreadOf(accountId)]);
    return { epoch: head.epoch, head: head.seq, unread: answers[0] };
  }

  read = (actor: Actor, input: ReadNoticesInput): Promise<{ unread: number }> => this.reading.read(actor, input);

  async preferencesOf({ accountId }: Actor): Promise<NoticePreferences> {
    const chosen = await this.preferences.of(accountId);
    if (chosen === null) throw new DomainError('not-found');
    return preferencesOf(chosen);
  }

  async setPreferences(actor: Actor, { kinds, quiet }: SetNoticePreferencesInput): Promise<NoticePreferences> {
    await this.preferences.change(actor.accountId, (chosen) => ({
      inboxOff: noticeKind.options.filter(
        (kind) => kind !== 'decision' && !(kinds?.[kind]?.inbox ?? !chosen.inboxOff.includes(kind)),
      ),
      mailOff: noticeKind.options.filter((kind) => !(kinds?.[kind]?.mail ?? !chosen.mailOff.includes(kind))),
      quiet: quiet === undefined ? chosen.quiet : quiet,
    }));
    return this.preferencesOf(actor);
  }

  setRoom = ({ accountId }: Actor, { roomId, off }: { roomId: string; off: boolean }): Promise<void> =>
    this.preferences.setRoom(accountId, roomId, off);

  /** By the proof that stands in a mail: who has the mail may end its kind. */
  async unsubscribe(token: string): Promise<{ kind: NoticeKind }> {
    const named = this.#tokens.read(token);
    if (named === null || (await this.preferences.of(named.accountId)) === null) throw new DomainError('not-found');
    const { accountId, kind } = named;
    const without = ({ mailOff, ...rest }: Chosen): Chosen => ({ ...rest, mailOff: [...new Set([...mailOff, kind])] });
    await this.preferences.change(accountId, without);
    return { kind };
  }

  /** What was read three months ago. */
  forgetRead(): Promise<void> {
    return this.notices.forgetRead(new Date(this.clock.epochMs() - NOTICE_DAYS * DAY_MS));
  }
}
