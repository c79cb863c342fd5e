import type { RoomCard, RoomCreatorsTable } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const PATH = '/api/admin/room-creators';
const DEFAULTS: RoomCreatorsTable = {
  'study-group': 'members',
  direct: 'members',
  cohort: 'mentors',
  'mentor-session': 'mentors',
  competition: 'admins',
};

describe('who may create which kind of room', () => {
  let hub: TestHub;
  let other: TestHub;
  let ada: Person;
  let berta: Person;
  let marta: Person;
  let sara: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    // A second node, without Redis: only the database is common.
    other = await TestHub.boot({ database: hub.database, dataDir: hub.dataDir });
    ada = await hub.person('Ada', { role: 'admin' });
    berta = await hub.person('Berta', { role: 'admin' });
    marta = await hub.person('Marta');
    sara = await hub.person('Sara', { role: 'staff' });
  });
  afterAll(async () => {
    await other.close();
    await hub.close();
  });
  beforeEach(() => hub.sql.query(`delete from settings where key = 'rooms.create'`));

  const set = (by: Person, changes: Partial<RoomCreatorsTable>) => by.http.put<RoomCreatorsTable>(PATH, changes);
  const create = async (by: Person, kind: string, on = hub): Promise<number | string> => {
    const http = on.visitor();
    http.token = by.token;
    const made = await http.post<RoomCard & { code?: string }>('/api/rooms', { kind, title: 'Sala nueva' });
    return made.body.code ?? made.status;
  };
  const rights = async (by: Person) => (await by.http.get<{ create: string[] }>('/api/rooms/rights')).body.create;

  it('is read and set by admins, and by nobody else', async () => {
    expect(await ada.http.get(PATH)).toMatchObject({ status: 200, body: DEFAULTS });
    for (const person of [marta, sara]) {
      expect(await person.http.get(PATH)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
      expect(await set(person, { cohort: 'members' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    }
    expect((await hub.visitor().put(PATH, { cohort: 'members' })).status).toBe(401);
    expect(await hub.sql.query(`select 1 from settings where key = 'rooms.create'`)).toEqual([]);
  });

  it('holds at the next attempt, on every node, without a restart', async () => {
    expect(await create(marta, 'cohort')).toBe('rooms/kind-not-allowed');
    expect((await set(ada, { cohort: 'members' })).body).toEqual({ ...DEFAULTS, cohort: 'members' });
    expect(await rights(marta)).toEqual(['cohort', 'study-group']);
    expect(await create(marta, 'cohort', other)).toBe(201);
    expect(await create(marta, 'cohort')).toBe(201);
    expect(await create(sara, 'cohort')).toBe(201);
    await set(ada, { cohort: 'admins', 'study-group': 'mentors' });
    expect(await create(marta, 'cohort', other)).toBe('rooms/kind-not-allowed');
    expect(await rights(marta)).toEqual([]);
  });

  it('never takes anything from admins, and knows mentors', async () => {
    const mentor = await hub.person('Mentora', { mentor: true });
    await set(ada, { 'study-group': 'admins', direct: 'admins', cohort: 'admins', 'mentor-session': 'mentors' });
    expect(await rights(ada)).toHaveLength(4);
    expect(await create(ada, 'study-group')).toBe(201);
    expect(await rights(mentor)).toEqual(['mentor-session']);
    const direct = (by: Person) => by.http.post<{ code?: string }>('/api/rooms/direct', { personIds: [mentor.id] });
    expect((await direct(marta)).body.code).toBe('rooms/kind-not-allowed');
    expect((await direct(ada)).status).toBe(201);
  });

  it('two admins who change different kinds at the same moment both have their way', async () => {
    await Promise.all([set(ada, { cohort: 'members' }), set(berta, { competition: 'mentors' })]);
    expect((await ada.http.get(PATH)).body).toEqual({ ...DEFAULTS, cohort: 'members', competition: 'mentors' });
    expect((await set(berta, {})).body).toEqual({ ...DEFAULTS, cohort: 'members', competition: 'mentors' });
  });

  it('refuses what it does not know, and keeps the default where a row says nothing it understands', async () => {
    for (const wrong of [{ cohort: 'everybody' }, { cohort: null }, { party: 'members' }, { cohort: ['members'] }])
      expect(await ada.http.put(PATH, wrong)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    await hub.sql.query(
      `insert into settings (key, value) values ('rooms.create', '{"cohort": ["admin"], "party": "members", "competition": "mentors"}')`,
    );
    expect((await ada.http.get(PATH)).body).toEqual({ ...DEFAULTS, competition: 'mentors' });
  });
});
