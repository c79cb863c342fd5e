import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName, CommandResult } from '../../src/contract/realtime.contract.js';
import { atOnce } from '../support/at-once.js';
import { picture, uploaded } from '../support/files.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { madePayloads, packed } from './xss-made.js';
import { linesUpTo, payloads } from './xss-payloads.js';

export const allPayloads = [...payloads, ...madePayloads];
export const oneLine = allPayloads.filter((text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text));

/** Who says it, in which room. */
export interface Scene {
  hub: TestHub;
  roomId: string;
  host: Person;
  author: Person;
  reporter: Person;
}
const key = () => ({ clientId: randomUUID() });

const ask = <N extends CommandName>(who: Person, name: N, input: CommandInput<N>): Promise<CommandResult<N>> =>
  who.socket.do(name, input);
const post = (who: Person, roomId: string, text: string, more: Partial<CommandInput<'chat:post'>> = {}) =>
  ask(who, 'chat:post', { roomId, ...key(), text, ...more });

/** A host, and two who came in. */
export async function sceneOf(hub: TestHub): Promise<Scene> {
  const [host, author, reporter] = await Promise.all(
    ['Trudy', 'Mallory', 'Trent'].map((name) => hub.person(name, { mentor: true })),
  );
  if (!host || !author || !reporter) throw new Error('Nobody came');
  const roomId = await hub.room(host, { title: 'Sala de actos', visibility: 'public' });
  await host.connect();
  for (const person of [author, reporter]) await (await person.connect()).do('rooms:join', { roomId, as: 'learner' });
  return { hub, roomId, host, author, reporter };
}

/** Meetings of tomorrow with every title, and one that is over, with minutes and what people thought of it. */
export async function meet({ hub, roomId, host, author }: Scene): Promise<string> {
  const titles = linesUpTo(80);
  const abouts = packed(allPayloads, 500, '\n');
  const date = new Date(hub.clock.epochMs() + 86_400_000).toISOString().slice(0, 10);
  const made = await atOnce(4, [...titles.entries()], async ([at, title]) => {
    const steps = titles.slice(at * 20, at * 20 + 20).map((step) => ({ title: step, minutes: 1 }));
    const when = { date, time: '10:00', timeZone: 'UTC', minutes: 30 };
    const plan = { title, about: abouts[at % abouts.length], agenda: steps, ...when };
    return (await ask(host, 'meetings:schedule', { roomId, ...key(), ...plan })).meetingIds[0] ?? '';
  });
  const [meetingId = ''] = made;
  await ask(host, 'meetings:start', { roomId, meetingId });
  const { messageId } = await post(author, roomId, `¿Qué es ${oneLine[0]}?`, { asks: true });
  await post(host, roomId, oneLine[1] ?? '', { replyTo: messageId });
  const images = await Promise.all(packed(oneLine, 300, ' ').map(async (alt) => ({ alt, bytes: await picture() })));
  const files = await atOnce(4, images, async ({ alt, bytes }) => ({
    id: (await uploaded(author, roomId, 'foto.png', bytes)).id,
    alt,
  }));
  for (let at = 0; at < files.length; at += 10)
    await post(author, roomId, '', { attachments: files.slice(at, at + 10) });
  await apart(host, roomId);
  await ask(host, 'meetings:end', { roomId, meetingId });
  await hub.log.settled();
  const own = packed(allPayloads, 500, '\n').slice(0, 50);
  await ask(host, 'minutes:edit', {
    roomId,
    meetingId,
    revision: 0,
    summary: packed(allPayloads, 4_000, '\n')[0] ?? '',
    own: own.map((text, at) => ({ kind: (['decision', 'open', 'note'] as const)[at % 3] ?? 'note', text })),
    hidden: [],
    words: [{ messageId, text: packed(madePayloads, 500, '\n')[1] ?? '' }],
  });
  await hub.sql.query(
    `insert into meeting_ratings (id, meeting_id, stars, word) select gen_random_uuid(), $1, 5, unnest($2::text[])`,
    [meetingId, linesUpTo(60)],
  );
  return meetingId;
}

/** Breakouts with every title, and something said into them; the last ones stay open where that is wanted. */
export async function apart(host: Person, roomId: string, stay = false): Promise<number> {
  const titles = linesUpTo(80);
  const portions = Array.from({ length: Math.ceil(titles.length / 50) }, (_, at) =>
    titles.slice(at * 50, at * 50 + 50),
  );
  for (const [at, portion] of portions.entries()) {
    const rooms = portion.map((title) => ({ title }));
    await ask(host, 'breakouts:open', { roomId, ...key(), way: 'self-chosen', rooms });
    if (stay) return rooms.length;
    const text = packed(allPayloads, 1_000, '\n')[at] ?? '';
    await ask(host, 'breakouts:broadcast', { roomId, ...key(), text });
    await ask(host, 'breakouts:close', { roomId });
  }
  return titles.length;
}

/** A material with every title, of a file that is called the same where a file may be. */
export async function keep({ roomId, host }: Scene): Promise<number> {
  const titles = linesUpTo(120);
  const licences = linesUpTo(200);
  await atOnce(4, [...titles.entries()], async ([at, title]) => {
    const name = /[/\\]/.test(title) ? `${at}.txt` : `${title}.txt`;
    const file = await uploaded(host, roomId, name, 'hola');
    const licence = licences[at % licences.length];
    await ask(host, 'materials:add', { roomId, ...key(), fileId: file.id, title, licence });
  });
  return titles.length;
}

/** Everything is reported in words, and decided for reasons; the last one is still open. */
export async function judge({ roomId, host, author, reporter }: Scene): Promise<void> {
  const words = packed(allPayloads, 500, '\n');
  const reasons = packed(oneLine, 300, ' ');
  const reasonOf = (at: number) => reasons[at % reasons.length] ?? 'no';
  const reported = await atOnce(4, words, async (text) => {
    const { messageId } = await post(author, roomId, 'Compra ya mis cursos');
    await ask(reporter, 'chat:report', { roomId, ...key(), messageId, reason: 'spam', words: text });
    return messageId;
  });
  await atOnce(2, [...reported.slice(0, -20).entries()], async ([at, messageId]) => {
    const of = { roomId, messageId };
    if (at % 3 === 0)
      return ask(host, 'chat:settle-reports', { ...of, ...key(), outcome: 'kept', reason: reasonOf(at) });
    await ask(host, 'chat:hide', { ...of, ...key(), reason: reasonOf(at) });
    if (at % 3 === 1) await ask(host, 'chat:show', { ...of, ...key(), reason: reasonOf(at + words.length) });
    return null;
  });
  for (const reason of reasons.slice(-10))
    await ask(host, 'rooms:mute', { roomId, personId: author.id, minutes: null, reason });
}
