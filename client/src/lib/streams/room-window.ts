import type { MessagesPage, ReadState } from '@contract/chat.contract.js';
import type { LiveEvent, Position } from '@contract/realtime.contract.js';
import type { RoomSnapshot } from '@contract/room-snapshot.contract.js';
import type { MuteView } from '@contract/room-order.contract.js';
import type { MemberView, RoomView } from '@contract/rooms.contract.js';
import type { PersonCard, RoomRole } from '@contract/words.js';
import { applyToBreakouts, type BreakoutsWindow } from './breakouts-window.js';
import { applyToMeetings, type MeetingsWindow } from './meetings-window.js';
import {
  applyToMessages,
  joinPage,
  messageWindowOf,
  withAuthor,
  type AskedPage,
  type MessageWindow,
} from './message-window.js';
import { applyToRecording, type RecordingWindow } from './recording-window.js';
import { applyToStage, type StageWindow } from './stage-window.js';

/** Enough events for a page that was read while they arrived; an older page is asked for again. */
const RECENT_EVENTS = 300;

/** Everything a room's screen shows that comes from the room's stream. Never changed in place. */
export interface RoomWindow extends MessageWindow, MeetingsWindow, StageWindow, RecordingWindow, BreakoutsWindow {
  /** All events up to here are in. */
  readonly head: Position;
  readonly room: RoomView;
  /** The first members of a big room; in a small one, all. */
  readonly members: readonly MemberView[];
  /** The viewer's own role; null for whoever only looks in. */
  readonly role: RoomRole | null;
  readonly mayRead: boolean;
  /** The room's staff has muted the viewer. */
  readonly mute: MuteView | null;
  /** Where the messages begin that the viewer may read; 0 = with the room. */
  readonly from: number;
  readonly read: ReadState;
  /** The thread that is open beside the main list. */
  readonly threadWindow: MessageWindow | null;
  /** The last events, for pages that were read before them. */
  readonly recent: readonly LiveEvent[];
}

export function roomWindowOf(snapshot: RoomSnapshot): RoomWindow {
  const { head, shared, personal } = snapshot;
  return {
    ...messageWindowOf({ ...shared.chat, ...personal.chat }, null),
    threadWindow: null,
    head: { epoch: head.epoch, seq: head.seq },
    room: shared.rooms.room,
    members: shared.rooms.members,
    role: personal.rooms.role,
    mayRead: personal.rooms.mayRead,
    mute: personal.rooms.mute,
    from: personal.chat.from,
    meetings: shared.meetings,
    answers: personal.meetings.answers,
    entries: personal.meetings.entries,
    stage: shared.stage,
    recording: shared.recording,
    breakouts: shared.breakouts,
    askedHelp: personal.breakouts.asked,
    read: personal.chat.read,
    recent: [],
  };
}

/**
 * The window after one event of its room; `me` is the viewer's account. Events up to `head` are ignored, those after it
 * must come without holes (the stream sees to that).
 */
export function applyEvent(window: RoomWindow, event: LiveEvent, me: string): RoomWindow {
  if (event.seq <= window.head.seq) return window;
  const next = applyToRoom(window, event, me);
  return {
    ...next,
    ...applyToMessages(next, event, me),
    threadWindow: next.threadWindow && applyToMessages(next.threadWindow, event, me),
    ...applyToMeetings(next, event, me),
    ...applyToStage(next, event),
    ...applyToRecording(next, event),
    ...applyToBreakouts(next, event),
    head: { ...window.head, seq: event.seq },
    recent: [...window.recent, event].slice(-RECENT_EVENTS),
  };
}

/** A page of messages joined to the window, or null when it is too old to be brought up to date: ask again. */
export function mergePage(window: RoomWindow, page: MessagesPage, asked: AskedPage, me: string): RoomWindow | null {
  const { seq, epoch } = window.head;
  if (page.epoch !== epoch) return null;
  const missed = window.recent.filter((event) => event.seq > page.head);
  if (page.head < seq && missed.length !== seq - page.head) return null;
  const current = missed.reduce(
    (state, event) => {
      const person = cardIn(event);
      const next = applyToMessages(state, event, me);
      return person ? withAuthor(next, person) : next;
    },
    messageWindowOf(page, asked.thread ?? null),
  );
  if (asked.thread === undefined) return { ...window, ...joinPage(window, current, asked) };
  const { threadWindow } = window;
  if (threadWindow?.thread !== asked.thread) return { ...window, threadWindow: current };
  return { ...window, threadWindow: joinPage(threadWindow, current, asked) };
}

/**
 * Read state as another device or the server says it; an earlier one is a late message and changes nothing. A mark never goes
 * back, so what has a lower place is earlier, whatever its turn: one's own coming in moves the mark without a word of its turn.
 */
export function withRead(window: RoomWindow, read: ReadState): RoomWindow {
  return isEarlier(read, window.read) ? window : { ...window, read };
}

export const isEarlier = (read: ReadState, { turn, readSeq }: ReadState): boolean =>
  read.readSeq < readSeq || (read.readSeq === readSeq && read.turn < turn);

/** The card of a person that an event renews everywhere in the room. */
function cardIn(event: LiveEvent): PersonCard | null {
  if (event.type === 'rooms.member-changed') return event.payload.person;
  if (event.type === 'rooms.member-joined') return event.payload.member.person;
  return null;
}

function applyToRoom(window: RoomWindow, event: LiveEvent, me: string): RoomWindow {
  const { seq } = event;
  if (event.type === 'rooms.room-created' || event.type === 'rooms.room-edited')
    return withRoom(window, seq, event.payload.room);
  if (event.type === 'rooms.locks-changed') return withRoom(window, seq, { locks: event.payload.locks });
  if (event.type === 'rooms.memory-changed') return withRoom(window, seq, { memory: event.payload.memory });
  if (event.type === 'rooms.room-archived')
    return withRoom(window, seq, { state: 'archived', archivedAt: event.payload.archivedAt });
  if (event.type === 'rooms.room-reopened') return withRoom(window, seq, { state: 'open', archivedAt: null });
  if (event.type === 'rooms.member-joined') {
    const { member, memberCount } = event.payload;
    const others = window.members.filter((other) => other.person.id !== member.person.id);
    const role = member.person.id === me ? { role: member.role, mayRead: true, read: readAll(window.read, seq) } : {};
    const named = withPerson(withRoom(window, seq, { memberCount }), member.person);
    return { ...named, members: [...others, member], ...role };
  }
  if (event.type === 'rooms.member-left' || event.type === 'rooms.member-removed') {
    const { personId, memberCount } = event.payload;
    const members = window.members.filter((member) => member.person.id !== personId);
    return { ...withRoom(window, seq, { memberCount }), members, ...(personId === me ? { role: null } : {}) };
  }
  if (event.type === 'rooms.role-changed') {
    const { personId, role } = event.payload;
    const members = withMember(window.members, personId, seq, { role });
    return { ...window, members, ...(personId === me ? { role } : {}) };
  }
  if (event.type === 'rooms.member-changed') {
    const { person } = event.payload;
    return { ...withPerson(window, person), members: withMember(window.members, person.id, seq, { person }) };
  }
  return window;
}

/** Their new card in the main list and in the open thread. */
function withPerson(window: RoomWindow, person: PersonCard): RoomWindow {
  const { threadWindow } = window;
  return { ...withAuthor(window, person), threadWindow: threadWindow && withAuthor(threadWindow, person) };
}

/** What was said before somebody came in does not wait for them. */
const readAll = ({ roomId, readSeq, turn }: ReadState, seq: number): ReadState => ({
  roomId,
  readSeq: Math.max(readSeq, seq),
  unread: 0,
  mentions: 0,
  firstUnread: null,
  turn,
});

const withRoom = (window: RoomWindow, seq: number, change: Partial<RoomView>): RoomWindow =>
  window.room.touched >= seq ? window : { ...window, room: { ...window.room, ...change, touched: seq } };

const withMember = (
  members: readonly MemberView[],
  personId: string,
  seq: number,
  change: Partial<MemberView>,
): readonly MemberView[] =>
  members.map((member) =>
    member.person.id === personId && member.touched < seq ? { ...member, ...change, touched: seq } : member,
  );
