import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { backUpBeforeMigration } from '../../src/platform/database/backup/before-migration.js';
import { checkBackup } from '../../src/platform/database/backup/check-backup.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import type { TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { asked, backedUp, emptyDatabase, restored } from './backup-steps.js';
import { cleanUp, newFolder } from './hub-process.js';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
  await cleanUp();
});

/** What must hold at every moment between two commits; each gives the rows where it does not. */
const TRUTHS: Readonly<Record<string, string>> = {
  'seq has no holes': `select s.id from streams s left join
      (select stream, count(*) as n, min(seq) as first, max(seq) as last from events group by 1) e on e.stream = s.id
    where s.seq <> coalesce(e.last, 0) or e.n <> e.last or e.first <> 1`,
  'every message has its event': `select m.id from messages m where not exists
    (select from events e where e.stream = 'room:' || m.room_id and e.seq = m.seq and e.subject = m.id and e.type = 'chat.message-posted')`,
  'every event of a message has its row': `select e.subject from events e where e.type = 'chat.message-posted' and not exists
    (select from messages m where m.id = e.subject and m.seq = e.seq)`,
  'the newest message is the one the stream names': `select s.id from streams s where s.id in (select 'room:' || id from rooms) and
    s.last_message_seq <> (select coalesce(max(seq), 0) from messages m where 'room:' || m.room_id = s.id)`,
  'every message shows its last edit': `select m.id from messages m join lateral (select e.payload from events e
      where e.subject = m.id and e.type = 'chat.message-edited' order by e.seq desc limit 1) e on true
    where m.text is distinct from e.payload ->> 'text'`,
  'reactions are those of the events': `select r.message_id from reactions r full join (
      select distinct on (subject, payload ->> 'emoji', payload ->> 'personId') subject, payload ->> 'emoji' as emoji,
        payload ->> 'personId' as person, (payload ->> 'on')::boolean as is_on
      from events where type = 'chat.reaction-changed' order by subject, payload ->> 'emoji', payload ->> 'personId', seq desc
    ) e on e.subject = r.message_id and e.emoji = r.emoji and e.person = r.account_id::text
    where (r.message_id is not null) <> coalesce(e.is_on, false)`,
  'what was acknowledged has its key': `select m.id from messages m where not exists
    (select from command_keys k where k.account = m.author_id and k.key = m.client_id)`,
  'no listener is ahead of the log': `select listener from listener_cursors
    where position > (select last_value from pg_sequences where sequencename = 'events_position_seq')`,
};

describe('a backup while people write', () => {
  let hub: TestHub;
  const people: Person[] = [];
  const rooms: string[] = [];

  beforeAll(async () => {
    hub = await TestHub.boot();
    for (const name of ['Alicia', 'Berta', 'Carlos', 'Dora']) people.push(await hub.person(name));
    const [host, ...others] = people;
    if (host === undefined) throw new Error('Nobody is there.');
    for (const title of ['Uno', 'Dos']) rooms.push(await hub.room(host, { title, visibility: 'public' }));
    for (const person of people) await person.connect();
    for (const person of others) for (const roomId of rooms) await person.socket.do('rooms:join', { roomId });
  });
  afterAll(() => hub.close());

  /** Posts, edits and reacts without a pause until told to stop. */
  async function writing({ name, socket }: Person, stopped: () => boolean): Promise<void> {
    for (let nth = 0; !stopped(); nth += 1) {
      const roomId = rooms[nth % rooms.length] ?? '';
      const { messageId } = await socket.post(roomId, `${name} ${nth}`);
      const about = { roomId, messageId };
      if (nth % 2 === 0)
        await socket.do('chat:edit', {
          ...about,
          clientId: randomUUID(),
          text: `${name} ${nth} otra vez`,
          mentions: [],
        });
      await socket.do('chat:react', { ...about, clientId: randomUUID(), emoji: '👍', on: true });
      if (nth % 3 === 0) await socket.do('chat:react', { ...about, clientId: randomUUID(), emoji: '👍', on: false });
    }
  }

  it('is one moment of the hub, from which a restored one goes on', async () => {
    let stop = false;
    const writers = people.map((person) => writing(person, () => stop));
    const file = join(newFolder(), 'hub.tar.gz');
    const count = async (): Promise<number> =>
      Number((await hub.sql.query<{ n: number }>('select count(*) as n from events'))[0]?.n);
    await waitFor('the writers are at it', async () => (await count()) > 200);
    // Between two tables of the same backup everybody goes on writing.
    const counts: number[] = [];
    const pausing = async function (this: void): Promise<void> {
      counts.push(await count());
    };
    const looks: Promise<void>[] = [];
    await backedUp({ url: hub.database.url, dataDir: hub.dataDir, file, report: () => void looks.push(pausing()) });
    await Promise.all(looks);
    const after = await count();
    await waitFor('they go on after it', async () => (await count()) > after + 50);
    stop = true;
    await Promise.all(writers);

    const target = await emptyDatabase();
    databases.push(target);
    const dataDir = newFolder();
    await restored({ url: target.url, dataDir, file });
    for (const [truth, statement] of Object.entries(TRUTHS))
      expect({ truth, broken: await asked(target.url, statement) }).toEqual({ truth, broken: [] });
    const [inBackup] = await asked<{ n: string }>(target.url, 'select count(*) as n from events');
    expect(Number(inBackup?.n)).toBeGreaterThanOrEqual(200);
    expect(Number(inBackup?.n)).toBeLessThanOrEqual(after);
    expect(Math.max(...counts)).toBeGreaterThan(Math.min(...counts));

    const again = await TestHub.boot({ database: target, dataDir });
    const [alice] = people;
    const roomId = rooms[0] ?? '';
    const stream = `room:${roomId}`;
    // The keys came along, so who was signed in still is.
    const live = await Live.connect(again.url, alice?.token ?? '');
    const [head] = await asked<{ epoch: number; seq: string }>(
      target.url,
      'select epoch, seq from streams where id = $1',
      [stream],
    );
    const seq = Number(head?.seq);
    expect((await live.open(stream, { epoch: 1, seq: 3 })).resync).toBe(true);
    expect(await live.open(stream, { epoch: head?.epoch ?? 0, seq: 3 })).toMatchObject({
      resync: false,
      head: { seq },
    });
    expect((await live.post(roomId, 'después')).seq).toBe(seq + 1);
    // Positions go on as well: the listeners reach the new event.
    await again.log.settled();
    live.close();
    await again.close();
  }, 60_000);
});

/** A migration as a later version may bring it. */
function later(name: string, fails = false): new () => MigrationInterface {
  return class {
    readonly name = `${name}1999000000000`;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`create table made_by_${name.toLowerCase()} (id int)`);
      if (fails) await runner.query('select nonsense');
    }
    async down(): Promise<void> {}
  };
}

describe('a backup before each migration', () => {
  let database: TestDatabase;
  const dataDir = newFolder();
  const folder = join(dataDir, 'backups');
  const migrateTo = async (more: readonly (new () => MigrationInterface)[], into = dataDir): Promise<string[]> => {
    const { url } = database;
    const before = (migration: string) =>
      backUpBeforeMigration({ url, dataDir: into, migration, report: () => undefined });
    return migrate({ url, migrations: [...migrations, ...more], trusted: true, before });
  };

  beforeAll(async () => {
    database = await emptyDatabase();
    databases.push(database);
  });

  it('is not made where nothing is in use yet, or nothing changes', async () => {
    await migrateTo([]);
    expect(await migrateTo([])).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('stops everything when it cannot be written', async () => {
    const blocked = newFolder();
    writeFileSync(join(blocked, 'backups'), 'a file where the folder should be');
    await expect(migrateTo([later('Alpha')], blocked)).rejects.toThrow(
      /^The database was not brought up to date, because no backup could be written before: /,
    );
    expect(await asked(database.url, `select to_regclass('made_by_alpha') as made`)).toEqual([{ made: null }]);
  });

  it('is whole, holds what was there before, and three are kept', async () => {
    const four = ['Alpha', 'Beta', 'Gamma', 'Delta'];
    for (const [nth] of four.entries()) {
      await migrateTo(four.slice(0, nth + 1).map((name) => later(name)));
      // Made within one tick of the disk's clock, they would have the same age.
      utimesSync(join(folder, `before-${four[nth]}1999000000000.tar.gz`), nth + 1_000, nth + 1_000);
    }
    expect(readdirSync(folder).toSorted()).toEqual(
      ['Beta', 'Delta', 'Gamma'].map((name) => `before-${name}1999000000000.tar.gz`),
    );
    const { schema } = await checkBackup(join(folder, 'before-Gamma1999000000000.tar.gz'));
    expect(schema.migrations.slice(-2)).toEqual(['Alpha1999000000000', 'Beta1999000000000']);
    expect(schema.tables.map(({ name }) => name)).not.toContain('made_by_gamma');
  });

  it('of a migration that fails again and again takes the place of its own only', async () => {
    const done = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((name) => later(name));
    for (let start = 0; start < 3; start += 1)
      await expect(migrateTo([...done, later('Epsilon', true)])).rejects.toThrow('nonsense');
    expect(readdirSync(folder).toSorted()).toEqual(
      ['Delta', 'Epsilon', 'Gamma'].map((name) => `before-${name}1999000000000.tar.gz`),
    );
  });
});
