import pg from 'pg';
import { LiveActors } from '../../src/features/accounts/live-actors.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { Feeds } from '../../src/platform/realtime/feeds.js';
import { TestHub } from '../support/hub.js';
import { waitFor } from '../support/wait-for.js';

const asked: string[] = [];
const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
let hub: TestHub;

beforeAll(async () => {
  const { query } = pg.Client.prototype;
  const counting = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const text: unknown = typeof first === 'object' && first !== null && 'text' in first ? first.text : first;
    asked.push(String(text).replace(/\s+/g, ' ').trim());
    return Reflect.apply(query, this, args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { ...original, value: counting });
  hub = await TestHub.boot();
});

afterAll(async () => {
  await hub.close();
  if (original) Object.defineProperty(pg.Client.prototype, 'query', original);
});

const WHO = / from sessions s join accounts a /;
const HEAD = / from streams where id = any ?\(/;
const MAY = /^select r\.id, .* as place \(room_id, account_id\)/;
const VISIT = /^insert into visits /;
const count = (kind: RegExp): number => asked.filter((text) => kind.test(text)).length;

it('costs whoever comes one question for who they are, for their own stream, for the room, and one row', async () => {
  const host = await hub.person('Anfitriona');
  const guest = await hub.person('Invitada');
  const roomId = await hub.room(host, { visibility: 'public' });
  await (await host.connect()).open(`room:${roomId}`);
  const before = await guest.connect();
  await before.do('rooms:join', { roomId });
  before.close();
  await hub.log.settled();
  hub.app.get(LiveActors).forget(guest.id);
  asked.length = 0;
  await (await guest.connect()).open(`room:${roomId}`);
  await waitFor('the visit', () => count(VISIT) > 0);
  expect([WHO, MAY, VISIT].map(count)).toEqual([1, 1, 1]);
  expect(count(HEAD)).toBeLessThanOrEqual(1);
});

it('asks once for a crowd that comes together', async () => {
  const host = await hub.person('Anfitriona');
  const roomId = await hub.room(host, { visibility: 'public' });
  const crowd = await Promise.all(Array.from({ length: 20 }, (_, at) => hub.person(`Persona ${at + 1}`)));
  const sessions = await hub.sql.query<{ id: string; accountId: string }>(
    'select id, account_id as "accountId" from sessions where account_id = any($1::uuid[])',
    [crowd.map(({ id }) => id)],
  );
  asked.length = 0;
  const actors = await Promise.all(
    sessions.map(({ id, accountId }) => hub.app.get(LiveActors).of({ accountId, sessionId: id })),
  );
  expect(count(WHO)).toBe(1);
  const allowed = await Promise.all(actors.map((actor) => hub.app.get(RoomsService).may(actor, 'room.follow', roomId)));
  expect(allowed).toHaveLength(20);
  expect(count(MAY)).toBe(1);
  await Promise.all(actors.map(({ accountId }) => hub.app.get(Feeds).of(`account:${accountId}`)));
  expect(count(HEAD)).toBe(1);
});
