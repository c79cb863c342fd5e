// kill -9 of the server under a crowd: how soon after it listens again everybody is back in their room.
import { connect } from 'node:net';
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, now, percentile, sleep, whole } from '../frame/numbers.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/returners.mjs';
export const title = 'kill -9 of the server under 2,000 people in rooms of 50, with the back-off of the product';
export const goals = ['p99 back ≤ 3 s after it listens, 100 % return'];
export const minutes = 6;

const P99_MS = 3_000;

export async function run({ rounds, quick, say }) {
  const count = quick ? 50 : 2_000;
  const hub = await Hub.start();
  const bare = await Reference.start();
  try {
    const { groups } = await crowd(hub, count, 50);
    const guests = groups.flatMap(({ room, members }) =>
      members.map(({ token }) => ({ auth: { token, protocol: 1 }, stream: `room:${room}` })),
    );
    const plain = guests.map(({ stream }) => ({ auth: { rooms: [stream] } }));
    let away = 2_000;
    const steady = quick ? 500 : 11_000;
    const results = await alternate({
      rounds,
      say,
      contenders: [
        [
          'ours',
          async () => {
            const figures = await round(hub, guests, 'product', steady, () => hub.run());
            away = figures.away;
            return figures;
          },
        ],
        // Gone for as long as ours was: a hub loads its house before it listens.
        ['bare', () => round(bare, plain, 'socket.io', steady, () => sleep(away).then(() => bare.run()))],
      ],
    });
    return report(results, count);
  } finally {
    await bare.stop();
    await hub.stop();
  }
}

async function round(server, guests, kind, steady, restart) {
  const one = new Generator(import.meta.url);
  try {
    await one.ask('enter', { url: server.url, guests, kind });
    // A connection that lasted ten seconds was a good one: the back-off begins from the start.
    await sleep(steady);
    const killed = now();
    await server.crash();
    const listening = listens(server.url);
    await restart();
    const from = await listening;
    const { backAt, never, attempts, generator } = await one.ask('back', { withinMs: 60_000 });
    const took = backAt.map((at) => at - from);
    return {
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      last: Math.max(...took),
      never,
      attempts,
      away: from - killed,
      generator,
    };
  } finally {
    await one.stop();
  }
}

/** The moment at which somebody can connect again. */
async function listens(url) {
  const { port } = new URL(url);
  for (;;) {
    await sleep(10);
    const reached = await new Promise((resolve) => {
      const socket = connect({ port: Number(port), host: '127.0.0.1' }, () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (reached) return now();
  }
}

function report({ bare, ours }, count) {
  const cells = (work) => [bare, ours].map(work);
  const seconds = (ms) => `${fixed(ms / 1000, 2)} s`;
  return {
    tables: [
      {
        columns: ['bare, Socket.IO’s own back-off', 'Tertulia'],
        rows: [
          ['away', ...cells(({ away }) => seconds(away))],
          [
            'back in their room after it listens p50 / p99',
            ...cells(({ p50, p99 }) => `${seconds(p50)} / ${seconds(p99)}`),
          ],
          ['the last one', ...cells(({ last }) => seconds(last))],
          ['never came back', ...cells(({ never }) => whole(never))],
          ['attempts each', ...cells(({ attempts }) => fixed(attempts))],
        ],
      },
    ],
    figures: { count, bare, ours },
    verdicts: [
      {
        goal: goals[0],
        measured: `p99 ${seconds(ours.p99)}, ${whole(count - ours.never)} of ${whole(count)} back (bare ${seconds(bare.p99)})`,
        met: ours.p99 <= P99_MS && ours.rounds.every(({ never }) => never === 0),
      },
    ],
  };
}
