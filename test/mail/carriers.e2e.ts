import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { pack, SmtpCarrier } from '../../src/platform/mail/nodemailer.js';
import { LISTING, OutboxFolder } from '../../src/platform/mail/outbox-folder.js';
import { MailFailure, type Letter, type MailCarrier } from '../../src/platform/mail/mail.types.js';
import { outboxOf, type ReadMail } from './outbox.js';
import { answering, Post } from './post.js';

jest.setTimeout(60_000);

const letter: Letter = {
  to: { name: 'Íñigo Ñuñez', email: 'inigo@example.org' },
  language: 'es',
  subject: 'Un encuentro: «¿quién viene?»',
  paragraphs: ['Hola, Íñigo:', 'Una línea muy larga '.repeat(20), '<b>no es</b> & "nada"', '.', 'From aquí'],
  action: { label: 'Abrir', url: 'https://hub.example.org/x?a=1&b=2#token' },
  small: ['Esto es lo pequeño.'],
};
const id = (n: number) => `01935000-0000-7000-8000-00000000000${n}`;
const at = new Date('2026-11-22T12:00:00Z');
const from = 'Tertulia <hola@example.org>';

describe.each(['smtp', 'outbox'] as const)('the way of mail by %s', (way) => {
  let carrier: MailCarrier;
  let taken: () => ReadMail[];
  let end: () => Promise<void> | void;
  let dataDir: string;
  beforeEach(async () => {
    if (way === 'smtp') {
      const post = await new Post().open();
      carrier = new SmtpCarrier(`smtp://127.0.0.1:${post.port}`);
      taken = () => post.taken.map(({ mail }) => mail);
      end = () => post.close();
      return;
    }
    dataDir = mkdtempSync(join(tmpdir(), 'tertulia-mail-'));
    carrier = new OutboxFolder(dataDir);
    taken = () => outboxOf(dataDir);
    end = () => rmSync(dataDir, { recursive: true });
  });
  afterEach(() => end());
  const send = async (one: Letter, n = 1) => carrier.carry(await pack(one, { id: id(n), at, from }));

  it('says which it is', () => expect(carrier.way).toBe(way));

  it('carries every sign of a letter, as text and as HTML', async () => {
    await send(letter);
    const [mail] = taken();
    expect(mail?.to).toContain('Íñigo Ñuñez');
    expect(mail?.to).toContain('inigo@example.org');
    expect(mail?.subject).toBe(letter.subject);
    const said = (mail?.text ?? '').replace(/\r\n/g, '\n');
    for (const line of letter.paragraphs) expect(said).toContain(line.trim());
    expect(said).toContain('https://hub.example.org/x?a=1&b=2#token');
    expect(mail?.source).toMatch(/multipart\/alternative/);
    expect(mail?.html).toMatch(/&lt;b&gt;no es&lt;\/b&gt; &amp; &quot;nada&quot;/);
    expect(mail?.html).not.toMatch(/<img|<script|src=/i);
    expect(mail?.source).toMatch(/^Message-ID: <01935000-0000-7000-8000-000000000001@example\.org>/im);
    expect(mail?.source).toMatch(/^Date: Sun, 22 Nov 2026 12:00:00 \+0000/im);
  });

  it('lets nobody add a header or an addressee through a name or a subject', async () => {
    const evil = 'x\r\nBcc: thief@example.org\r\n\r\nBody';
    await send({ ...letter, to: { name: evil, email: 'ana@example.org' }, subject: evil });
    const [mail] = taken();
    const head = mail?.source.slice(0, mail.source.indexOf('\r\n\r\n')) ?? '';
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head).toMatch(/^Subject:/im);
  });

  it('lets a notice be ended with one click, and has no such thing in a letter about the account', async () => {
    await send({ ...letter, unsubscribe: 'https://hub.example.org/u/abc' }, 1);
    await send(letter, 2);
    const [notice, account] = taken();
    expect(notice?.source).toMatch(/^List-Unsubscribe: <https:\/\/hub\.example\.org\/u\/abc>/im);
    expect(notice?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
    expect(notice?.text).toContain('https://hub.example.org/u/abc');
    expect(account?.source).not.toMatch(/List-Unsubscribe/i);
  });
});

describe('the outbox folder', () => {
  it('lists the newest first, has a mail that is sent again once, and lets nobody else read', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-mail-'));
    const folder = new OutboxFolder(dataDir);
    const mails = await Promise.all(
      [1, 2, 3, 2].map((n) =>
        pack({ ...letter, subject: `Número ${n}` }, { id: id(n), at: new Date(+at + n * 1_000), from }),
      ),
    );
    await Promise.all(mails.map((mail) => folder.carry(mail)));
    const listing = join(dataDir, 'outbox', LISTING);
    const lines = readFileSync(listing, 'utf8').trim().split('\n');
    expect(lines.map((line) => /Número \d/.exec(line)?.[0])).toEqual(['Número 2', 'Número 3', 'Número 1']);
    expect(outboxOf(dataDir)).toHaveLength(3);
    expect(statSync(listing).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'outbox')).mode & 0o077).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
});

describe('a mail server', () => {
  const posts: Post[] = [];
  const open = async (options: SMTPServerOptions): Promise<Post> => {
    const post = await new Post().open(options);
    posts.push(post);
    return post;
  };
  afterEach(async () => {
    await Promise.all(posts.splice(0).map((post) => post.close()));
  });
  const outcome = async (
    url: string,
    timeouts?: { connectMs: number; silenceMs: number },
  ): Promise<MailFailure | null> => {
    try {
      await new SmtpCarrier(url, timeouts).carry(await pack(letter, { id: id(1), at, from }));
      return null;
    } catch (error) {
      expect(error).toBeInstanceOf(MailFailure);
      return error as MailFailure;
    }
  };

  it('is spoken to with TLS where it can, and with the user and password of the address', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) =>
      username === 'ana@x' && password === 'p/ñ#1' ? done(null, { user: username }) : done(answering(535));
    const post = await open({ onAuth, authOptional: false });
    const login = `${encodeURIComponent('ana@x')}:${encodeURIComponent('p/ñ#1')}`;
    expect(await outcome(`smtp://${login}@127.0.0.1:${post.port}`)).toBeNull();
    expect(post.taken).toMatchObject([{ secure: true, user: 'ana@x', to: ['inigo@example.org'] }]);
    const wrong = await outcome(`smtp://ana:no@127.0.0.1:${post.port}`);
    expect(wrong).toMatchObject({ code: 'mail/wrong-login', forGood: false });
  });

  it('that speaks TLS from the start is spoken to so', async () => {
    const post = await open({ secure: true });
    expect(await outcome(`smtps://127.0.0.1:${post.port}`)).toBeNull();
    expect(post.taken).toMatchObject([{ secure: true }]);
  });

  it('gets nothing where TLS has to be and it refuses it', async () => {
    const post = await open({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    expect(await outcome(`smtp://127.0.0.1:${post.port}?requireTLS=true`)).toMatchObject({
      code: 'mail/not-encrypted',
    });
    expect(post.taken).toEqual([]);
    // On this very machine it need not be.
    expect(await outcome(`smtp://127.0.0.1:${post.port}`)).toBeNull();
  });

  it.each([
    ['an addressee', 'onRcptTo', 550, 'mail/refused', true],
    ['an addressee for now', 'onRcptTo', 450, 'mail/put-off', false],
    ['a sender', 'onMailFrom', 553, 'mail/refused', true],
    ['everybody for now', 'onConnect', 421, 'mail/put-off', false],
  ] as const)('that refuses %s (%s, %d)', async (_, step, answer, code, forGood) => {
    const refuse = (_who: unknown, second: unknown, third?: unknown) => {
      const done = (typeof second === 'function' ? second : third) as (error: Error) => void;
      done(answering(answer));
    };
    const post = await open({ [step]: refuse });
    expect(await outcome(`smtp://127.0.0.1:${post.port}`)).toMatchObject({ code, forGood, answer });
  });

  it.each([
    [554, 'mail/refused', true],
    [452, 'mail/put-off', false],
  ] as const)('that refuses the words with %d', async (answer, code, forGood) => {
    const post = await open({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(answering(answer)));
      },
    });
    expect(await outcome(`smtp://127.0.0.1:${post.port}`)).toMatchObject({ code, forGood, answer });
  });

  it('that is not there, is none, hangs up or says nothing', async () => {
    const gone = await open({});
    await gone.close();
    posts.splice(0);
    expect(await outcome(`smtp://127.0.0.1:${gone.port}`)).toMatchObject({ code: 'mail/unreachable', forGood: false });
    const rude = await raw((socket) => socket.end());
    expect(await outcome(`smtp://127.0.0.1:${portOf(rude)}`)).toMatchObject({ code: 'mail/unreachable' });
    const silent = await raw(() => undefined);
    const short = { connectMs: 200, silenceMs: 200 };
    expect(await outcome(`smtp://127.0.0.1:${portOf(silent)}`, short)).toMatchObject({ code: 'mail/too-slow' });
    const slow = await raw((socket) => socket.write('220 hello\r\n'));
    expect(await outcome(`smtp://127.0.0.1:${portOf(slow)}`, short)).toMatchObject({
      code: 'mail/too-slow',
      forGood: false,
    });
    await Promise.all([rude, silent, slow].map(shut));
  });

  it('is told of in no failure with the address or the words', async () => {
    const post = await open({ onRcptTo: (_who, _session, done) => done(answering(550)) });
    const failure = await outcome(`smtp://127.0.0.1:${post.port}`);
    const told = `${failure?.stack} ${JSON.stringify(failure)} ${String(failure?.cause)}`;
    expect(told).not.toMatch(/example\.org|Íñigo|encuentro/);
  });
});

const sockets = new Map<Server, Set<Socket>>();
async function raw(greet: (socket: Socket) => void): Promise<Server> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined); // It is the other side that gives up.
    greet(socket);
  });
  sockets.set(server, open);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};
async function shut(server: Server): Promise<void> {
  for (const socket of sockets.get(server) ?? []) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
