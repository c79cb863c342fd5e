import type { DirectoryPage } from '../../src/contract/profiles.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('the directory', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let dani: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro, dani] = await Promise.all(['Ana', 'Beto', 'Çaró', 'Dani'].map((name) => hub.person(name)));
    const nina = await hub.person('Nina', { ageBand: '16-17' });
    await hub.sql.query(`update accounts set mentor = 'granted' where id = $1`, [caro.id]);
    await (await caro.connect()).do('rooms:join', { roomId: await hub.room(ana) });
    const show = (who: Person, changes: object) => who.http.patch('/api/profile', changes);
    await show(beto, { skills: ['Estadística', 'Python'], languages: ['es'], country: 'ES', offers: ['café'] });
    await show(caro, { skills: ['estadistica'], country: 'MX', visibility: { skills: 'rooms-in-common' } });
    await show(dani, { skills: ['ESTADÍSTICA'], languages: ['es', 'en'], visibility: { skills: 'me' } });
    await show(nina, { skills: ['Estadística'], visibility: { skills: 'all' } });
    await dani.http.patch('/api/account', { timeZone: 'Asia/Tokyo' });
    await caro.http.patch('/api/account', { timeZone: 'Europe/Lisbon', about: 'Sé de árboles' });
  });
  afterAll(() => hub.close());

  const look = async (who: Person, query = '') => (await who.http.get<DirectoryPage>(`/api/people?${query}`)).body;
  const names = ({ people }: DirectoryPage) => people.map(({ person }) => person.name);

  it('has the adults of the community in the order of their names, not oneself', async () => {
    expect(names(await look(ana))).toEqual(['Beto', 'Çaró', 'Dani']);
    expect((await look(ana)).total).toBe(3);
  });

  it('finds and counts only what the viewer may see', async () => {
    const ofAna = await look(ana);
    expect(ofAna.facets.skills).toEqual([
      { value: 'Estadística', count: 2 },
      { value: 'Python', count: 1 },
    ]);
    expect((await look(beto)).facets.skills).toEqual([]);
    expect(names(await look(ana, 'skill=estadistica'))).toEqual(['Beto', 'Çaró']);
    expect(names(await look(dani, 'skill=estadistica'))).toEqual(['Beto']);
    expect(names(await look(dani, `q=${encodeURIComponent('estadística')}`))).toEqual(['Beto']);
    expect(names(await look(ana, 'q=arboles'))).toEqual(['Çaró']);
    expect(names(await look(ana, 'q=caro'))).toEqual(['Çaró']);
    expect(names(await look(ana, 'q=%25'))).toEqual([]);
  });

  it('is narrowed by language, country, offers, standing, clock and whom one follows', async () => {
    const { facets } = await look(ana);
    expect(facets).toMatchObject({
      languages: [
        { value: 'es', count: 2 },
        { value: 'en', count: 1 },
      ],
      countries: [
        { value: 'ES', count: 1 },
        { value: 'MX', count: 1 },
      ],
      offers: [{ value: 'café', count: 1 }],
      mentors: 1,
      near: 2,
      followed: 0,
    });
    expect(names(await look(ana, 'language=en'))).toEqual(['Dani']);
    expect(names(await look(ana, 'country=MX'))).toEqual(['Çaró']);
    expect(names(await look(ana, 'offers=CAFE'))).toEqual(['Beto']);
    expect(names(await look(ana, 'mentor=yes'))).toEqual(['Çaró']);
    expect(names(await look(ana, 'near=yes'))).toEqual(['Beto', 'Çaró']);
    await ana.http.put(`/api/people/${dani.id}/follow`);
    expect(names(await look(ana, 'followed=yes'))).toEqual(['Dani']);
    expect((await look(ana)).facets.followed).toBe(1);
    expect((await look(beto)).facets.followed).toBe(0);
    expect(await look(ana, 'language=en&country=MX')).toMatchObject({ total: 0, people: [], facets: { mentors: 0 } });
  });

  it('leaves out whoever does not want to be listed, is suspended, or is behind a block', async () => {
    await dani.http.patch('/api/profile', { listed: false });
    expect(names(await look(ana))).toEqual(['Beto', 'Çaró']);
    await caro.http.put(`/api/people/${ana.id}/block`);
    expect(names(await look(ana))).toEqual(['Beto']);
    expect(names(await look(caro))).toEqual(['Beto']);
    expect((await look(ana)).facets).toMatchObject({ mentors: 0, countries: [{ value: 'ES', count: 1 }] });
    await hub.sql.query('update accounts set banned_at = now() where id = $1', [beto.id]);
    expect(names(await look(ana))).toEqual([]);
  });

  it('comes page by page, each person once', async () => {
    const visitor = await hub.person('Vera');
    await hub.sql.query(
      `insert into accounts (id, kind, name, language, time_zone, age_band, created_at)
       select gen_random_uuid(), 'person', 'Gente ' || (i % 7), 'es', 'UTC', '18-plus', now() from generate_series(1, 64) i`,
    );
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: DirectoryPage = await look(visitor, `q=gente${after && `&after=${after}`}`);
      expect(page.total).toBe(64);
      seen.push(...page.people.map(({ person }) => person.id));
      after = page.next;
    }
    expect(seen).toHaveLength(64);
    expect(new Set(seen).size).toBe(64);
  });
});
