import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NOTICE_DAYS } from '../../contract/notifications.contract.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { NewEvent, ProjectorChange, StoredEvent } from '../../platform/event-log/event-log.types.js';
import { Ids } from '../../platform/ids/ids.js';
import { ChatService } from '../chat/chat.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { accountIdOf, accountStream, roomIdOf } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { NoticesRepository } from './notices.repository.js';
import {
  KIND_OF,
  NOTICED_TYPES,
  onePerFact,
  WAITING_KINDS,
  wantedBy,
  wantedByAnswer,
  wantedByMessage,
  type WantedNotice,
} from './wanted-notices.js';

export const DAY_MS = 24 * 60 * 60_000;
/** What takes notices out of inboxes, or brings them back. */
const HIDING_TYPES = [
  'chat.message-deleted',
  'chat.message-restored',
  'chat.message-hidden',
  'chat.message-shown',
  'meetings.meeting-edited',
  'meetings.rsvp-changed',
] as const;
/** The listener that makes the inboxes, and what it listens to. */
export const INBOX = {
  name: 'notifications.inbox',
  types: [...NOTICED_TYPES, 'chat.message-posted', 'chat.question-answered', ...HIDING_TYPES],
} as const;
const LOUD_MAX = 50_000;

/** Makes the inbox out of the log: exactly once, and the same again when it is rebuilt. */
@Injectable()
export class NoticesProjector implements OnModuleInit {
  /** Rooms in which a message alone is no notice; a room never changes its kind. */
  readonly #loud = new Set<string>();

  constructor(
    private readonly config: Config,
    private readonly log: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly profiles: ProfilesService,
    private readonly repository: NoticesRepository,
  ) {}

  onModuleInit(): void {
    this.log.listen({
      kind: 'projector',
      ...INBOX,
      from: 'start',
      onFailure: 'skip',
      apply: (change, events) => this.apply(change, events),
      reset: (sql) => this.repository.setAllStale(sql),
    });
  }

  private async apply(change: ProjectorChange, events: readonly StoredEvent[]): Promise<void> {
    const { sql } = change;
    const wanted = await this.wanted(sql, events);
    const gone = goneIn(events);
    const answers = events.filter(isAnswer);
    const hidden = await this.repository.accountsOf(sql, {
      messages: [...gone.keys()],
      moved: events.flatMap(({ type, subject }) => (type === 'meetings.meeting-edited' && subject ? [subject] : [])),
      answered: answers.map(({ payload }) => payload.meetingId),
      people: answers.map(({ payload }) => payload.personId),
    });
    const left = events.filter(isLeaving).map(({ stream }) => accountIdOf(stream));
    const touched = [...new Set([...wanted.map(({ accountId }) => accountId), ...hidden, ...left])];
    if (touched.length === 0) return;
    await change.lock(touched.map(accountStream));
    const since = new Date(this.clock.epochMs() - NOTICE_DAYS * DAY_MS);
    const ready = wanted.map((notice) => ({ ...notice, id: this.ids.next(), mailAfter: this.mailAfter(notice) }));
    const added = await this.repository.add(sql, ready, since);
    await this.repository.setWithdrawn(sql, gone);
    await this.repository.keepLatestOfMeetings(
      sql,
      wanted.filter(({ what }) => KIND_OF[what] === 'meeting'),
    );
    const unread = await this.repository.unread(sql, touched);
    const countOf = (accountId: string): number => unread.get(accountId) ?? 0;
    const news = added.map(({ id: noticeId, accountId, kind, roomId }): NewEvent => {
      const payload = { noticeId, kind, roomId, unread: countOf(accountId) };
      return { stream: accountStream(accountId), type: 'notifications.notice-added', subject: noticeId, payload };
    });
    const told = new Set(added.map(({ accountId }) => accountId));
    const counts = [...new Set([...hidden, ...left])]
      .filter((id) => !told.has(id))
      .map((id): NewEvent => {
        const payload = { unread: countOf(id) };
        return { stream: accountStream(id), type: 'notifications.notices-read', subject: null, payload };
      });
    await change.append([...news, ...counts]);
  }

  private async wanted(sql: Sql, events: readonly StoredEvent[]): Promise<WantedNotice[]> {
    const members = await this.membersOfDirect(
      sql,
      new Set(events.filter(isPosted).map(({ stream }) => roomIdOf(stream))),
    );
    const wanted: WantedNotice[] = [];
    for (const event of events) {
      if (isPosted(event)) wanted.push(...(await this.wantedByMessage(sql, event, members)));
      else if (isAnswered(event)) wanted.push(...wantedByAnswer(event));
      else wanted.push(...wantedBy(event));
    }
    return this.withoutBlocked(sql, onePerFact(wanted));
  }

  private async wantedByMessage(
    sql: Sql,
    event: StoredEvent<'chat.message-posted'>,
    members: ReadonlyMap<string, string[]>,
  ): Promise<WantedNotice[]> {
    const direct = members.get(roomIdOf(event.stream));
    if (direct) return wantedByMessage(event, 'direct', direct);
    const { threadId } = event.payload.message;
    return threadId === null ? [] : wantedByMessage(event, 'reply', await this.chat.threadFollowers(sql, threadId));
  }

  /** Across a block nobody hears of anybody. */
  private async withoutBlocked(sql: Sql, wanted: readonly WantedNotice[]): Promise<WantedNotice[]> {
    const kept: WantedNotice[] = [];
    for (const [byId, some] of Map.groupBy(wanted, (notice) => notice.byId)) {
      const people = some.map(({ accountId }) => accountId);
      const apart = byId === undefined ? null : await this.profiles.blockedEither(sql, byId, people);
      kept.push(...some.filter(({ accountId }) => !apart?.has(accountId)));
    }
    return kept;
  }

  private async membersOfDirect(sql: Sql, roomIds: ReadonlySet<string>): Promise<Map<string, string[]>> {
    const asked = [...roomIds].filter((id) => !this.#loud.has(id));
    if (asked.length === 0) return new Map();
    const members = await this.rooms.membersOfDirect(sql, asked);
    if (this.#loud.size > LOUD_MAX) this.#loud.clear();
    for (const id of asked) if (!members.has(id)) this.#loud.add(id);
    return members;
  }

  private mailAfter({ what, at }: WantedNotice): Date {
    const waits = WAITING_KINDS.includes(KIND_OF[what]);
    return waits ? new Date(at.getTime() + this.config.noticeMailMinutes * 60_000) : at;
  }
}

const isPosted = (event: StoredEvent): event is StoredEvent<'chat.message-posted'> & StoredEvent =>
  event.type === 'chat.message-posted';
const isAnswered = (event: StoredEvent): event is StoredEvent<'chat.question-answered'> & StoredEvent =>
  event.type === 'chat.question-answered';
const isAnswer = (event: StoredEvent): event is StoredEvent<'meetings.rsvp-changed'> & StoredEvent =>
  event.type === 'meetings.rsvp-changed';
const isLeaving = ({ type, payload }: StoredEvent): boolean =>
  type === 'rooms.membership-changed' && 'state' in payload && payload.state !== 'member';

/** Messages that are gone, or came back, at the end of these events. */
function goneIn(events: readonly StoredEvent[]): Map<string, boolean> {
  const gone = new Map<string, boolean>();
  for (const { type, subject } of events) {
    if (subject === null) continue;
    if (type === 'chat.message-deleted' || type === 'chat.message-hidden') gone.set(subject, true);
    if (type === 'chat.message-restored' || type === 'chat.message-shown') gone.set(subject, false);
  }
  return gone;
}
