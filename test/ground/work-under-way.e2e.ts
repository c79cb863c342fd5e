import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { buildServer, cleanUp, databasePid, newFolder, startHub, until } from './hub-process.js';
import { signIn, somebodyAt, textsOf } from './somebody.js';

describe('work under way', () => {
  beforeAll(buildServer);
  afterAll(cleanUp);

  it('is finished, acknowledged and kept when the hub is told to stop; the rest is refused in words', async () => {
    const settings = { DATA_DIR: join(newFolder(), 'data') };
    const hub = startHub(settings);
    const alice = await somebodyAt(await hub.ready);
    await alice.live.open(`room:${alice.roomId}`);
    const sent = Array.from({ length: 60 }, (_, index) => `mensaje ${index}`);
    const answers = sent.map((text) =>
      alice.live.ask('chat:post', { roomId: alice.roomId, clientId: randomUUID(), text }),
    );
    const rooms = sent.slice(0, 10).map((title) => alice.http.post('/api/rooms', { kind: 'study-group', title }));
    await answers[0];
    hub.kill('SIGTERM');

    const kept: string[] = [];
    for (const [index, answer] of (await Promise.all(answers)).entries()) {
      if (answer.ok) kept.push(sent[index] ?? '');
      else expect(['shutting-down', 'too-fast', 'busy']).toContain(answer.error.code);
    }
    // A connection that was still waiting to be taken is cut; a request that was taken is answered.
    const made = (await Promise.allSettled(rooms)).flatMap((room, index) => {
      if (room.status === 'rejected') return [];
      expect([201, 503]).toContain(room.value.status);
      return room.value.status === 201 ? [sent[index]] : [];
    });
    await until(() => (alice.live.byes.length > 0 ? true : undefined));
    expect(alice.live.byes[0]).toMatchObject({ reason: 'restarting' });
    expect(await hub.exited).toBe(0);
    expect(hub.errors()).toBe('');
    alice.live.close();

    const again = startHub(settings);
    const http = await signIn(await again.ready, alice);
    expect(kept.length).toBeGreaterThan(0);
    expect((await textsOf(http, alice.roomId)).toSorted()).toEqual(kept.toSorted());
    const list = await http.get<{ rooms: { room: { title: string } }[] }>('/api/rooms');
    expect(list.body.rooms.map(({ room }) => room.title)).toEqual(expect.arrayContaining(made));
    again.kill('SIGTERM');
    expect(await again.exited).toBe(0);
  });

  it('loses nothing it has acknowledged when hub and database are killed, and people come back', async () => {
    const settings = { DATA_DIR: join(newFolder(), 'data') };
    const hub = startHub(settings);
    const alice = await somebodyAt(await hub.ready);
    const texts = Array.from({ length: 25 }, (_, index) => `mensaje ${index}`);
    for (const text of texts) await alice.live.post(alice.roomId, text);
    const database = databasePid(settings.DATA_DIR);
    hub.kill('SIGKILL');
    if (database !== undefined) process.kill(database, 'SIGKILL');
    await hub.exited;
    alice.live.close();

    const again = startHub(settings);
    const http = await signIn(await again.ready, alice);
    expect(await textsOf(http, alice.roomId)).toEqual(expect.arrayContaining(texts));
    again.kill('SIGTERM');
    expect(await again.exited).toBe(0);
  });

  it('goes on after the database was killed under the living hub', async () => {
    const settings = { DATA_DIR: join(newFolder(), 'data') };
    const hub = startHub(settings);
    const alice = await somebodyAt(await hub.ready);
    const database = databasePid(settings.DATA_DIR);
    if (database === undefined) throw new Error('The database does not run.');
    process.kill(database, 'SIGKILL');

    const clientId = randomUUID();
    const seen = new Set<string>();
    const posted = await until(async () => {
      const answer = await alice.live.ask('chat:post', { roomId: alice.roomId, clientId, text: 'sigo aquí' });
      if (!answer.ok) seen.add(answer.error.code);
      return answer.ok ? answer.data : undefined;
    });
    expect(posted.seq).toBeGreaterThan(0);
    expect([...seen].every((code) => code === 'try-again' || code === 'too-fast')).toBe(true);
    expect(await textsOf(alice.http, alice.roomId)).toEqual(['sigo aquí']);
    alice.live.close();
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });
});
