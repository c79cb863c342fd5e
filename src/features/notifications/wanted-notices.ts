import type { NoticeKind, NoticeWhat } from '../../contract/notifications.contract.js';
import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';
import { accountIdOf, roomIdOf } from '../rooms/rooms.events.js';

/** A notice as the fact asks for it; whether the person wants it is decided where it is kept. */
export interface WantedNotice {
  readonly accountId: string;
  /** The same however the fact is told. */
  readonly fact: string;
  readonly what: NoticeWhat;
  readonly at: Date;
  readonly roomId?: string;
  readonly byId?: string;
  readonly messageId?: string;
  readonly meetingId?: string;
  readonly startsAt?: string;
  readonly role?: string;
}

export const KIND_OF: Readonly<Record<NoticeWhat, NoticeKind>> = {
  mention: 'mention',
  direct: 'direct',
  'missed-call': 'direct',
  reply: 'reply',
  answered: 'answer',
  chosen: 'answer',
  admitted: 'membership',
  'meeting-day': 'meeting',
  'meeting-soon': 'meeting',
  'meeting-moved': 'meeting',
  'meeting-cancelled': 'meeting',
  minutes: 'minutes',
  removed: 'decision',
  banned: 'decision',
  unbanned: 'decision',
  role: 'decision',
  muted: 'decision',
  unmuted: 'decision',
  'message-hidden': 'decision',
  'message-shown': 'decision',
  'report-acted': 'decision',
  'report-kept': 'decision',
  'mentor-granted': 'decision',
  'mentor-refused': 'decision',
  'platform-role': 'decision',
  suspended: 'decision',
  readmitted: 'decision',
};
/** A mail about these is for whoever has not seen them a while later. */
export const WAITING_KINDS: readonly NoticeKind[] = ['mention', 'direct', 'reply', 'answer', 'membership', 'minutes'];

/** Where the same fact is told twice, this one says more. */
const STRONGER: Readonly<Partial<Record<NoticeWhat, NoticeWhat>>> = { removed: 'banned', reply: 'mention' };

type Maker<T extends EventType> = (payload: EventPayload<T>, event: StoredEvent) => WantedNotice | null;
const makers: { readonly [T in EventType]?: Maker<T> } = {
  'chat.person-mentioned': ({ roomId, messageId, by }, event) =>
    about(event, accountIdOf(event.stream), `message:${messageId}`, 'mention', {
      ...{ roomId, messageId, byId: by.id },
    }),
  'meetings.entry-decided': ({ roomId, meetingId, state }, event) =>
    state === 'admitted'
      ? about(event, accountIdOf(event.stream), `admitted:${meetingId}`, 'admitted', { roomId, meetingId })
      : null,
  'notifications.meeting-near': ({ roomId, meetingId, startsAt, what }, event) =>
    about(event, accountIdOf(event.stream), `meeting:${meetingId}:${what}:${startsAt}`, what, {
      ...{ roomId, meetingId, startsAt },
    }),
  'notifications.meeting-told': ({ roomId, meetingId, seq, startsAt, what }, event) =>
    about(event, accountIdOf(event.stream), `meeting:${meetingId}:${what}:${seq}`, what, {
      ...{ roomId, meetingId, startsAt },
    }),
  'rooms.member-removed': ({ personId }, event) => outOf(event, personId, roomIdOf(event.stream), 'removed'),
  'rooms.membership-changed': ({ roomId, state }, event) =>
    state === 'banned' ? outOf(event, accountIdOf(event.stream), roomId, 'banned') : null,
  'rooms.person-unbanned': ({ person }, event) => outOf(event, person.id, roomIdOf(event.stream), 'unbanned'),
  'rooms.role-changed': ({ personId, role }, event) =>
    event.actor === personId
      ? null
      : about(event, personId, `role:${event.stream}:${event.seq}`, 'role', { roomId: roomIdOf(event.stream), role }),
  'calls.call-missed': ({ roomId, byId }, event) => ({ ...toldOf(event, 'missed-call', roomId), byId }),
  'rooms.mute-changed': ({ roomId, mute }, event) => toldOf(event, mute === null ? 'unmuted' : 'muted', roomId),
  // Neither names the message: it is read where it stands, as far as one may.
  'chat.message-judged': ({ roomId, decision }, event) => toldOf(event, `message-${decision}`, roomId),
  'chat.report-answered': ({ roomId, outcome }, event) =>
    toldOf(event, outcome === 'kept' ? 'report-kept' : 'report-acted', roomId),
  'accounts.standing-decided': ({ what, role }, event) =>
    about(
      event,
      accountIdOf(event.stream),
      `standing:${event.epoch}:${event.seq}`,
      what,
      role === null ? {} : { role },
    ),
};

/** The types that ask for notices by themselves; a message does where its room is a direct one. */
export const NOTICED_TYPES = Object.keys(makers) as EventType[];

export function wantedBy(event: StoredEvent): WantedNotice[] {
  const make: Maker<EventType> | undefined = makers[event.type];
  const wanted = make?.(event.payload, event);
  return wanted ? [wanted] : [];
}

/** One for each of these people but its author: the members of a direct room, or who follows its thread. */
export function wantedByMessage(
  event: StoredEvent<'chat.message-posted'>,
  what: 'direct' | 'reply',
  people: readonly string[],
): WantedNotice[] {
  const { id: messageId, author } = event.payload.message;
  const more = { roomId: roomIdOf(event.stream), messageId, byId: author.id };
  return people.filter((id) => id !== author.id).map((id) => about(event, id, `message:${messageId}`, what, more));
}

/** Whoever asked, and whose reply it is; never who said so, since they know. */
export function wantedByAnswer(event: StoredEvent<'chat.question-answered'>): WantedNotice[] {
  const { questionId, answerId, askerId, answererId, byId } = event.payload;
  if (answerId === null) return [];
  const more = {
    roomId: roomIdOf(event.stream),
    messageId: answerId,
    ...(answererId === null ? {} : { byId: answererId }),
  };
  const tell = (id: string | null, what: 'answered' | 'chosen') =>
    id === null || id === byId ? [] : [about(event, id, `${what}:${questionId}:${answerId}`, what, more)];
  return [...(askerId === answererId ? [] : tell(askerId, 'answered')), ...tell(answererId, 'chosen')];
}

/** One of each person and fact, in the order in which they came. */
export function onePerFact(wanted: readonly WantedNotice[]): WantedNotice[] {
  const kept = new Map<string, WantedNotice>();
  for (const notice of wanted) {
    const key = `${notice.accountId} ${notice.fact}`;
    const known = kept.get(key);
    if (!known || STRONGER[known.what] === notice.what) kept.set(key, notice);
  }
  return [...kept.values()];
}

/** Told on one's own stream: its place there is the fact. */
const toldOf = (event: StoredEvent, what: NoticeWhat, roomId: string): WantedNotice =>
  about(event, accountIdOf(event.stream), `${what}:${event.epoch}:${event.seq}`, what, { roomId });

// A ban also removes: both facts are of one moment, and one notice.
const outOf = (event: StoredEvent, accountId: string, roomId: string, what: 'removed' | 'banned' | 'unbanned') =>
  about(event, accountId, `out:${roomId}:${event.at.toISOString()}`, what, { roomId });

const about = (
  { at }: StoredEvent,
  accountId: string,
  fact: string,
  what: NoticeWhat,
  more: Partial<WantedNotice>,
): WantedNotice => ({ accountId, fact, what, at, ...more });
