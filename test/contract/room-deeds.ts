import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../../src/contract/realtime.contract.js';
import { upload } from '../support/files.js';
import type { Answer, Person } from '../support/person.js';
import type { Towards } from './columns.js';
import type { Scene } from './scenes.js';

/** Something that people try in a room. `run` answers `ok` or the code of the refusal. */
export interface RoomDeed {
  /** Name of the route (as declared), the command, the stream kind or the signal. */
  readonly operation: string;
  readonly verb: string;
  readonly towards?: Towards;
  /** Codes that stand for a refusal to somebody who may not even see the room, besides `not-found`. */
  readonly hides?: readonly string[];
  run(who: Person, scene: Scene): Promise<string>;
}

interface ErrorLike {
  code?: string;
}
export async function outcomeOf(asking: Promise<Answer>): Promise<string> {
  const { status, body } = await asking;
  if (status < 300) return 'ok';
  return (typeof body === 'object' && body !== null && (body as ErrorLike).code) || `status ${status}`;
}

const route = (method: string, path: string, verb: string, more: { body?: object; query?: string } = {}): RoomDeed => ({
  operation: `${method} ${path}`,
  verb,
  run: (who, { roomId, own, inviteId, over }) => {
    const url = path
      .replace(/:(roomId|id)\b/, roomId)
      .replace(':inviteId', inviteId)
      .replace(':messageId', own)
      .replace(':meetingId', over)
      .replace(':seq', '1');
    return outcomeOf(who.http.send(method, url + (more.query ?? ''), more.body));
  },
});

const command = <N extends CommandName>(
  name: N,
  verb: string,
  input: (scene: Scene) => Omit<CommandInput<N>, 'roomId' | 'clientId'>,
  more: { towards?: Towards; key?: true } = {},
): RoomDeed => ({
  operation: name,
  verb,
  ...(more.towards ? { towards: more.towards } : {}),
  run: async (who, scene) => {
    const whole: unknown = { roomId: scene.roomId, ...(more.key ? { clientId: randomUUID() } : {}), ...input(scene) };
    const answer = await who.socket.ask(name, whole as CommandInput<N>);
    return answer.ok ? 'ok' : answer.error.code;
  },
});

const key = true;
const nothing = () => ({});
const streamOf = (kind: string, roomId: string) => `room:${roomId}${kind.slice('room'.length)}`;

const open = (kind: 'room' | 'room:staff', verb: string): RoomDeed => ({
  operation: `stream ${kind}`,
  verb,
  ...(kind === 'room:staff' ? { hides: ['not-allowed'] } : {}),
  run: async (who, { roomId }) => {
    const stream = streamOf(kind, roomId);
    const answer = await who.socket.ask('stream:open', { stream });
    await who.socket.do('stream:close', { stream });
    return answer.ok ? 'ok' : answer.error.code;
  },
});

const watch = (kind: 'room' | 'room:staff', verb: string): RoomDeed => ({
  operation: `stream ${kind}`,
  verb,
  hides: ['refused'],
  run: async (who, { roomId }) => {
    const stream = streamOf(kind, roomId);
    const { heads, refused } = await who.socket.do('stream:watch', { streams: [stream] });
    const verdicts = [...heads.map((head) => `${head.stream} ok`), ...refused.map((one) => `${one} refused`)];
    return verdicts.length === 1 ? (verdicts[0] ?? '').slice(stream.length + 1) : verdicts.join();
  },
});

/** A list on a screen names many rooms; those that one may not read are missing in the answer. */
const watchPresence: RoomDeed = {
  operation: 'rooms:watch-presence',
  verb: 'room.read',
  hides: ['missing'],
  run: async (who, { roomId }) => {
    const { rooms } = await who.socket.do('rooms:watch-presence', { roomIds: [roomId] });
    return rooms.some((room) => room.roomId === roomId) ? 'ok' : 'missing';
  },
};

/** Everything that can be tried about one room, through the door that people use. Typing is tried apart: nothing answers it. */
export const roomDeeds: readonly RoomDeed[] = [
  route('GET', '/api/rooms/:id', 'room.read'),
  route('GET', '/api/rooms/:id/snapshot', 'room.read'),
  route('GET', '/api/rooms/:roomId/messages', 'room.read'),
  open('room', 'room.follow'),
  watch('room', 'room.follow'),
  open('room:staff', 'room.follow-staff'),
  watch('room:staff', 'room.follow-staff'),
  route('GET', '/api/rooms/:id/members', 'room.list-members'),
  ...['left', 'removed', 'banned'].map((state) =>
    route('GET', '/api/rooms/:id/members', 'room.list-banned', { query: `?state=${state}` }),
  ),
  route('GET', '/api/rooms/:id/invites', 'room.invite'),
  route('POST', '/api/rooms/:id/invites', 'room.invite', { body: {} }),
  route('DELETE', '/api/rooms/:id/invites/:inviteId', 'room.invite'),
  watchPresence,
  command('rooms:join', 'room.join', nothing),
  command('rooms:leave', 'room.leave', nothing),
  command('rooms:edit', 'room.edit', () => ({ about: 'otras palabras' })),
  command('rooms:set-locks', 'room.set-locks', () => ({ locks: { reactions: true } })),
  command(
    'rooms:set-role',
    'room.set-role',
    ({ extras }) => ({ personId: extras.learner.id, role: 'spectator' as const }),
    {
      towards: 'lower',
    },
  ),
  command(
    'rooms:set-role',
    'room.set-role',
    ({ extras }) => ({ personId: extras.coHost.id, role: 'learner' as const }),
    {
      towards: 'higher',
    },
  ),
  command(
    'rooms:set-role',
    'room.set-role',
    ({ extras }) => ({ personId: extras.learner.id, role: 'co-host' as const }),
    {
      towards: 'higher',
    },
  ),
  command('rooms:remove', 'room.remove-person', ({ extras }) => ({ personId: extras.learner.id }), {
    towards: 'lower',
  }),
  command('rooms:remove', 'room.remove-person', ({ extras }) => ({ personId: extras.coHost.id }), {
    towards: 'higher',
  }),
  command('rooms:ban', 'room.ban-person', ({ extras }) => ({ personId: extras.learner.id, reason: 'porque sí' }), {
    towards: 'lower',
  }),
  command('rooms:ban', 'room.ban-person', ({ extras }) => ({ personId: extras.coHost.id, reason: 'porque sí' }), {
    towards: 'higher',
  }),
  command('rooms:unban', 'room.unban-person', ({ extras }) => ({ personId: extras.banned.id })),
  command('rooms:archive', 'room.archive', nothing),
  command('rooms:reopen', 'room.reopen', nothing),
  command(
    'meetings:schedule',
    'meeting.schedule',
    () => ({ title: 'Otro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 }),
    { key },
  ),
  command('meetings:edit', 'meeting.edit', ({ toCome }) => ({ meetingId: toCome, about: 'mejor' })),
  command('meetings:cancel', 'meeting.cancel', ({ toCome }) => ({ meetingId: toCome })),
  command('meetings:rsvp', 'meeting.rsvp', ({ goingOn }) => ({ meetingId: goingOn, answer: 'yes' as const })),
  command('meetings:enter', 'meeting.enter', ({ goingOn }) => ({ meetingId: goingOn })),
  command('meetings:admit', 'meeting.admit', ({ goingOn }) => ({ meetingId: goingOn, personId: null, admit: true })),
  command('meetings:move-agenda', 'meeting.move-agenda', ({ goingOn }) => ({ meetingId: goingOn, step: 1 })),
  command('meetings:start', 'meeting.start', ({ goingOn }) => ({ meetingId: goingOn })),
  command('meetings:rate', 'meeting.rate', ({ over }) => ({ meetingId: over, stars: 5 })),
  command('meetings:time', 'room.read', nothing),
  route('GET', '/api/rooms/:roomId/meetings', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/calendar.ics', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/waiting', 'meeting.admit'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/attendance', 'meeting.see-attendance'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/attendance.csv', 'meeting.see-attendance'),
  route('GET', '/api/rooms/:roomId/meetings/unrated', 'meeting.rate'),
  route('GET', '/api/rooms/:roomId/calendar', 'meeting.subscribe'),
  route('POST', '/api/rooms/:roomId/calendar', 'meeting.subscribe'),
  command('meetings:end', 'meeting.end', ({ goingOn }) => ({ meetingId: goingOn })),
  command('chat:post', 'chat.post', () => ({ text: 'hola' }), { key }),
  command('chat:edit', 'chat.edit', ({ own }) => ({ messageId: own, text: 'mejor' }), { key, towards: 'own' }),
  command('chat:edit', 'chat.edit', ({ others }) => ({ messageId: others, text: 'mejor' }), { key, towards: 'others' }),
  command('chat:delete', 'chat.delete', ({ own }) => ({ messageId: own }), { key, towards: 'own' }),
  command('chat:delete', 'chat.delete', ({ others }) => ({ messageId: others }), { key, towards: 'others' }),
  command('chat:undo-delete', 'chat.undo-delete', ({ ownDeleted }) => ({ messageId: ownDeleted }), {
    key,
    towards: 'own',
  }),
  command('chat:undo-delete', 'chat.undo-delete', ({ othersDeleted }) => ({ messageId: othersDeleted }), {
    key,
    towards: 'others',
  }),
  command('chat:react', 'chat.react', ({ others }) => ({ messageId: others, emoji: '👍', on: true }), { key }),
  command('chat:read', 'chat.read-mark', () => ({ seq: 3 })),
  command('chat:mark-answer', 'chat.mark-answer', ({ own, others }) => ({ messageId: own, answerId: others }), {
    key,
    towards: 'own',
  }),
  command('chat:mark-answer', 'chat.mark-answer', ({ others }) => ({ messageId: others, answerId: null }), {
    key,
    towards: 'others',
  }),
  command('chat:thank', 'chat.thank', ({ others }) => ({ messageId: others }), { key }),
  command('chat:pin', 'chat.pin', ({ others }) => ({ messageId: others, pin: 'pin' as const }), { key }),
  command('chat:read-thread', 'chat.read-mark', ({ others }) => ({ threadId: others, seq: 3 })),
  command('chat:follow-thread', 'chat.follow-thread', ({ others }) => ({
    threadId: others,
    following: true,
    muted: false,
  })),
  route('GET', '/api/rooms/:roomId/threads', 'room.read'),
  route('GET', '/api/rooms/:roomId/questions', 'room.read'),
  route('GET', '/api/rooms/:roomId/pins', 'room.read'),
  route('GET', '/api/rooms/:roomId/threads/:messageId', 'room.read'),
  route('GET', '/api/rooms/:roomId/messages/:messageId', 'room.read'),
  route('GET', '/api/rooms/:roomId/messages/at/:seq', 'room.read'),
  route('GET', '/api/rooms/:roomId/messages/:messageId/reactions', 'room.read'),
  ...(['own', 'others'] as const).map((towards) =>
    command(
      'chat:remove-preview',
      'chat.remove-preview',
      (scene) => ({ messageId: scene[towards], url: 'https://example.org/' }),
      { key, towards },
    ),
  ),
  command('chat:keep-draft', 'chat.keep-draft', () => ({ text: 'hol' })),
  command('chat:save', 'message.save', ({ others }) => ({ messageId: others, saved: true })),
  route('GET', '/api/rooms/:roomId/materials', 'room.read'),
  command('materials:add', 'material.add', ({ newFile }) => ({ fileId: newFile, title: 'Apuntes' }), { key }),
  ...(['own', 'others'] as const).flatMap((towards) => [
    command(
      'materials:edit',
      'material.edit',
      (scene) => ({ materialId: scene[`${towards}Material`], title: 'Apuntes', licence: '' }),
      { key, towards },
    ),
    command('materials:remove', 'material.remove', (scene) => ({ materialId: scene[`${towards}Material`] }), {
      key,
      towards,
    }),
  ]),
  command('materials:move', 'material.order', (scene) => ({ materialId: scene.othersMaterial, place: 0 }), { key }),
  {
    operation: 'POST /api/rooms/:roomId/files',
    verb: 'file.attach',
    run: async (who, { roomId }) => outcomeOf(upload<unknown>(who, roomId, 'apuntes.txt', 'hola')),
  },
  route('GET', '/api/rooms/:roomId/files', 'room.read', { query: `?ids=${randomUUID()}` }),
  route('GET', '/api/rooms/:roomId/messages/:messageId/versions', 'chat.see-versions'),
];
