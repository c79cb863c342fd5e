import { randomUUID } from 'node:crypto';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import type { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { recordingExamples } from './recording-examples.js';
import { callExamples, stageExamples } from './stage-examples.js';
import { assertWell, type Room, twoRooms } from './two-rooms.js';

const key = () => randomUUID();

let hub: TestHub;
let vera: Person;
let malo: Person;
let hers: Room & { inviteId: string };
let his: Room;

beforeAll(async () => {
  ({ hub, vera, malo, hers, his } = await twoRooms());
});
afterAll(() => hub.close());
afterEach(() => assertWell({ hub, vera, hers }));

describe('with the ids of other people’s things', () => {
  it('no command reaches a room that is not one’s own', async () => {
    const { roomId, messageId } = hers;
    const inputs: Partial<Record<CommandName, object>> = {
      'rooms:join': {},
      'rooms:leave': {},
      'rooms:edit': { title: 'Mía' },
      'rooms:set-locks': { locks: { chat: true } },
      'rooms:set-role': { personId: malo.id, role: 'host' },
      'rooms:remove': { personId: vera.id },
      'rooms:ban': { personId: vera.id, reason: 'x' },
      'rooms:unban': { personId: malo.id },
      'rooms:archive': {},
      'rooms:reopen': {},
      'meetings:schedule': {
        clientId: key(),
        title: 'Mía',
        date: '2099-01-01',
        time: '10:00',
        timeZone: 'UTC',
        minutes: 30,
      },
      'minutes:edit': { meetingId: messageId, revision: 0, summary: 'Mía', own: [], hidden: [], words: [] },
      'minutes:publish': { meetingId: messageId },
      'meetings:edit': { meetingId: messageId, title: 'Mía' },
      'meetings:cancel': { meetingId: messageId },
      'meetings:rsvp': { meetingId: messageId, answer: 'yes' },
      'meetings:start': { meetingId: messageId },
      'meetings:end': { meetingId: messageId },
      'meetings:enter': { meetingId: messageId },
      'meetings:admit': { meetingId: messageId, personId: malo.id, admit: true },
      'meetings:move-agenda': { meetingId: messageId, step: 0 },
      'meetings:rate': { meetingId: messageId, stars: 1 },
      'meetings:time': {},
      'chat:post': { clientId: key(), text: 'x' },
      'chat:edit': { clientId: key(), messageId, text: 'x' },
      'chat:delete': { clientId: key(), messageId },
      'chat:undo-delete': { clientId: key(), messageId },
      'chat:react': { clientId: key(), messageId, emoji: '👍', on: true },
      'chat:read': { seq: 1 },
      ...stageExamples(roomId, vera.id, messageId),
      ...callExamples(roomId),
      ...recordingExamples(roomId),
    };
    const head = await hub.log.heads([`room:${roomId}`]);
    for (const [name, input] of Object.entries(inputs)) {
      const refused = await malo.socket.refused(name as CommandName, { roomId, ...input });
      expect({ name, refused }).toEqual({ name, refused: 'not-found' });
    }
    expect(await hub.log.heads([`room:${roomId}`])).toEqual(head);
  });

  it('no message of another room is touched, answered or read through one’s own', async () => {
    const { roomId } = his;
    const { messageId } = hers;
    const inputs: Partial<Record<CommandName, object>> = {
      'chat:edit': { messageId, text: 'x' },
      'chat:delete': { messageId },
      'chat:undo-delete': { messageId },
      'chat:react': { messageId, emoji: '👍', on: true },
      'chat:post': { text: 'x', replyTo: messageId },
    };
    for (const [name, input] of Object.entries(inputs)) {
      const refused = await malo.socket.refused(name as CommandName, { roomId, clientId: key(), ...input });
      expect(['chat/message-gone', 'chat/not-yours', 'not-allowed']).toContain(refused);
    }
    const versions = await malo.http.get(`/api/rooms/${roomId}/messages/${messageId}/versions`);
    expect(versions.status).toBe(404);
    const revoked = await malo.http.delete(`/api/rooms/${roomId}/invites/${hers.inviteId}`);
    expect(revoked.status).toBe(404);
    const [message] = await hub.sql.query(`select text, state from messages where id = $1`, [messageId]);
    expect(message).toEqual({ text: 'entre nosotras', state: 'visible' });
    const [invite] = await hub.sql.query('select revoked_at from invites where id = $1', [hers.inviteId]);
    expect(invite).toEqual({ revoked_at: null });
  });

  it('no list and no search shows a room that one may not see', async () => {
    for (const query of [
      'scope=public',
      'scope=mine',
      'scope=public&q=Vera',
      'scope=mine&q=Vera',
      'scope=public&q=%25',
    ]) {
      const { body } = await malo.http.get(`/api/rooms?${query}`);
      expect(JSON.stringify(body)).not.toContain(hers.roomId);
    }
  });

  it('nobody is made a member, host or mentioned person of a room by naming them', async () => {
    const { roomId } = his;
    for (const personId of [vera.id, randomUUID()]) {
      expect(await malo.socket.refused('rooms:set-role', { roomId, personId, role: 'host' })).toBe(
        'rooms/person-not-in-room',
      );
      expect(await malo.socket.refused('rooms:remove', { roomId, personId })).toBe('rooms/person-not-in-room');
      expect(await malo.socket.refused('rooms:ban', { roomId, personId, reason: 'x' })).toBe(
        'rooms/person-not-in-room',
      );
    }
    await malo.socket.post(roomId, 'oye', { mentions: [vera.id] });
    await hub.log.settled();
    const told = await hub.sql.query('select 1 from events where stream = $1 and type like $2', [
      `account:${vera.id}`,
      'chat.%',
    ]);
    expect(told).toEqual([]);
  });
});

describe('following what is not one’s own', () => {
  it('other people’s streams, unknown kinds and inner streams do not exist', async () => {
    const { roomId } = hers;
    const streams = [
      `account:${vera.id}`,
      `account:${vera.id}:staff`,
      `room:${roomId}`,
      `room:${roomId}:staff`,
      `room:${roomId}:public`,
      `competition:${roomId}`,
      `room:${'-'.repeat(36)}`,
      `room:${vera.id}`,
    ];
    for (const stream of streams) {
      expect(['not-found', 'not-allowed', 'invalid-input']).toContain(
        await malo.socket.refused('stream:open', { stream }),
      );
      const after = { epoch: 1, seq: 0 };
      expect(['not-found', 'not-allowed', 'invalid-input']).toContain(
        await malo.socket.refused('stream:open', { stream, after }),
      );
    }
    // What is not even the name of a stream makes the whole list invalid.
    const named = streams.filter((stream) => !stream.includes('--'));
    expect(await malo.socket.do('stream:watch', { streams: named })).toEqual({ heads: [], refused: named });
    await vera.socket.post(roomId, 'secreto');
    await malo.socket.do('stream:close', { stream: `room:${roomId}` });
    expect(malo.socket.events.filter(({ stream }) => streams.includes(stream))).toEqual([]);
    expect([...malo.socket.signals.keys()].filter((stream) => streams.includes(stream))).toEqual([]);
  });

  it('nobody speaks by signal where they may not, as somebody else, or with what is no signal', async () => {
    await vera.socket.open(`room:${hers.roomId}`);
    const inputs = [
      { stream: `room:${hers.roomId}`, name: 'typing', value: { typing: true } },
      { stream: `account:${vera.id}`, name: 'typing', value: { typing: true } },
      { stream: `account:${malo.id}`, name: 'read', value: {} },
      { stream: `room:${his.roomId}`, name: `typing:${vera.id}`, value: { typing: true } },
      { stream: `room:${his.roomId}`, name: 'presence', value: { person: { id: vera.id } } },
      null,
      [],
      'typing',
    ];
    for (const input of inputs) malo.socket.raw.emit('signal:set', input);
    await malo.socket.ask('chat:read', { roomId: hers.roomId, seq: 1 });
    await vera.socket.post(hers.roomId, 'nadie escribe');
    const keys = [...(vera.socket.signals.get(`room:${hers.roomId}`)?.keys() ?? [])];
    expect(keys.filter((name) => name.includes(malo.id) || name.startsWith('typing'))).toEqual([]);
    await vera.socket.do('stream:close', { stream: `room:${hers.roomId}` });
  });

  it('whoever was removed, banned or suspended opens nothing any more', async () => {
    const paco = await hub.person('Paco');
    const admin = await hub.person('Adela', { role: 'admin' });
    const live = await paco.connect();
    const invite = await vera.http.post<{ code: string }>(`/api/rooms/${hers.roomId}/invites`, {});
    const stream = `room:${hers.roomId}`;
    const come = () => paco.http.post(`/api/invites/${invite.body.code}/accept`, {});
    expect((await come()).status).toBe(200);
    await live.open(stream);
    await vera.socket.do('rooms:remove', { roomId: hers.roomId, personId: paco.id });
    await waitFor('the end of the following', () => live.closed.some((closed) => closed.stream === stream));
    expect(await live.refused('stream:open', { stream, after: { epoch: 1, seq: 0 } })).toBe('not-found');
    expect((await come()).status).toBe(200);
    await vera.socket.do('rooms:ban', { roomId: hers.roomId, personId: paco.id, reason: 'otra vez' });
    expect(await live.refused('stream:open', { stream, after: { epoch: 1, seq: 0 } })).toBe('not-found');
    expect((await come()).status).toBe(403);
    await admin.http.put(`/api/admin/people/${paco.id}/ban`, { reason: 'spam' });
    await waitFor('the end of the socket', () => live.raw.disconnected);
    await expect(Live.connect(hub.url, paco.token)).rejects.toThrow('accounts/banned');
    expect((await paco.http.get('/api/account')).status).toBe(403);
    expect(live.events.at(-1)?.stream).toBe(`account:${paco.id}`);
    await live.event('accounts.session-ended', ({ payload }) => payload.reason === 'banned');
  });
});
