import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asked } from './backup-steps.js';
import { buildServer, cleanUp, databasePid, type HubProcess, newFolder, startHub, until } from './hub-process.js';
import { signIn, somebodyAt, type Somebody, textsOf } from './somebody.js';
import { startCommand, command, refused, stopped, freePort, serverIn } from './backup-commands.js';
import { Screen } from './backup-screen.js';

describe('npm run cli -- backup and restore', () => {
  let first: HubProcess;
  let settings: Record<string, string>;
  let alice: Somebody;
  let screen: Screen;
  const file = join(newFolder(), 'hub.tar.gz');

  beforeAll(async () => {
    buildServer();
    settings = { DATA_DIR: join(newFolder(), 'data'), PORT: await freePort() };
    first = startHub(settings);
    const url = await first.ready;
    alice = await somebodyAt(url);
    screen = new Screen(url, alice);
  }, 60_000);
  afterAll(async () => {
    screen.close();
    await cleanUp();
  });

  it('writes one file while the hub runs, and says in words what it will not do', async () => {
    for (const text of ['uno', 'dos', 'tres']) await alice.live.post(alice.roomId, text);
    const said = await command(['backup', file], settings);
    expect(said).toMatch(/tables\/messages: 3 rows/);
    expect(said).toContain('Keep it like a password.');
    expect(said).not.toContain(alice.mail);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['hub.tar.gz']);

    const bytes = readFileSync(file);
    expect(await refused(['backup', file], settings)).toBe(
      `The file ${file} exists already; name another, or say --overwrite.`,
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const inside = join(settings['DATA_DIR'] ?? '', 'avatars/x.tar.gz');
    expect(await refused(['backup', inside], settings)).toMatch(/would stand among the data of the hub/);
    expect(await refused(['backup', '/nowhere/x.tar.gz'], settings)).toBe(
      'There is no folder /nowhere; make it, or name another file.',
    );
    expect(await refused(['backup'], settings)).toMatch(/^Which file\?\nbackup <file>/);
    expect(await refused(['backup', 'x'.repeat(5_000)], settings)).toBe('That cannot be the name of a file.');
    expect(await refused(['restore', file, '--force'], settings)).toMatch(/^Unknown option '--force'/);
    const elsewhere = join(newFolder(), 'data');
    expect(await refused(['backup', 'x.tar.gz'], { DATA_DIR: elsewhere })).toBe(
      `There is no hub in the folder ${elsewhere}: nothing to back up.`,
    );
    expect(existsSync(elsewhere)).toBe(false);
    expect(await refused(['restore', file], settings)).toBe(
      `Another Tertulia (process ${first.pid}) is running with the folder ${settings['DATA_DIR']}; stop it first, or set DATA_DIR to another folder.`,
    );
  }, 60_000);

  it('makes the hub again in an empty folder: who followed loads anew, and nothing is ever mixed', async () => {
    for (const text of ['después 1', 'después 2']) await alice.live.post(alice.roomId, text);
    const { seq: lost } = await alice.live.post(alice.roomId, 'después 3');
    await until(() => (screen.texts.length === 6 ? true : undefined));
    await stopped(first);
    alice.live.close();
    expect(await refused(['restore', file], settings)).toBe(
      `The folder ${settings['DATA_DIR']} is not empty (it holds "backups"), and a restore goes into an empty one: move it away, or set DATA_DIR to another folder.`,
    );

    const restored = { ...settings, DATA_DIR: join(newFolder(), 'data') };
    expect(await command(['restore', file], restored)).toMatch(/Restored: \d+ rows of \d+ tables and \d+ files/);
    const snapshots = screen.snapshots;
    const hub = startHub(restored);
    const url = await hub.ready;
    await until(() => (screen.snapshots > snapshots && screen.connection.state.get() === 'online' ? true : undefined));
    expect(screen.texts).toEqual(['uno', 'dos', 'tres']);

    // The keys came along: tokens and sessions of before go on. The next message takes the seq of a lost one.
    const again = await signIn(url, alice);
    expect((await alice.http.get('/api/rooms')).status).toBe(200);
    expect((await alice.http.post('/api/session/refresh')).status).toBe(200);
    const bob = await somebodyAt(url);
    bob.live.close();
    await screen.connection.ask('chat:post', {
      roomId: alice.roomId,
      clientId: crypto.randomUUID(),
      text: 'nuevo',
      replyTo: null,
      mentions: [],
    });
    await until(() => (screen.texts.includes('nuevo') ? true : undefined));
    expect(screen.texts).toEqual(['uno', 'dos', 'tres', 'nuevo']);
    expect(screen.window?.messages.at(-1)?.seq).toBeLessThan(lost);
    expect(await textsOf(again, alice.roomId)).toEqual(screen.texts);
    for (const texts of screen.shown)
      expect(texts.includes('nuevo') && texts.some((text) => text.startsWith('después'))).toBe(false);
    await stopped(hub);
  }, 60_000);

  it('killed in the middle, it leaves nothing that a hub would serve; emptied, it goes again', async () => {
    const big = join(newFolder(), 'big.tar.gz');
    const dataDir = settings['DATA_DIR'] ?? '';
    const hub = startHub(settings);
    await hub.ready;
    await asked(
      serverIn(dataDir),
      `insert into settings (key, value) select 'k' || n, to_jsonb(repeat(md5(n::text), 4)) from generate_series(1, 60000) n`,
    );
    await stopped(hub);
    // Without a hub the command starts the database itself, and stops it.
    const given = startCommand(['backup', big], settings);
    await until(() => (given.output().includes('tables/events') ? true : undefined));
    given.kill('SIGINT');
    expect(await given.exited).toBe(1);
    expect(given.errors()).toBe('Interrupted: no backup was written.');
    expect(readdirSync(join(big, '..'))).toEqual([]);
    await command(['backup', big], settings);
    expect(databasePid(dataDir)).toBeUndefined();

    const half = { DATA_DIR: join(newFolder(), 'data') };
    const killed = startCommand(['restore', big], half);
    await until(() => (killed.output().includes('tables/settings') ? true : undefined));
    killed.kill('SIGKILL');
    expect(await killed.exited).toBe('SIGKILL');
    const refusal = startHub(half);
    expect(await refusal.exited).toBe(1);
    expect(refusal.errors()).toBe(
      `A restore into the folder ${half.DATA_DIR} has begun and is not finished, so what is there is not whole; empty the folder and restore the backup again.`,
    );
    await until(() => (databasePid(half.DATA_DIR) === undefined ? true : undefined));
    expect(await refused(['restore', big], half)).toMatch(/is not empty/);
    for (const name of readdirSync(half.DATA_DIR)) rmSync(join(half.DATA_DIR, name), { recursive: true });

    await command(['restore', big, '--end-sessions'], half);
    const whole = startHub(half);
    const url = await whole.ready;
    const [kept] = await asked<{ n: string }>(
      serverIn(half.DATA_DIR),
      `select count(*) as n from settings where key like 'k%'`,
    );
    expect(kept?.n).toBe('60000');
    // Everybody was signed out, and may sign in.
    const answer = await fetch(`${url}/api/rooms`, { headers: { authorization: `Bearer ${alice.http.token}` } });
    expect(answer.status).toBe(401);
    expect(await textsOf(await signIn(url, alice), alice.roomId)).toContain('después 3');

    // The way to a database of one's own: the same two commands with DATABASE_URL.
    await asked(serverIn(half.DATA_DIR), 'create database elsewhere');
    const external = {
      DATA_DIR: join(newFolder(), 'data'),
      DATABASE_URL: serverIn(half.DATA_DIR, 'elsewhere'),
    };
    await command(['restore', file], external);
    const third = { ...external, DATA_DIR: join(newFolder(), 'data') };
    expect(await refused(['restore', file], third)).toMatch(/^The database is not empty/);
    expect(existsSync(join(third.DATA_DIR, 'unfinished-restore'))).toBe(false);
    const copy = join(newFolder(), 'copy.tar.gz');
    expect(await command(['backup', copy], external)).toMatch(/tables\/messages: 3 rows/);
    expect(await command(['restore', copy, '--check'], { DATA_DIR: '/nowhere' })).toMatch(/is whole: \d+ rows/);
    await stopped(whole);
  }, 90_000);
});
