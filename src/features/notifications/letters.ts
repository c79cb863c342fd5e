import type { NoticeKind } from '../../contract/notifications.contract.js';
import type { Letter } from '../../platform/mail/mail.types.js';
import { frame, roleIn, sentences } from './letter-words.js';
import type { Addressee } from './mails.repository.js';
import type { NoticeRow } from './notices.repository.js';

/** One line of a letter: several messages of one person in one place are one. */
interface Told {
  readonly sentence: string;
  readonly path: string;
  count: number;
}
export interface Around {
  readonly origin: string;
  readonly unsubscribe: string;
  readonly calendars: NonNullable<Letter['attachments']>;
}

/** A letter about notices of one kind, oldest first; at least one. */
export function noticeLetter(
  to: Addressee,
  kind: NoticeKind,
  rows: readonly NoticeRow[],
  { origin, unsubscribe, calendars }: Around,
): Letter {
  const words = frame[to.language];
  const told = tell(to, rows);
  const lines = told.map(({ sentence, count }) => (count > 1 ? words.several(sentence, count) : sentence));
  const [only] = told.length === 1 ? told : [];
  const label = only ? (kind === 'meeting' || kind === 'minutes' ? words.open[kind] : words.open.one) : words.open.many;
  return {
    to: { name: to.name, email: to.email },
    language: to.language,
    subject: only ? only.sentence : words.many(rows.length),
    paragraphs: [words.hello(to.name), ...lines.map((line) => `${line}.`)],
    action: { label, url: `${origin}${only ? only.path : '/notices'}` },
    small: [...(kind === 'decision' ? [words.appeal] : []), words.why(kind)],
    unsubscribe,
    attachments: calendars,
  };
}

function tell(to: Addressee, rows: readonly NoticeRow[]): Told[] {
  const told = new Map<string, Told>();
  for (const row of rows) {
    const sentence = sentenceOf(to, row);
    const known = told.get(`${row.roomId} ${sentence}`);
    if (known) known.count += 1;
    else told.set(`${row.roomId} ${sentence}`, { sentence, path: pathOf(row), count: 1 });
  }
  return [...told.values()];
}

function sentenceOf({ language, zone, banReason }: Addressee, row: NoticeRow): string {
  const words = frame[language];
  return sentences[language][row.what]({
    by: row.byId === null ? words.somebody : row.byName,
    room: row.roomTitle === null ? words.conversation : words.quoted(row.roomTitle),
    meeting: row.meetingId === null ? '' : words.quoted(row.meetingTitle || (row.roomTitle ?? '')),
    when: row.meetingId === null ? '' : whenOf(row.startsAt, language, zone),
    role: roleIn(language, row.role),
    reason: banReason ?? '',
  });
}

function pathOf({ what, roomId, meetingId, messageSeq }: NoticeRow): string {
  if (roomId === null) return what === 'suspended' ? '/' : '/settings';
  if (what === 'minutes') return `/rooms/${roomId}/meetings/${meetingId}/minutes`;
  return messageSeq === null ? `/rooms/${roomId}` : `/rooms/${roomId}?message=${messageSeq}`;
}

/** In the reader's own zone, which is named: mails are read anywhere. */
const whenOf = (at: Date, language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at);
