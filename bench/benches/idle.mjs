// As many connections as one process may hold here, for ten minutes, doing nothing but being there.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, percent, sleep, whole } from '../frame/numbers.mjs';
import { Reference } from '../frame/reference.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/idlers.mjs';
export const title = '19,000 connections in one process, signed in, each in one room of 50 with presence';
export const goals = ['0 drops in 10 minutes; CPU per connection shown'];
export const minutes = 16;
/** One long look instead of rounds. */
export const once = true;

const BARE_SECONDS = 120;
const SETTLE_MS = 15_000;

export async function run({ quick, minutes, say }) {
  const count = quick ? 200 : 19_000;
  const seconds = quick ? 5 : (minutes ?? 10) * 60;
  say(' bare');
  const bare = await hold(
    await Reference.start(),
    () => Array.from({ length: count }, (_, at) => ({ auth: { rooms: [`room-${at % 400}`] }, streams: [] })),
    Math.min(seconds, BARE_SECONDS),
    quick,
    say,
  );
  say(' ours');
  const ours = await hold(await Hub.start(), (hub) => guests(hub, count), seconds, quick, say);
  return report(count, bare, ours);
}

async function guests(hub, count) {
  const { groups } = await crowd(hub, count, 50);
  return groups.flatMap(({ room, members }) =>
    members.map(({ token }) => ({ auth: { token, protocol: 1 }, streams: [`room:${room}`] })),
  );
}

async function hold(server, guestsOf, seconds, quick, say) {
  const load = new Generator(import.meta.url);
  try {
    const all = await guestsOf(server);
    const empty = server.rss();
    const from = performance.now();
    await load.ask('connect', { url: server.url, guests: all, atOnce: 100 });
    say(`  all came in ${fixed((performance.now() - from) / 1000)} s`);
    await sleep(quick ? 500 : SETTLE_MS);
    const [before, start] = [server.cpu(), performance.now()];
    await sleep(seconds * 1000);
    const [after, lasted] = [server.cpu(), (performance.now() - start) / 1000];
    const rss = server.rss();
    const { open, cutOff } = await load.ask('look');
    const perSecond = (key) => (after[key] - before[key]) / lasted;
    return {
      open,
      cutOff,
      seconds: lasted,
      cpu: perSecond('own'),
      pg: perSecond('pg'),
      microseconds: (perSecond('own') / all.length) * 1e6,
      withPg: ((perSecond('own') + perSecond('pg')) / all.length) * 1e6,
      kib: (rss - empty) / all.length,
    };
  } finally {
    await load.stop();
    await server.stop();
  }
}

function report(count, bare, ours) {
  const cells = (work) => [bare, ours].map(work);
  return {
    tables: [
      {
        columns: ['bare', 'Tertulia'],
        rows: [
          ['connections held', ...cells(({ open }) => whole(open))],
          ['for', ...cells(({ seconds }) => `${fixed(seconds / 60)} min`)],
          ['dropped', ...cells(({ cutOff }) => whole(cutOff))],
          ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
          ['CPU of PostgreSQL', '–', percent(ours.pg)],
          ['µs of CPU a second and connection', ...cells(({ microseconds }) => fixed(microseconds))],
          ['the same with PostgreSQL', ...cells(({ withPg }) => fixed(withPg))],
          ['KiB per connection as it stands', ...cells(({ kib }) => fixed(kib))],
        ],
      },
    ],
    notes: [
      'Bare Socket.IO pings every 25 s; ours every 5 s, so that nobody is shown who has gone, and renews the visit of everybody who is there.',
    ],
    figures: { count, bare, ours },
    verdicts: [
      {
        goal: goals[0],
        measured: `${whole(ours.open)} of ${whole(count)} after ${fixed(ours.seconds / 60)} min, ${fixed(ours.microseconds)} µs a second each`,
        // Ten minutes are part of the goal.
        met: ours.open < count || ours.cutOff > 0 ? false : ours.seconds >= 600 || null,
      },
    ],
  };
}
