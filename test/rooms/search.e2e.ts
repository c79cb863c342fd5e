import type { MemberView, RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('search, in which accents and case do not count', () => {
  let hub: TestHub;
  let admin: Person;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    admin = await hub.person('Adela', { role: 'admin' });
    const titles = ['Análisis de José Núñez', 'Ganar un 100% de más', 'Rutas C:\\temp y a_b', 'Rutas Ctemp y axb'];
    const [first] = await Promise.all(titles.map((title) => hub.room(admin, { title })));
    roomId = first ?? '';
    const people = ['José Núñez', 'Jose Nunez', 'Ana 50%', 'Ana 500', 'Bea_Sol', 'Bea Sol', 'Raúl\\Gil'];
    for (const name of people) {
      const person = await hub.person(name);
      await (await person.connect()).do('rooms:join', { roomId });
    }
  });
  afterAll(() => hub.close());

  const found: Record<string, (words: string) => Promise<string[]>> = {
    members: async (words) =>
      (
        await admin.http.get<{ members: MemberView[] }>(`/api/rooms/${roomId}/members?q=${encodeURIComponent(words)}`)
      ).body.members.map(({ person }) => person.name),
    people: async (words) =>
      (
        await admin.http.get<{ people: { name: string }[] }>(`/api/admin/people?q=${encodeURIComponent(words)}`)
      ).body.people.map(({ name }) => name),
    rooms: async (words) =>
      (
        await admin.http.get<{ rooms: RoomCard[] }>(`/api/rooms?scope=public&q=${encodeURIComponent(words)}`)
      ).body.rooms.map(({ room }) => room.title ?? ''),
  };
  const both = ['Jose Nunez', 'José Núñez'];

  it.each(['members', 'people'])('of %s', async (where) => {
    const names = async (words: string) => (await found[where]?.(words))?.toSorted();
    for (const words of ['José', 'jose', 'JOSÉ', 'jos\u0065\u0301', 'Núñez', 'nunez', 'NUÑEZ', 'sé nú', 'se nu'])
      expect({ words, names: await names(words) }).toEqual({ words, names: both });
    expect(await names('%')).toEqual(['Ana 50%']);
    expect(await names('0%')).toEqual(['Ana 50%']);
    expect(await names('％')).toEqual(['Ana 50%']);
    expect(await names('_')).toEqual(['Bea_Sol']);
    expect(await names('bea_sol')).toEqual(['Bea_Sol']);
    expect(await names('\\')).toEqual(['Raúl\\Gil']);
    expect(await names('raul\\g')).toEqual(['Raúl\\Gil']);
    expect(await names('josé%')).toEqual([]);
    expect(await names('jos_')).toEqual([]);
  });

  it('of public rooms', async () => {
    const titles = async (words: string) => (await found['rooms']?.(words))?.toSorted();
    for (const words of ['analisis', 'ANÁLISIS', 'jose', 'nunez', 'núñez'])
      expect({ words, titles: await titles(words) }).toEqual({ words, titles: ['Análisis de José Núñez'] });
    expect(await titles('100%')).toEqual(['Ganar un 100% de más']);
    expect(await titles('mas')).toEqual(['Ganar un 100% de más']);
    expect(await titles('a_b')).toEqual(['Rutas C:\\temp y a_b']);
    expect(await titles('c:\\t')).toEqual(['Rutas C:\\temp y a_b']);
    expect(await titles('rutas')).toHaveLength(2);
  });

  it('reads a hundred thousand names no other way than before: one pass, nothing sorted or kept', async () => {
    const plan = async (sql: string) =>
      (await hub.sql.query<{ 'QUERY PLAN': string }>(`explain ${sql}`)).map((row) => row['QUERY PLAN']).join('\n');
    const byName = await plan(`select id from accounts where contains_words(name, 'núñez')`);
    // The functions are taken apart by the planner, and the words sought are made plain once, not for every row.
    expect(byName).not.toMatch(/contains_words|plain_words/);
    expect(byName).toContain(`'nunez'`);
    const members = await plan(
      `select 1 from memberships m where m.room_id = '${roomId}' and contains_words(m.name, 'ana')`,
    );
    expect(members).not.toMatch(/contains_words|plain_words/);
    // Titles and descriptions were made plain when they were written, and follow what is edited.
    expect(await plan(`select id from rooms where strpos(words, plain_words('ÁLGEBRA')) > 0`)).toContain(
      `strpos(words, 'algebra'::text)`,
    );
    const edited = await hub.room(admin, { title: 'Antes' });
    await (await admin.connect()).do('rooms:edit', { roomId: edited, about: 'Señales y límites' });
    expect(await found['rooms']?.('senales y LIMITES')).toEqual(['Antes']);
  });
});
