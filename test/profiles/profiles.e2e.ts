import { randomUUID } from 'node:crypto';
import type { OwnProfile, PersonProfile } from '../../src/contract/profiles.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const SHOWN = {
  languages: ['es', 'ca'],
  country: 'ES',
  skills: ['Vela', 'vela', 'Estadística'],
  seeks: ['tripulación'],
  offers: ['barco'],
  links: [{ label: 'Mi página', url: 'https://example.org/~ana' }],
};

describe('a profile', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let lejos: Person;
  let nina: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, lejos] = await Promise.all(['Ana', 'Beto', 'Lejos'].map((name) => hub.person(name)));
    nina = await hub.person('Nina', { ageBand: '16-17' });
    const roomId = await hub.room(ana);
    for (const person of [beto, nina]) await (await person.connect()).do('rooms:join', { roomId });
    await ana.http.patch('/api/account', { about: 'Navego los domingos' });
  });
  afterAll(() => hub.close());

  const edit = (who: Person, changes: object) => who.http.patch<OwnProfile>('/api/profile', changes);
  const see = (http: Person['http'], whom: Person) => http.get<PersonProfile>(`/api/people/${whom.id}`);

  it('starts with nothing but what the account says, for members', async () => {
    const { status, body } = await see(lejos.http, ana);
    expect(status).toBe(200);
    expect(body).toMatchObject({ person: { name: 'Ana' }, about: 'Navego los domingos', timeZone: 'Europe/Madrid' });
    expect(body).toMatchObject({ skills: [], links: [], country: null, followed: false, blocked: false });
    expect(await see(hub.visitor(), ana)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('shows each field to whom its owner chose, and the rest looks like nothing', async () => {
    const visibility = { skills: 'all', country: 'members', offers: 'rooms-in-common', links: 'me', about: 'me' };
    const { body: own } = await edit(ana, { ...SHOWN, visibility });
    expect(own.skills).toEqual(['Vela', 'Estadística']);
    const [visitor, member, mate, self] = await Promise.all([
      see(hub.visitor(), ana),
      see(lejos.http, ana),
      see(beto.http, ana),
      see(ana.http, ana),
    ]);
    expect(visitor.body).toMatchObject({ skills: own.skills, country: null, offers: [], links: [], timeZone: null });
    expect(member.body).toMatchObject({ skills: own.skills, country: 'ES', offers: [], links: [], about: '' });
    expect(mate.body).toMatchObject({ country: 'ES', offers: ['barco'], links: [], about: '' });
    expect(self.body).toMatchObject({ ...SHOWN, skills: own.skills, about: 'Navego los domingos' });
  });

  it.each([
    ['visitor', null],
    ['member', 'lejos'],
    ['rooms-in-common', 'beto'],
  ])('previews what a %s sees', async (as, who) => {
    const preview = await ana.http.get<{ profile: PersonProfile | null }>(`/api/profile/preview?as=${as}`);
    const http = who === null ? hub.visitor() : (who === 'beto' ? beto : lejos).http;
    expect(preview.body.profile).toEqual((await see(http, ana)).body);
  });

  it('of a minor is for those who share a room, whatever was chosen', async () => {
    const all = { skills: 'all', about: 'all', timeZone: 'all', country: 'members' };
    await edit(nina, { ...SHOWN, visibility: all });
    expect(await see(hub.visitor(), nina)).toMatchObject({ status: 404 });
    expect(await see(lejos.http, nina)).toMatchObject({ status: 404 });
    expect((await see(beto.http, nina)).body).toMatchObject({ country: 'ES' });
    for (const as of ['visitor', 'member'])
      expect((await nina.http.get(`/api/profile/preview?as=${as}`)).body).toEqual({ profile: null });
  });

  it('belongs to people: not to guests, bots or nobody', async () => {
    const code = await ana.http.post<{ code: string }>(`/api/rooms/${await hub.room(ana)}/invites`, { guests: true });
    const entered = await hub
      .visitor()
      .post<{ session: { accessToken: string; account: { id: string } } }>(`/api/invites/${code.body.code}/guest`, {
        name: 'De paso',
      });
    const guest = hub.visitor();
    guest.token = entered.body.session.accessToken;
    expect(await guest.get('/api/profile')).toMatchObject({ body: { code: 'accounts/not-for-guests' } });
    expect((await see(guest, ana)).body).toMatchObject({ skills: ['Vela', 'Estadística'], country: null });
    for (const id of [entered.body.session.account.id, randomUUID()])
      expect(await beto.http.get(`/api/people/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    'http://example.org/',
    'https://user:password@example.org/',
    'https://example.org@evil.example/',
    'javascript:alert(1)',
    'https://localhost',
    'https://exa mple.org',
    'https:\\example.org',
    'data:text/html,hola.txt',
  ])('takes no link %s', async (url) => {
    const answer = await edit(ana, { links: [{ label: 'x', url }] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', details: { field: 'links.0.url' } } });
  });

  it('tells the own devices, and says nothing where nothing changed', async () => {
    const socket = await beto.connect();
    await edit(beto, { skills: ['remo'] });
    const { payload } = await socket.event('profiles.profile-changed');
    expect(payload).toMatchObject({ personId: beto.id, profile: { skills: ['remo'] } });
    await edit(beto, { skills: ['remo'] });
    const rows = await hub.sql.query(`select 1 from events where subject = $1 and type = 'profiles.profile-changed'`, [
      beto.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('names the rooms that both are in', async () => {
    const { body } = await beto.http.get<{ rooms: { title: string }[] }>(`/api/people/${ana.id}/rooms`);
    expect(body.rooms.map(({ title }) => title)).toEqual(['Grupo de prueba']);
    expect((await lejos.http.get(`/api/people/${ana.id}/rooms`)).body).toEqual({ rooms: [] });
  });
});
