import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { answersBeside, hang, takenAlong, type Beside } from './canary-beside.js';

const MINUTES = 60_000;
const key = () => randomUUID();
const word = (what: string) => `canario${what}${randomUUID().slice(0, 8)}`;

/** What is written where: words of messages that will be deleted, and others that stay, and show that the search finds. */
const words = {
  posted: word('dicho'),
  edited: word('corregido'),
  answer: word('contestado'),
  thread: word('enhilo'),
  question: word('preguntado'),
  decision: word('decidido'),
  mention: word('mencionado'),
  file: word('archivo'),
  fileName: word('adjunto'),
  alt: word('descrito'),
  drafted: word('borrador'),
  linked: word('enlazado'),
  previewed: word('anunciado'),
  reworded: word('contado'),
  slides: word('mostrado'),
  title: word('titulo'),
  about: word('acerca'),
  name: word('nombre'),
  reason: word('motivo'),
};
const { file, title, about, name, reason, drafted, reworded, ...said } = words;
const erased = Object.values(said);
/** Never were in the log. */
const beside = [drafted, reworded];
const staying = [title, about, name, reason];

describe('what was deleted', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let roomId: string;
  let before: { epoch: number; seq: number };
  const messages: string[] = [];
  let hung: Beside;
  const output: string[] = [];
  const { write } = process.stdout;

  beforeAll(async () => {
    process.stdout.write = (chunk: string | Uint8Array): boolean => {
      output.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return true;
    };
    hub = await TestHub.boot({ env: { LOG_LEVEL: 'trace', LOG_FORMAT: 'json' } });
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person(`Beto ${words.name}`)]);
    await Promise.all([ana.connect(), beto.connect()]);
    roomId = await hub.room(ana, { title: words.title, about: words.about });
    await beto.socket.do('rooms:join', { roomId });
    await Promise.all([ana, beto].map(({ socket }) => socket.open(`room:${roomId}`)));
    before = { epoch: 1, seq: (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq ?? 0 };
  });
  afterAll(async () => {
    await hub.close();
    process.stdout.write = write;
  });

  /** Tables in which a word stands, in whatever column, as text or as bytes. */
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await hub.sql.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const hex = Buffer.from(text).toString('hex');
    const found = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await hub.sql.query(`select 1 from ${name} t where t::text ilike $1 or t::text ilike $2 limit 1`, [
          `%${text}%`,
          `%${hex}%`,
        ]);
        return rows.length > 0 ? [name] : [];
      }),
    );
    return found.flat().sort();
  }

  /** Files of the hub's own folder (keys, faces, uploads) in which a word stands. */
  const filesWith = (text: string): string[] =>
    readdirSync(hub.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));

  it('was there: in the log, in its row, in earlier versions, on the screens', async () => {
    const post = async (who: Person, text: string, more = {}) => {
      const { messageId } = await who.socket.post(roomId, text, more);
      messages.push(messageId);
      return messageId;
    };
    const first = await post(ana, `hola ${words.posted}`);
    const edit = { roomId, clientId: key(), messageId: first, text: `adiós ${words.edited}`, mentions: [beto.id] };
    await ana.socket.do('chat:edit', edit);
    await post(beto, `bueno, ${words.answer}`, { replyTo: first });
    const question = await post(ana, `¿${words.question}?`, { asks: true });
    const reply = await post(ana, `digo ${words.thread}`, { threadId: question });
    await post(ana, `queda ${words.decision}`, { decision: true });
    await ana.socket.do('chat:mark-answer', { roomId, clientId: key(), messageId: question, answerId: reply });
    await beto.socket.do('chat:thank', { roomId, clientId: key(), messageId: reply });
    const { id } = await uploaded(ana, roomId, `${words.fileName}.txt`, `lo que dice ${file}`);
    await post(ana, `oye ${words.mention}`, { mentions: [beto.id], attachments: [{ id, alt: words.alt }] });
    await beto.socket.do('chat:react', { roomId, clientId: key(), messageId: first, emoji: '👀', on: true });
    hung = await hang(hub, { ana, beto, roomId }, words);
    messages.push(hung.messageId);
    expect(await answers()).toContain(words.reworded);
    expect(await tablesWith(words.reworded)).toEqual(['public.minutes_words']);
    for (const text of erased) expect(await tablesWith(text)).toContain('public.events');
    expect(await tablesWith(words.posted)).toContain('public.message_versions');
    expect(await tablesWith(words.edited)).toContain('public.messages');
    expect(await tablesWith(words.fileName)).toContain('public.files');
    expect(filesWith(file)).toHaveLength(1);
    await beto.socket.event(
      'chat.message-posted',
      ({ payload }) => payload.message.text?.includes(words.mention) === true,
    );
  });

  it('leaves the log, the screens and every answer at once, and waits only for an undo', async () => {
    for (const [index, messageId] of messages.entries())
      await (index === 1 ? beto : ana).socket.do('chat:delete', { roomId, clientId: key(), messageId });
    // The index of the search hears of it a moment later.
    await hub.log.settled();
    const told = await answers();
    for (const text of [...erased, ...beside]) {
      expect((await tablesWith(text)).filter((name) => !/^public\.(message(s|_versions)|files)$/.test(name))).toEqual(
        [],
      );
      expect(told).not.toContain(text);
    }
  });

  it('is nowhere after the time for an undo: no table, answer, snapshot, page, ring', async () => {
    hub.clock.advance(11 * MINUTES);
    await hub.app.get(ChatService).eraseDue();
    await hub.log.settled();
    const taken = `${await takenAlong(ana)} ${await takenAlong(beto)}`;
    expect(taken).toContain(words.name);
    const told = `${await answers()} ${taken}`;
    for (const text of [...erased, ...beside]) {
      expect({ text, tables: await tablesWith(text) }).toEqual({ text, tables: [] });
      expect({ text, files: filesWith(text) }).toEqual({ text, files: [] });
      expect(told).not.toContain(text);
    }
    expect(filesWith(file)).toEqual([]);
    const undo = { roomId, clientId: key(), messageId: messages[0] ?? '' };
    expect(await ana.socket.refused('chat:undo-delete', undo)).toBe('chat/too-late-to-undo');
    expect(await answers()).not.toContain(words.posted);
  });

  it('stays a fact: who said something when, in answer to what', async () => {
    const events = await hub.sql.query<{ type: string; erased: boolean }>(
      `select type, erased_at is not null as erased from events where subject = $1 order by position`,
      [messages[0]],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'chat.message-posted',
      'chat.message-edited',
      'chat.person-mentioned',
      'chat.reaction-changed',
      'chat.message-deleted',
      'chat.message-erased',
    ]);
    expect(events.filter((event) => event.erased).length).toBeGreaterThanOrEqual(2);
    const [row] = await hub.sql.query(`select author_id, state, text, mentions from messages where id = $1`, [
      messages[1],
    ]);
    expect(row).toEqual({ author_id: beto.id, state: 'deleted', text: null, mentions: [] });
  });

  it('and what was not deleted is found by the same search', async () => {
    await ana.socket.do('rooms:ban', { roomId, personId: beto.id, reason: words.reason });
    for (const text of staying) expect((await tablesWith(text)).length).toBeGreaterThan(0);
    expect(await tablesWith(words.reason)).toEqual(['public.events', 'public.memberships', 'public.room_decisions']);
  });

  it('nobody’s words, addresses, passwords or tokens ever were in the hub’s output', async () => {
    // Refusals and faults are what logs talk about.
    await ana.socket.ask('chat:post', { roomId, clientId: key(), text: words.posted, strange: words.edited } as never);
    await ana.socket.ask('rooms:edit', { roomId, title: words.title.repeat(20) });
    await ana.http.post(`/api/rooms?q=${words.about}`, { title: words.title, kind: words.reason });
    await ana.http.get(`/api/rooms/${words.name}`);
    await hub.visitor().post('/api/session', { email: ana.email, password: words.answer });
    await hub.visitor().post('/api/accounts', { name: words.name, email: ana.email, password: ana.password });
    const said = output.join('');
    expect(said).toContain('"route":"/api/rooms');
    for (const text of [
      ...erased,
      ...beside,
      ...staying,
      ana.email,
      ana.password,
      ana.token,
      beto.token,
      ana.http.cookie.split('=')[1],
    ])
      expect({ text, said: said.includes(text ?? '') }).toEqual({ text, said: false });
  });

  /** All that the hub tells about the room now, to somebody who is there and to somebody who comes back. */
  async function answers(): Promise<string> {
    const fresh = await Live.connect(hub.url, ana.token);
    await fresh.open(`room:${roomId}`, before);
    const { seq } = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`) ?? { seq: 0 };
    await waitFor('all there is', () => fresh.ofStream(`room:${roomId}`).at(-1)?.seq === seq);
    const read = async (path: string) => JSON.stringify((await ana.http.get(path)).body);
    const told = [
      JSON.stringify(fresh.events),
      JSON.stringify([...fresh.signals.values()].map((values) => [...values])),
      await read(`/api/rooms/${roomId}/snapshot`),
      await read(`/api/rooms/${roomId}/messages?after=0&limit=100`),
      await read(`/api/rooms/${roomId}/messages?before=${seq + 1}`),
      ...(await Promise.all(messages.map((id) => read(`/api/rooms/${roomId}/threads/${id}`)))),
      ...(await Promise.all(
        ['threads', 'questions', 'questions?state=answered', 'pins'].map((list) =>
          read(`/api/rooms/${roomId}/${list}`),
        ),
      )),
      ...(await Promise.all(messages.map((id) => read(`/api/rooms/${roomId}/messages/${id}/versions`)))),
      await answersBeside({ ana, beto, roomId }, hung),
      await read('/api/rooms'),
      await read(`/api/rooms?q=${words.posted}`),
      // The index itself is among the tables; this is what it says.
      ...(await Promise.all(erased.map((word) => read(`/api/search?q=${word}`)))),
    ];
    fresh.close();
    return told.join('\n');
  }
});
