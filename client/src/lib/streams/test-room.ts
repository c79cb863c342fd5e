import type { MessagesPage, MessageView } from '@contract/chat.contract.js';
import type { EventPayload, EventType, LiveEvent } from '@contract/realtime.contract.js';
import type { RoomSnapshot } from '@contract/room-snapshot.contract.js';
import type { PersonCard, RoomRole } from '@contract/words.js';
import { applyEvent, type RoomWindow } from './room-window.js';

export const NOON = '2026-11-22T12:00:00.000Z';
export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const card = (n: number, name = `Persona ${n}`): PersonCard => ({
  id: uuid(n),
  name,
  kind: 'person',
  avatar: null,
});
export const ROOM = uuid(900);
export const ME = uuid(1);

export const message = (seq: number, more: Partial<MessageView> = {}): MessageView => ({
  id: uuid(100 + seq),
  seq,
  touched: seq,
  author: card(2),
  clientId: uuid(500 + seq),
  replyTo: null,
  text: `mensaje ${seq}`,
  mentions: [],
  attachments: [],
  previews: [],
  lang: null,
  state: 'visible',
  postedAt: NOON,
  editedAt: null,
  deletedAt: null,
  generated: false,
  reactions: [],
  ...{ threadId: null, asks: false, answerId: null, replies: null, thanks: 0, pin: null },
  ...more,
});

export const member = (n: number, role: RoomRole = 'learner', touched = 1) => ({
  person: card(n),
  role,
  joinedAt: NOON,
  touched,
});

export function snapshot(
  seq: number,
  messages: MessageView[],
  more: Partial<RoomSnapshot['shared']['chat']> = {},
): RoomSnapshot {
  return {
    head: { stream: `room:${ROOM}`, epoch: 1, seq, at: NOON },
    shared: {
      rooms: {
        room: {
          id: ROOM,
          kind: 'cohort',
          title: 'Sala',
          about: '',
          language: 'es',
          visibility: 'public',
          state: 'open',
          capacity: 100,
          locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
          memory: { keepDays: null, historyFrom: 'beginning' },
          createdAt: NOON,
          archivedAt: null,
          memberCount: 2,
          touched: 1,
        },
        members: [member(1), member(2)],
      },
      meetings: [],
      breakouts: { open: null, within: null },
      chat: { messages, quoted: [], hasOlder: false, hasNewer: false, ...more },
      recording: null,
      stage: {
        locks: { microphones: false, cameras: false, screens: false },
        ...{ muteOnEntry: false, pin: null, countdown: null, slides: null, touched: 0 },
      },
    },
    personal: {
      rooms: { role: 'learner', mayRead: true, mute: null },
      meetings: { answers: {}, entries: {} },
      breakouts: { asked: false },
      chat: {
        read: { roomId: ROOM, readSeq: 0, unread: 0, mentions: 0, firstUnread: null, turn: 0 },
        from: 0,
        mine: {},
        thanked: [],
      },
    },
  };
}

export function event<T extends EventType>(
  seq: number,
  type: T,
  payload: EventPayload<T>,
  actor = uuid(2),
): LiveEvent<T> {
  const live: unknown = { seq, type, subject: null, actor, at: NOON, payload };
  return live as LiveEvent<T>;
}
export const posted = (seq: number, more: Partial<MessageView> = {}) =>
  event(seq, 'chat.message-posted', { message: message(seq, more) });
export const play = (window: RoomWindow, ...events: LiveEvent[]): RoomWindow =>
  events.reduce((now, one) => applyEvent(now, one, ME), window);
export const page = (head: number, messages: MessageView[], more: Partial<MessagesPage> = {}): MessagesPage => ({
  epoch: 1,
  head,
  messages,
  quoted: [],
  mine: {},
  thanked: [],
  hasOlder: false,
  hasNewer: false,
  ...more,
});
export const texts = (window: RoomWindow | null) => window?.messages.map(({ text }) => text);
