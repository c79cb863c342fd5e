import { randomUUID } from 'node:crypto';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import { recordingExamples } from './recording-examples.js';
import { callExamples, stageExamples } from './stage-examples.js';
import { breakoutExamples } from './breakout-examples.js';
import { plan } from './three-meetings.js';

export type Input = Record<string, unknown>;

/** What the examples speak of, all of it in one room. */
interface Scene {
  roomId: string;
  /** A message of the host, and somebody else in the room. */
  messageId: string;
  /** A message of that somebody else. */
  theirMessageId: string;
  personId: string;
  /** One to come (part of a series), one that goes on with its doors closed, one that is over. */
  meetings: Record<'toCome' | 'goingOn' | 'over', string>;
  /** A file that no message shows yet, and one that is a material. */
  fileId: string;
  materialId: string;
  /** The file of it. */
  slidesId: string;
  /** The conversation of the two. */
  directId: string;
  /** A question of the host, and somebody else's reply to it. */
  questionId: string;
  answerId: string;
}

/** A valid input of every command, with every optional field. The room's host sends it. */
export function commandExample(name: CommandName, scene: Scene): Input {
  const { roomId, messageId, theirMessageId, personId, meetings, fileId, materialId, questionId, answerId, slidesId } =
    scene;
  const inRoom = { roomId };
  const keyedInRoom = () => ({ roomId, clientId: randomUUID() });
  const inputs: Record<CommandName, Input> = {
    'stream:open': { stream: `room:${roomId}`, after: { epoch: 1, seq: 1 } },
    'stream:close': { stream: `room:${roomId}` },
    'stream:watch': { streams: [`room:${roomId}`] },
    'rooms:watch-presence': { roomIds: [roomId] },
    'rooms:join': { ...inRoom, as: 'spectator' },
    'rooms:leave': inRoom,
    'rooms:edit': { ...inRoom, title: 'Otra', about: 'algo', language: 'en', visibility: 'unlisted', capacity: 20 },
    'rooms:set-locks': {
      ...inRoom,
      locks: { chat: true, reactions: true, files: true, announcements: true, slowSeconds: 5 },
    },
    'rooms:set-memory': { ...inRoom, memory: { keepDays: 90, historyFrom: 'joined' } },
    'rooms:mute': { ...inRoom, personId, minutes: 10, reason: 'porque sí' },
    'rooms:unmute': { ...inRoom, personId },
    'rooms:set-role': { ...inRoom, personId, role: 'spectator' },
    'rooms:remove': { ...inRoom, personId },
    'rooms:ban': { ...inRoom, personId, reason: 'porque sí' },
    'rooms:unban': { ...inRoom, personId },
    'rooms:archive': inRoom,
    'rooms:reopen': inRoom,
    'meetings:schedule': {
      ...inRoom,
      ...plan,
      clientId: randomUUID(),
      repeat: { every: 'week', interval: 2, weekdays: [1, 3], count: 3, until: '2099-12-31' },
    },
    'meetings:edit': { ...inRoom, ...plan, meetingId: meetings.toCome, scope: 'following' },
    'meetings:cancel': { ...inRoom, meetingId: meetings.toCome, scope: 'one' },
    'meetings:rsvp': { ...inRoom, meetingId: meetings.toCome, answer: 'maybe' },
    'meetings:start': { ...inRoom, meetingId: meetings.goingOn },
    'meetings:end': { ...inRoom, meetingId: meetings.goingOn },
    'meetings:enter': { ...inRoom, meetingId: meetings.goingOn },
    'meetings:admit': { ...inRoom, meetingId: meetings.goingOn, personId, admit: true },
    'meetings:move-agenda': { ...inRoom, meetingId: meetings.goingOn, step: 0 },
    'meetings:rate': { ...inRoom, meetingId: meetings.over, stars: 4, word: 'bien' },
    'meetings:time': inRoom,
    'minutes:edit': {
      ...inRoom,
      meetingId: meetings.over,
      revision: 0,
      summary: 'Breve',
      own: [{ kind: 'open', text: 'Buscar sala' }],
      hidden: [messageId],
      words: [{ messageId, text: 'Dicho de otro modo' }],
    },
    'minutes:publish': { ...inRoom, meetingId: meetings.over },
    'chat:post': {
      ...inRoom,
      clientId: randomUUID(),
      text: 'hola',
      replyTo: messageId,
      mentions: [personId],
      attachments: [{ id: fileId, alt: 'algo' }],
      threadId: messageId,
      asks: true,
      decision: false,
    },
    'chat:edit': { ...inRoom, clientId: randomUUID(), messageId, text: 'adiós', mentions: [personId] },
    'chat:delete': { ...inRoom, clientId: randomUUID(), messageId },
    'chat:undo-delete': { ...inRoom, clientId: randomUUID(), messageId },
    'chat:react': { ...inRoom, clientId: randomUUID(), messageId, emoji: '👍', on: true },
    'chat:read': { ...inRoom, seq: 1 },
    'chat:mark-answer': { ...keyedInRoom(), messageId: questionId, answerId },
    'chat:thank': { ...keyedInRoom(), messageId: answerId },
    'chat:pin': { ...keyedInRoom(), messageId, pin: 'decision' },
    'chat:read-thread': { ...inRoom, threadId: questionId, seq: 1 },
    'chat:follow-thread': { ...inRoom, threadId: questionId, following: true, muted: true },
    'chat:keep-draft': { ...inRoom, threadId: messageId, text: 'hol', replyTo: messageId, ageMs: 5 },
    'chat:remove-preview': { ...keyedInRoom(), messageId, url: 'https://example.org/' },
    'chat:save': { ...inRoom, messageId, saved: true },
    'chat:report': { ...keyedInRoom(), messageId: theirMessageId, reason: 'spam', words: 'Vende cosas' },
    'chat:hide': { ...keyedInRoom(), messageId, reason: 'porque sí' },
    'chat:show': { ...keyedInRoom(), messageId, reason: 'no era para tanto' },
    'chat:settle-reports': { ...keyedInRoom(), messageId, outcome: 'kept', reason: 'porque sí' },
    ...stageExamples(roomId, personId, slidesId),
    ...callExamples(scene.directId),
    ...recordingExamples(roomId),
    ...breakoutExamples(roomId, personId),
    'materials:add': { ...keyedInRoom(), fileId, title: 'Apuntes', licence: 'CC BY 4.0' },
    'materials:edit': { ...keyedInRoom(), materialId, title: 'Otros apuntes', licence: 'CC BY 4.0' },
    'materials:move': { ...keyedInRoom(), materialId, place: 0 },
    'materials:remove': { ...keyedInRoom(), materialId },
  };
  return inputs[name];
}
