import { randomUUID } from 'node:crypto';
import { upload } from '../support/files.js';
import { breakoutDeeds } from './breakout-deeds.js';
import { command, key, nothing, outcomeOf, route, type RoomDeed } from './deeds.js';
import { meetingDeeds } from './meeting-deeds.js';
import { orderDeeds } from './order-deeds.js';
import { recordingDeeds } from './recording-deeds.js';
import { stageDeeds } from './stage-deeds.js';

const streamOf = (kind: string, roomId: string) => `room:${roomId}${kind.slice('room'.length)}`;

const open = (kind: 'room' | 'room:staff', verb: string): RoomDeed => ({
  operation: `stream ${kind}`,
  verb,
  ...(kind === 'room:staff' ? { hides: ['not-allowed'] } : {}),
  run: async (who, { roomId }) => {
    const stream = streamOf(kind, roomId);
    const answer = await who.socket.decided('stream:open', { stream });
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
  route('POST', '/api/rooms/:id/copies', 'room.export'),
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
  ...meetingDeeds,
  ...breakoutDeeds,
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
  command('chat:remove-preview', 'chat.remove-preview', ({ own }) => ({ messageId: own, url: 'https://a.org' }), {
    key,
    towards: 'own',
  }),
  command('chat:keep-draft', 'chat.keep-draft', () => ({ text: 'hol' })),
  command('chat:save', 'message.save', ({ others }) => ({ messageId: others, saved: true })),
  ...orderDeeds,
  ...stageDeeds,
  ...recordingDeeds,
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
