import type { MessageView } from '../../contract/chat.contract.js';
import type { MeetingView } from '../../contract/meetings.contract.js';
import type { MinutesMoment, MinutesView, NotedMessage } from '../../contract/minutes.contract.js';
import type { PersonCard } from '../../contract/words.js';
import type { Attendance } from '../rooms/rooms.service.js';
import { linksIn } from './links.js';
import type { MinutesRow } from './minutes.repository.js';

/** Arrivals in the timeline; in a big meeting they would be all of it. */
const ARRIVALS_SHOWN = 40;
/** A line, not a speech: who wants all of it jumps there. */
const EXCERPT = 280;

export interface MinutesParts {
  readonly row: MinutesRow & { to_seq: number };
  readonly meeting: MeetingView;
  readonly people: readonly Attendance[];
  /** Messages that ask, are pinned, or share something, and the answers to those that ask; in order of seq. */
  readonly noted: readonly MessageView[];
  readonly said: number;
  readonly breakouts: MinutesView['breakouts'];
  /** The host's words for messages. */
  readonly words: ReadonlyMap<string, string>;
  readonly publishedBy: PersonCard | null;
  readonly mayEdit: boolean;
}

/** The minutes out of what the room remembers and what the host added. Pure. */
export function minutesOf(parts: MinutesParts): MinutesView {
  const { row, meeting, people, said, breakouts, mayEdit } = parts;
  const hidden = new Set(row.hidden);
  const inMeeting = ({ seq }: MessageView): boolean => seq > row.from_seq && seq <= row.to_seq;
  const shown = parts.noted.filter(({ id, state }) => state === 'visible' && (mayEdit || !hidden.has(id)));
  const byId = new Map(shown.map((message) => [message.id, message]));
  const note = (message: MessageView): NotedMessage => notedOf(message, parts.words.get(message.id));
  const here = shown.filter(inMeeting);
  const questions = here
    .filter(({ asks }) => asks)
    .map((question) => {
      const answer = question.answerId === null ? undefined : byId.get(question.answerId);
      return { question: note(question), answer: answer ? note(answer) : null };
    });
  const decisions = here.filter(({ pin }) => pin !== null).map(note);
  const shared = here
    .map((message) => ({
      message: note(message),
      links: linksIn(message.text ?? ''),
      files: message.attachments,
    }))
    .filter(({ links, files }) => links.length + files.length > 0);
  const reached = Math.max(-1, ...row.steps.map(({ step }) => step));
  const view = { meeting, people: people.map(lineOf), questions, decisions, shared };
  return {
    ...view,
    from: row.from_seq,
    to: row.to_seq,
    revision: row.revision,
    publishedAt: row.published_at?.toISOString() ?? null,
    publishedBy: parts.publishedBy,
    summary: row.summary,
    timeline: timelineOf(row, view),
    breakouts,
    notReached: meeting.agenda.slice(reached + 1).map(({ title }) => title),
    own: row.own.map(({ kind, text }) => ({ kind, text })),
    hidden: mayEdit ? row.hidden : [],
    said,
    mayEdit,
  };
}

const lineOf = ({ person, role, firstAt, lastAt, seconds }: Attendance): MinutesView['people'][number] => ({
  person,
  role,
  firstAt,
  lastAt,
  seconds,
});

function notedOf(message: MessageView, words: string | undefined): NotedMessage {
  return {
    messageId: message.id,
    seq: message.seq,
    at: message.postedAt,
    person: message.author,
    text: words ?? excerpt(message.text ?? ''),
    reworded: words !== undefined,
  };
}

/** Cut between words where it can be; never inside a character. */
function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= EXCERPT) return flat;
  const cut = flat.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > EXCERPT / 2 ? cut.slice(0, space) : cut}…`;
}

type Told = Pick<MinutesView, 'meeting' | 'people' | 'questions' | 'decisions' | 'shared'>;

function timelineOf(row: MinutesRow, { meeting, people, questions, decisions, shared }: Told): MinutesMoment[] {
  const plain = (kind: MinutesMoment['kind'], at: string, text = ''): MinutesMoment => ({
    at,
    seq: null,
    kind,
    person: null,
    text,
  });
  const said = (kind: MinutesMoment['kind'], { at, seq, person, text }: NotedMessage): MinutesMoment => ({
    at,
    seq,
    kind,
    person,
    text,
  });
  const arrivals = people
    .toSorted((one, other) => one.firstAt.localeCompare(other.firstAt))
    .slice(0, ARRIVALS_SHOWN)
    .map(({ person, firstAt }) => ({ ...plain('came', firstAt), person }));
  const moments = [
    ...(meeting.startedAt ? [plain('began', meeting.startedAt)] : []),
    ...arrivals,
    ...row.steps.map(({ at, step }) => plain('step', at, meeting.agenda[step]?.title ?? '')),
    ...questions.flatMap(({ question, answer }) => [
      said('question', question),
      ...(answer ? [said('answer', answer)] : []),
    ]),
    ...decisions.map((decision) => said('decision', decision)),
    ...shared.map(({ message, files, links }) => ({
      ...said('shared', message),
      text: files[0]?.name ?? links[0] ?? message.text,
    })),
    ...(meeting.endedAt ? [plain('ended', meeting.endedAt)] : []),
  ];
  return moments.toSorted((one, other) => one.at.localeCompare(other.at));
}
