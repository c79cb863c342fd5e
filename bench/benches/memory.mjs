// What a connection that does nothing costs in memory: signed in, present, in three rooms.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, sleep, whole } from '../frame/numbers.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate } from '../frame/rounds.mjs';
import { hostOf, membersOf, people, rooms } from '../frame/stage.mjs';

export { generator } from '../frame/idlers.mjs';
export const title = 'Memory per idle connection: signed in, present, in three rooms of 50';
export const goals = ['≤ 1.3 × bare at the same count', 'the same with 200 registered commands as with 20'];
export const minutes = 7;

const ROOMS_EACH = 3;
const ROOM_SIZE = 50;
const SETTLE_MS = 8_000;
const WARM_UP = 200;

export async function run({ rounds, quick, say }) {
  const count = quick ? 100 : 3_000;
  const settle = quick ? 500 : SETTLE_MS;
  const results = await alternate({
    rounds,
    say,
    contenders: [
      ['bare', () => round(() => Reference.start(), count, settle, bareGuests)],
      ['ours', () => round(() => Hub.start(), count, settle, guests)],
      ['many', () => round(() => Hub.start({ preload: ['many-commands'] }), count, settle, guests)],
    ],
  });
  return report(count, results);
}

async function round(start, count, settle, guestsOf) {
  const server = await start();
  const load = new Generator(import.meta.url);
  try {
    const guests = await guestsOf(server, count);
    // Code that is compiled and pools that are filled once are not what a connection costs.
    await load.ask('connect', { url: server.url, guests: guests.slice(0, WARM_UP) });
    await load.ask('leave');
    await sleep(settle / 2);
    const before = await server.collectedRss();
    const { heapKib } = server;
    await load.ask('connect', { url: server.url, guests });
    await sleep(settle);
    const raw = server.rss();
    const after = await server.collectedRss();
    const { cutOff } = await load.ask('look');
    return {
      perConnection: (after - before) / count,
      heap: (server.heapKib - heapKib) / count,
      uncollected: (raw - before) / count,
      base: before / 1024,
      generator: { busy: 0, lag: 0 },
      ...(cutOff > 0 ? { trouble: `${cutOff} cut off` } : {}),
    };
  } finally {
    await load.stop();
    await server.stop();
  }
}

/** Person i is in rooms i, i + 1 and i + 2 of the ring, so that every room has 50 people. */
async function guests(hub, count) {
  const host = await hostOf(hub.url);
  const all = await people(hub, count);
  const ids = await rooms(hub, host, Math.max(ROOMS_EACH, Math.ceil((count * ROOMS_EACH) / ROOM_SIZE)));
  const own = all.map((_, at) => Array.from({ length: ROOMS_EACH }, (_, step) => ids[(at + step) % ids.length]));
  await membersOf(
    hub,
    all.flatMap((person, at) => own[at].map((room) => [room, person])),
  );
  return all.map(({ token }, at) => ({ auth: { token, protocol: 1 }, streams: own[at].map((room) => `room:${room}`) }));
}

const bareGuests = (_, count) => {
  const ring = Math.max(ROOMS_EACH, Math.ceil((count * ROOMS_EACH) / ROOM_SIZE));
  return Array.from({ length: count }, (_, at) => ({
    auth: { rooms: Array.from({ length: ROOMS_EACH }, (_, step) => `room-${(at + step) % ring}`) },
    streams: [],
  }));
};

function report(count, { bare, ours, many }) {
  const cells = (work) => [bare, ours, many].map(work);
  const ratio = ours.perConnection / bare.perConnection;
  // What the process holds besides differs by a tenth from round to round, whoever is measured.
  const commands = many.heap / ours.heap;
  return {
    tables: [
      {
        title: `${whole(count)} connections`,
        columns: ['bare', 'Tertulia', 'with 200 commands'],
        rows: [
          ['KiB per connection, after a collection', ...cells(({ perConnection }) => fixed(perConnection))],
          ['of it what JavaScript still uses', ...cells(({ heap }) => fixed(heap))],
          ['as it stands', ...cells(({ uncollected }) => fixed(uncollected))],
          ['MiB of the process without anybody', ...cells(({ base }) => whole(base))],
        ],
      },
    ],
    figures: { count, bare, ours, many },
    verdicts: [
      {
        goal: '≤ 1.3 × bare',
        measured: `${fixed(ours.perConnection)} KiB, ${fixed(ratio, 2)} × bare`,
        met: ratio <= 1.3,
      },
      {
        goal: '200 commands cost what 20 cost',
        measured: `${fixed(many.heap)} and ${fixed(ours.heap)} KiB of JavaScript, ${fixed(commands, 2)} × (with all the process holds ${fixed(many.perConnection / ours.perConnection, 2)} ×)`,
        met: Math.abs(commands - 1) <= 0.05,
      },
    ],
  };
}
