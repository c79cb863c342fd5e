import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { noticeKind } from '../../contract/notifications.contract.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { HubAddress } from '../../platform/http/hub-address.js';
import { Mail } from '../../platform/mail/mail.js';
import type { Letter } from '../../platform/mail/mail.types.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { noticeLetter } from './letters.js';
import { MailsRepository } from './mails.repository.js';
import { NoticesRepository, type NoticeRow } from './notices.repository.js';
import { UnsubscribeTokens } from './unsubscribe-tokens.js';

const posted = z.object({ accountId: z.uuid(), kind: noticeKind, ids: z.array(z.uuid()) });
type Posted = z.output<typeof posted>;

/** Writes the letter at the moment it is sent: who has read meanwhile gets none, and no words wait in the queue. */
@Injectable()
export class NoticeMail implements OnModuleInit {
  readonly #tokens: UnsubscribeTokens;

  constructor(
    config: Config,
    private readonly clock: Clock,
    private readonly mail: Mail,
    private readonly address: HubAddress,
    private readonly rooms: RoomsService,
    private readonly notices: NoticesRepository,
    private readonly mails: MailsRepository,
  ) {
    this.#tokens = new UnsubscribeTokens(config.secrets.tokenHashKey);
  }

  onModuleInit(): void {
    this.mail.define('notifications.notices', (data) => this.write(posted.parse(data)));
  }

  private async write({ accountId, kind, ids }: Posted): Promise<Letter | null> {
    const to = await this.mails.addressee(accountId);
    const rows = (await this.notices.stillNews(accountId, ids)).filter((row) => this.comesInTime(row));
    if (to === null || rows.length === 0) return null;
    const { origin } = this.address;
    const unsubscribe = `${origin}/api/notices/unsubscribe/${this.#tokens.of(accountId, kind)}`;
    return noticeLetter(to, kind, rows, { origin, unsubscribe, calendars: await this.calendarsOf(accountId, rows) });
  }

  /** A meeting that has begun, or will not be, needs no reminder; that it will not be is news all the same. */
  private comesInTime({ kind, what, startsAt, meetingState }: NoticeRow): boolean {
    if (kind !== 'meeting' || what === 'meeting-cancelled') return true;
    return startsAt > this.clock.now() && /^(scheduled|waiting)$/.test(meetingState);
  }

  private async calendarsOf(
    accountId: string,
    rows: readonly NoticeRow[],
  ): Promise<NonNullable<Letter['attachments']>> {
    const files: { name: string; type: string; text: string }[] = [];
    for (const { kind, roomId, meetingId } of rows)
      if (kind === 'meeting' && roomId !== null && meetingId !== null) {
        const text = await this.rooms.calendarOf(accountId, { roomId, meetingId });
        files.push({ name: `${meetingId}.ics`, type: 'text/calendar; charset=utf-8; method=PUBLISH', text });
      }
    return files;
  }
}
