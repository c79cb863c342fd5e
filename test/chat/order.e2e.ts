import { randomUUID } from 'node:crypto';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const MINUTE = 60_000;
const key = () => randomUUID();

describe('order in a room', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all([hub.person('Ana'), hub.person('Beto'), hub.person('Caro')]);
    await Promise.all([ana, beto, caro].map((person) => person.connect()));
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(ana, { title: 'Sala en orden' });
    for (const person of [beto, caro]) await person.socket.do('rooms:join', { roomId });
  });

  describe('slow mode', () => {
    const slow = (slowSeconds: number) => ana.socket.do('rooms:set-locks', { roomId, locks: { slowSeconds } });

    it('lets each speak once in that time by the clock of the hub, and the staff as it likes', async () => {
      await slow(60);
      await beto.socket.post(roomId, 'uno');
      hub.clock.advance(59_000);
      const answer = await beto.socket.ask('chat:post', { roomId, clientId: key(), text: 'dos' });
      expect(answer).toMatchObject({ ok: false, error: { code: 'chat/slow-mode', details: { retryAfter: 1 } } });
      // Somebody else has a time of their own.
      await caro.socket.post(roomId, 'yo también');
      for (const text of ['a', 'b', 'c']) await ana.socket.post(roomId, text);
    });

    it('takes the same message with the same key when its time has come, once', async () => {
      await slow(5);
      await beto.socket.post(roomId, 'uno');
      const second = { roomId, clientId: key(), text: 'dos' };
      expect(await beto.socket.refused('chat:post', second)).toBe('chat/slow-mode');
      hub.clock.advance(5_000);
      const taken = await beto.socket.do('chat:post', second);
      expect(await beto.socket.do('chat:post', second)).toEqual(taken);
    });

    it('counts what was deleted, holds among messages at once, and ends when it is lifted', async () => {
      await slow(600);
      const { messageId } = await beto.socket.post(roomId, 'uno');
      await beto.socket.do('chat:delete', { roomId, clientId: key(), messageId });
      expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/slow-mode');
      const others = await Promise.all(
        [1, 2, 3, 4].map((n) => caro.socket.ask('chat:post', { roomId, clientId: key(), text: `a la vez ${n}` })),
      );
      expect(others.filter(({ ok }) => ok)).toHaveLength(1);
      await slow(0);
      await beto.socket.post(roomId, 'por fin');
    });
  });

  it('announcements: only the staff begins anything, everybody reacts, and it changes live', async () => {
    await beto.socket.open(`room:${roomId}`);
    await ana.socket.do('rooms:set-locks', { roomId, locks: { announcements: true } });
    await beto.socket.event('rooms.locks-changed', ({ payload }) => payload.locks.announcements);
    expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/announcements');
    const { messageId } = await ana.socket.post(roomId, 'Mañana empezamos');
    await beto.socket.do('chat:react', { roomId, clientId: key(), messageId, emoji: '🎉', on: true });
    await ana.socket.do('rooms:set-locks', { roomId, locks: { announcements: false } });
    await beto.socket.post(roomId, 'Ahora sí');
    await beto.socket.do('stream:close', { stream: `room:${roomId}` });
  });

  describe('a muted person', () => {
    const mute = (minutes: 10 | null, reason = 'Insulta') =>
      ana.socket.do('rooms:mute', { roomId, personId: beto.id, minutes, reason });
    const muteOf = async (person: Person) =>
      (await person.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body.personal.rooms.mute;

    it('reads and writes nothing: no message, edit, reaction or undo; and sees until when and why', async () => {
      const { messageId } = await beto.socket.post(roomId, 'mío');
      const { messageId: gone } = await beto.socket.post(roomId, 'me arrepiento');
      await mute(10);
      const about = { roomId, messageId };
      expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/muted');
      expect(await beto.socket.refused('chat:edit', { ...about, clientId: key(), text: 'x' })).toBe('chat/muted');
      const reaction = { ...about, clientId: key(), emoji: '👍', on: true };
      expect(await beto.socket.refused('chat:react', reaction)).toBe('chat/muted');
      await beto.socket.do('chat:delete', { roomId, clientId: key(), messageId: gone });
      const undo = { roomId, clientId: key(), messageId: gone };
      expect(await beto.socket.refused('chat:undo-delete', undo)).toBe('chat/muted');
      await beto.socket.do('chat:read', { roomId, seq: 3 });
      const until = new Date(hub.clock.epochMs() + 10 * MINUTE);
      const told = await beto.socket.event('rooms.mute-changed', ({ payload }) => payload.roomId === roomId);
      expect(told).toMatchObject({ actor: null, payload: { mute: { reason: 'Insulta' } } });
      expect(Date.parse(told.payload.mute?.until ?? '')).toBeLessThanOrEqual(until.getTime());
      expect(await muteOf(beto)).toEqual(told.payload.mute);
      expect(await muteOf(caro)).toBeNull();
    });

    it('speaks again when the time is over, or when it is lifted; leaving and coming back is no way out', async () => {
      await mute(10);
      hub.clock.advance(10 * MINUTE);
      await beto.socket.post(roomId, 'de vuelta');
      expect(await muteOf(beto)).toBeNull();
      await mute(null);
      await beto.socket.do('rooms:leave', { roomId });
      await beto.socket.do('rooms:join', { roomId });
      expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/muted');
      await ana.socket.do('rooms:unmute', { roomId, personId: beto.id });
      await beto.socket.post(roomId, 'gracias');
      const { body } = await ana.http.get<{ decisions: object[]; muted: object[] }>(`/api/rooms/${roomId}/decisions`);
      expect(body.muted).toEqual([]);
      expect(body.decisions).toMatchObject([
        { action: 'unmuted', person: { id: beto.id }, by: { id: ana.id } },
        { action: 'muted', until: null, reason: 'Insulta' },
        { action: 'muted', until: expect.any(String) },
      ]);
    });

    it('nobody mutes themself, somebody who was never there, or, as a co-host, another co-host', async () => {
      const self = { roomId, personId: ana.id, minutes: 10 as const, reason: 'x' };
      expect(await ana.socket.refused('rooms:mute', self)).toBe('not-allowed');
      expect(await ana.socket.refused('rooms:mute', { ...self, personId: key() })).toBe('rooms/person-not-in-room');
      for (const { id } of [beto, caro])
        await ana.socket.do('rooms:set-role', { roomId, personId: id, role: 'co-host' });
      expect(await beto.socket.refused('rooms:mute', { ...self, personId: caro.id })).toBe('not-allowed');
    });
  });
});
