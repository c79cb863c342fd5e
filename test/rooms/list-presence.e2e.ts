import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { listedPresence, type ListedPresence } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { crowd } from './crowd.js';

describe('live counts in lists of rooms', () => {
  let hub: TestHub;
  let host: Person;
  let lola: Person;
  let pia: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [host, lola, pia] = await Promise.all([hub.person('Hugo'), hub.person('Lola'), hub.person('Pía')]);
    await Promise.all([host.connect(), lola.connect(), pia.connect()]);
  });
  afterAll(() => hub.close());

  const look = (live: Live, roomIds: string[]) => live.do('rooms:watch-presence', { roomIds });
  const told = (who: Person, roomId: string, live = who.socket): ListedPresence | undefined => {
    const value = live.signal(`account:${who.id}`, `present:${roomId}`);
    return value === undefined ? undefined : listedPresence.parse(value);
  };
  const names = (value: ListedPresence | undefined) => value?.faces.map(({ name }) => name).sort();

  it('somebody who enters and leaves is seen by whoever looks at the list, who is in no room at all', async () => {
    const roomId = await hub.room(host);
    expect(await look(lola.socket, [roomId])).toEqual({ rooms: [{ roomId, present: 0, faces: [] }] });
    await pia.socket.do('rooms:join', { roomId });
    await pia.socket.open(`room:${roomId}`);
    await waitFor('Pía in the list', () => names(told(lola, roomId))?.join() === 'Pía');
    await host.socket.open(`room:${roomId}`);
    await waitFor('both in the list', () => told(lola, roomId)?.present === 2);
    expect(names(told(lola, roomId))).toEqual(['Hugo', 'Pía']);
    await pia.socket.do('stream:close', { stream: `room:${roomId}` });
    await host.socket.do('stream:close', { stream: `room:${roomId}` });
    await waitFor('the room to be empty again', () => told(lola, roomId)?.present === 0);
    expect(await look(lola.socket, [roomId])).toEqual({ rooms: [{ roomId, present: 0, faces: [] }] });
  });

  it('is told to every window of the person, and counts people of other nodes', async () => {
    const roomId = await hub.room(host);
    const other = await TestHub.boot({ database: hub.database, dataDir: hub.dataDir });
    try {
      const second = await lola.connect();
      await look(lola.socket, [roomId]);
      await host.socket.open(`room:${roomId}`);
      await waitFor('the host in the second window', () => told(lola, roomId, second)?.present === 1);
      await pia.socket.do('rooms:join', { roomId });
      const elsewhere = await Live.connect(other.url, pia.token);
      await elsewhere.open(`room:${roomId}`);
      await waitFor('Pía, who is on the other node', () => told(lola, roomId)?.present === 2);
      elsewhere.close();
      await waitFor('Pía to be gone', () => told(lola, roomId)?.present === 1);
    } finally {
      await other.close();
    }
  });

  it('is silent about what one may not read, from the moment on when one may not', async () => {
    const secret = await hub.room(host, { visibility: 'private' });
    const open = await hub.room(host);
    expect(await look(lola.socket, [secret, open, open])).toEqual({ rooms: [{ roomId: open, present: 0, faces: [] }] });
    await host.socket.do('rooms:edit', { roomId: open, visibility: 'private' });
    await host.socket.open(`room:${open}`);
    await host.socket.open(`room:${secret}`);
    const watching = await hub.room(host);
    await look(lola.socket, [watching]);
    await host.socket.open(`room:${watching}`);
    await waitFor('news of the room that may be read', () => told(lola, watching)?.present === 1);
    expect(told(lola, open)).toBeUndefined();
    expect(told(lola, secret)).toBeUndefined();
    for (const roomId of [open, secret, watching]) await host.socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('ends by itself when nobody looks any more', async () => {
    const [first, second] = [await hub.room(host), await hub.room(host)];
    await look(lola.socket, [first]);
    hub.clock.advance(61_000);
    await look(lola.socket, [second]);
    await host.socket.open(`room:${first}`);
    await host.socket.open(`room:${second}`);
    await waitFor('news of what is looked at', () => told(lola, second)?.present === 1);
    expect(told(lola, first)).toBeUndefined();
    for (const roomId of [first, second]) await host.socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('a crowd that comes in at once costs each onlooker a few words, not one for each who came', async () => {
    const roomId = await hub.room(host, { capacity: 500 });
    const people = await crowd(hub, 60);
    const onlookers = people.splice(0, 10);
    const heard = new Map<Person, string[]>();
    for (const person of onlookers) {
      const live = await person.connect();
      const words: string[] = [];
      heard.set(person, words);
      live.raw.on('signals', (batch) => void words.push(JSON.stringify(batch)));
      await look(live, [roomId]);
    }
    const began = performance.now();
    for (const person of people) {
      const live = await person.connect();
      await live.do('rooms:join', { roomId });
      await live.open(`room:${roomId}`);
    }
    for (const person of onlookers)
      await waitFor('everybody to be counted', () => told(person, roomId)?.present === people.length);
    const seconds = (performance.now() - began) / 1_000;
    for (const words of heard.values()) {
      const about = words.filter((word) => word.includes(`present:${roomId}`));
      expect(about.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
      expect(about.length).toBeLessThan(people.length);
      for (const word of about) expect(Buffer.byteLength(word)).toBeLessThan(1_024);
    }
    for (const person of [...people, ...onlookers]) person.close();
  });

  it('asks the tables twice for a list of twenty rooms, and then once for all lists of the node', async () => {
    const roomIds = await Promise.all(Array.from({ length: 20 }, () => hub.room(host)));
    const source = hub.app.get(DataSource);
    const spy = jest.spyOn(source, 'query');
    const ofLists = () =>
      spy.mock.calls.filter(([text]) => /unnest.* as place|from visits v join memberships/s.test(text));
    try {
      expect((await look(lola.socket, roomIds)).rooms).toHaveLength(20);
      await look(pia.socket, roomIds.slice(0, 10));
      // Rights and counts; then rights alone, since these rooms are looked at already; and perhaps the reading of the second.
      expect(ofLists().length).toBeLessThanOrEqual(4);
      spy.mockClear();
      const readings = () => spy.mock.calls.filter(([text]) => text.includes('from visits v join memberships'));
      await waitFor('the next reading', () => readings().length > 0);
      expect(readings()).toHaveLength(1);
    } finally {
      spy.mockRestore();
    }
    const tooMany = Array.from({ length: 101 }, () => roomIds[0] ?? '');
    expect(await lola.socket.refused('rooms:watch-presence', { roomIds: tooMany })).toBe('invalid-input');
  });
});
