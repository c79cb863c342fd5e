import { jest } from '@jest/globals';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import { Http, Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { cast } from './cast.js';
import { type Column, mainColumns, mayBy, notedColumns, occurs, type Setting, settings } from './columns.js';
import { routesOf } from './operations.js';
import type { RoomDeed } from './deeds.js';
import { roomDeeds } from './room-deeds.js';
import { type Extras, type Scene, scenes } from './scenes.js';
import { Witness } from './witness.js';

// Many deeds a test: far more than they take, also on a machine that is busy with other things.
jest.setTimeout(180_000);

/** Codes that say "no" to somebody who may see the room. What is not here and not `ok` is a fault. */
const REFUSALS = [
  ...['not-allowed', 'rooms/not-a-member', 'rooms/archived', 'rooms/banned'],
  ...['chat/locked', 'chat/reactions-locked', 'chat/spectators-read', 'chat/not-yours', 'accounts/not-for-guests'],
  'chat/not-your-question',
  ...['materials/not-yours', 'uploads/locked', 'stage/locked'],
];
/** Whoever was a member once knows the room: when coming back or writing they hear why, even where they cannot see it any more. */
const ONCE_MEMBER = ['rooms/not-a-member', 'rooms/banned', 'not-allowed'];

interface Cell {
  readonly deed: RoomDeed;
  readonly column: Column;
  readonly setting: Setting;
}

describe('in a room, everybody may do what docs/permissions.md says', () => {
  const columns = [...mainColumns, ...notedColumns];
  const people = new Map<string, Person>();
  let hub: TestHub;
  let extras: Extras;
  let witness: Witness;

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous], env: { UPLOADS_DAY_FILES: '100000' } });
    const crew = await cast(hub, [...columns.map(({ who }) => who ?? {}), {}, {}, {}, {}]);
    for (const [index, { name }] of columns.entries()) people.set(name, crew[index] ?? raise('nobody'));
    const [host, coHost, learner, banned] = crew.slice(columns.length);
    if (!host || !coHost || !learner || !banned) throw new Error('The cast is not complete.');
    extras = { host, coHost, learner, banned };
    witness = new Witness(routesOf(hub.app));
    for (const { http } of people.values()) witness.watch(http);
    people.set('visitor', new Person(hub.url, '', 'visitor', null, null, new Http(hub.url)));
    await Promise.all(columns.filter(({ who }) => who).map(({ name }) => person(name).connect()));
  });
  afterAll(async () => {
    for (const one of people.values()) one.close();
    await hub.close();
  });
  const person = (name: string): Person => people.get(name) ?? raise(name);

  it('a visitor gets no socket, and so no command, stream or signal', async () => {
    await expect(Live.connect(hub.url, '')).rejects.toThrow('not-signed-in');
    await expect(Live.connect(hub.url, 'no.such.token')).rejects.toThrow('not-signed-in');
  });

  it.each(settings)('in a room that is $name', async (setting) => {
    const cells = columns
      .filter((column) => occurs(column, setting))
      .flatMap((column) => roomDeeds.map((deed): Cell => ({ deed, column, setting })))
      .filter(({ column, deed }) => column.who !== null || deed.operation.includes('/'));
    const rooms = await scenes(
      hub,
      extras,
      cells.map(({ column }) => ({ column, setting, actor: column.who && person(column.name) })),
    );
    const wrong: string[] = [];
    // One after the other for each person, all people side by side.
    await Promise.all(
      columns.map(async (column) => {
        for (const [index, cell] of cells.entries()) {
          const scene = rooms[index];
          if (cell.column !== column || !scene) continue;
          const outcome = await cell.deed.run(person(column.name), scene);
          const { verb, operation, towards = '' } = cell.deed;
          const expected = expectation(cell);
          if (!expected.includes(outcome))
            wrong.push(`${column.name}: ${operation} (${verb} ${towards}) → ${outcome}, not ${expected.join(' or ')}`);
        }
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('and every route answered what it declares, to the field, whoever asked', () => {
    expect([...witness.faults]).toEqual([]);
    const tried = roomDeeds.map(({ operation }) => operation).filter((name) => name.includes(' /'));
    expect(tried.filter((name) => !witness.seen.has(name))).toEqual([]);
  });

  it.each(settings)('typing in a room that is $name', async (setting) => {
    const typists = columns.filter((column) => column.who !== null && occurs(column, setting));
    const rooms = await scenes(
      hub,
      extras,
      typists.map((column) => ({ column, setting, actor: person(column.name) })),
    );
    const allowed = (scene: Scene) => mayBy('chat.type', scene.column, setting);
    // Those who may not come first: when the others are seen to type, these have had their chance.
    const inTurn = [...rooms].sort((one, other) => Number(allowed(one)) - Number(allowed(other)));
    for (const { roomId, column } of inTurn) {
      const { socket } = person(column.name);
      await socket.ask('stream:open', { stream: `room:${roomId}` });
      socket.raw.emit('signal:set', { stream: `room:${roomId}`, name: 'typing', value: { typing: true } });
    }
    const typing = ({ roomId, column }: Scene) =>
      `typing:${person(column.name).id}` in hub.app.get(Realtime).signals(`room:${roomId}`);
    await waitFor('those who may to type', () => rooms.filter(allowed).every(typing));
    expect(rooms.filter(typing).map(({ column }) => column.name)).toEqual(
      rooms.filter(allowed).map(({ column }) => column.name),
    );
    for (const { roomId, column } of rooms)
      await person(column.name).socket.do('stream:close', { stream: `room:${roomId}` });
  });
});

function expectation({ deed, column, setting }: Cell): readonly string[] {
  if (column.who === null) return ['not-signed-in'];
  if (mayBy(deed.verb, column, setting, deed.towards)) return ['ok'];
  if (mayBy('room.read', column, setting)) return [...REFUSALS, ...(deed.hides ?? [])];
  const was = /left|banned/.test(column.relation ?? '') && /^(chat\.|report\.|room\.join)/.test(deed.verb);
  return ['not-found', ...(deed.hides ?? []), ...(was ? ONCE_MEMBER : [])];
}

function raise(what: string): never {
  throw new Error(`Missing: ${what}`);
}
