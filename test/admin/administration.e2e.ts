import { randomUUID } from 'node:crypto';
import type { LiveRooms, OutsideServices, RegistrationState, SystemState } from '../../src/contract/admin.contract.js';
import type { AuditEntry, AuditPage } from '../../src/contract/audit.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { Audit } from '../../src/platform/audit/audit.js';
import { noteBackup } from '../../src/platform/database/backup/last-backup.js';
import { registrationForm } from '../accounts/registration-form.js';
import { parkedEventOf } from '../contract/admin-deeds.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

let hub: TestHub;
let ada: Person;
beforeAll(async () => {
  hub = await TestHub.boot({
    env: {
      SMTP_URL: 'smtps://ana:secreto@mail.example.org',
      MAIL_FROM: 'Tertulia <t@example.org>',
      OIDC_ISSUER: 'https://accounts.example.org',
      OIDC_CLIENT_ID: 'tertulia',
      OIDC_NAME: 'Escuela',
      LINK_PREVIEWS: 'on',
    },
  });
  ada = await hub.person('Ada', { role: 'admin' });
});
afterAll(() => hub.close());

const audit = async (query = ''): Promise<AuditEntry[]> =>
  (await ada.http.get<AuditPage>(`/api/admin/audit${query}`)).body.entries;

describe('the audit log', () => {
  it('holds what was decided about people: who, what, whom, when, and the words of it', async () => {
    const bea = await hub.person('Bea');
    await ada.http.put(`/api/admin/people/${bea.id}/role`, { role: 'staff' });
    await ada.http.put(`/api/admin/people/${bea.id}/mentor`, { standing: 'granted' });
    await ada.http.put(`/api/admin/people/${bea.id}/ban`, { reason: 'por spam' });
    await ada.http.delete(`/api/admin/people/${bea.id}/ban`);
    const entries = await audit(`?about=${bea.id}`);
    expect(entries.map(({ deed, details }) => [deed, details])).toEqual([
      ['people.unbanned', {}],
      ['people.banned', { reason: 'por spam' }],
      ['people.mentor-set', { from: 'none', to: 'granted' }],
      ['people.role-set', { from: 'member', to: 'staff' }],
    ]);
    for (const { by, person, at } of entries) {
      expect([by?.id, person?.name]).toEqual([ada.id, 'Bea']);
      expect(Math.abs(hub.clock.epochMs() - Date.parse(at))).toBeLessThan(60_000);
    }
    // What was refused was not decided.
    expect((await ada.http.put(`/api/admin/people/${ada.id}/ban`, { reason: 'x' })).status).toBe(403);
    expect(await audit(`?about=${ada.id}`)).toEqual([]);
  });

  it('holds what platform staff do in rooms of others, and nothing of what hosts do in theirs', async () => {
    const [host, player] = [await hub.person('Hugo'), await hub.person('Pía')];
    const roomId = await hub.room(host, { title: 'La sala de Hugo' });
    const [hugo, pia, staff] = [await host.connect(), await player.connect(), await ada.connect()];
    await pia.do('rooms:join', { roomId, as: 'learner' });
    const { messageId } = await pia.post(roomId, 'algo feo');
    const judged = () => ({ roomId, clientId: randomUUID(), messageId, reason: 'porque sí' });
    await hugo.do('chat:hide', judged());
    await hugo.do('chat:show', judged());
    await hugo.do('rooms:edit', { roomId, about: 'algo' });
    expect(await audit(`?about=${roomId}`)).toEqual([]);
    await staff.do('chat:hide', judged());
    await staff.do('chat:show', judged());
    await staff.do('chat:delete', { roomId, clientId: randomUUID(), messageId });
    await staff.do('rooms:mute', { roomId, personId: player.id, minutes: 10, reason: 'calma' });
    await staff.do('rooms:unmute', { roomId, personId: player.id });
    await staff.do('rooms:remove', { roomId, personId: player.id });
    await staff.do('rooms:archive', { roomId });
    await staff.do('rooms:reopen', { roomId });
    const [reopened, archived] = await audit(`?about=${roomId}`);
    expect([reopened?.deed, archived?.deed]).toEqual(['room.reopened', 'room.archived']);
    expect(archived?.room).toEqual({ id: roomId, title: 'La sala de Hugo' });
    const [removed, ...moderated] = await audit(`?about=${player.id}`);
    expect(moderated.map(({ deed }) => deed)).toEqual([
      'room.person-unmuted',
      'room.person-muted',
      'room.message-deleted',
      'room.message-shown',
      'room.message-hidden',
    ]);
    expect(JSON.stringify(moderated)).not.toContain('algo feo');
    expect(removed).toMatchObject({ deed: 'room.person-removed', person: { name: 'Pía' }, room: { id: roomId } });
    expect(removed?.details).toEqual({});
    // In a room of one's own one is its host, whatever else one may be.
    const own = await hub.room(ada);
    await staff.do('rooms:edit', { roomId: own, about: 'mía' });
    expect(await audit(`?about=${own}`)).toEqual([]);
  });

  it('shows names as they are today, and none of a title of two people’s own room', async () => {
    const carla = await hub.person('Carla');
    await ada.http.put(`/api/admin/people/${carla.id}/role`, { role: 'staff' });
    await carla.http.patch('/api/account', { name: 'Carla Nueva' });
    expect((await audit(`?about=${carla.id}`))[0]?.person?.name).toBe('Carla Nueva');
    const stored = await hub.sql.query<{ row: string }>('select audit_log::text as row from audit_log');
    expect(stored.filter(({ row }) => row.includes('Carla'))).toEqual([]);
  });

  it('is filtered, comes page by page, and as a table in which no cell is a formula', async () => {
    const dora = await hub.person('=Dora()');
    for (let n = 0; n < 55; n += 1)
      await hub.app.get(Audit).record(ACTOR(ada), { deed: 'mail.discarded', details: { letter: String(n) } });
    const first = (await ada.http.get<AuditPage>('/api/admin/audit?deed=mail.discarded')).body;
    expect([first.entries.length, first.entries[0]?.details]).toEqual([50, { letter: '54' }]);
    const rest = await audit(`?deed=mail.discarded&after=${first.next ?? ''}`);
    expect(rest.map(({ details }) => details['letter'])).toEqual(['4', '3', '2', '1', '0']);
    expect(await audit(`?by=${dora.id}`)).toEqual([]);
    await ada.http.put(`/api/admin/people/${dora.id}/role`, { role: 'staff' });
    const table = await ada.http.get<string>(`/api/admin/audit.csv?about=${dora.id}`);
    expect(table.headers.get('content-type')).toContain('text/csv');
    const [head, line] = table.body.replace('\ufeff', '').split('\r\n');
    expect(head).toBe('at,by,deed,person,room,details');
    expect(line).toMatch(/,Ada,people\.role-set,'=Dora\(\),,from: member; to: staff$/);
    expect(
      (await ada.http.get<string>('/api/admin/audit.csv?deed=mail.discarded')).body.trim().split('\r\n').length,
    ).toBe(56);
  });

  it('is only added to, and forgets after two years', async () => {
    await expect(hub.sql.query(`update audit_log set deed = 'mail.tested'`)).rejects.toThrow(/only added to/);
    await expect(hub.sql.query('delete from audit_log')).rejects.toThrow(/only added to/);
    const old = randomUUID();
    await hub.sql.query(
      `insert into audit_log (id, at, deed, details) values ($1, now() - interval '2 years 1 day', 'mail.tested', '{}')`,
      [old],
    );
    const before = await hub.sql.query('select id from audit_log');
    await hub.app.get(Audit).forget();
    const after = await hub.sql.query<{ id: string }>('select id from audit_log');
    expect([after.length, after.some(({ id }) => id === old)]).toEqual([before.length - 1, false]);
  });
});

describe('what an admin sees and sets', () => {
  it('signs somebody out everywhere, access tokens too', async () => {
    const eva = await hub.person('Eva');
    const live = await eva.connect();
    const made = await eva.http.post<{ secret: string }>('/api/account/tokens', {
      name: 'Bot',
      scopes: ['read'],
      days: 3,
    });
    expect((await ada.http.post(`/api/admin/people/${eva.id}/sign-out`)).status).toBe(204);
    await waitFor('the socket to close', () => !live.raw.connected);
    expect((await eva.http.get('/api/account')).status).toBe(401);
    const bot = hub.visitor();
    bot.token = made.body.secret;
    expect((await bot.get('/api/account')).status).toBe(401);
    expect((await audit(`?about=${eva.id}`))[0]?.deed).toBe('people.signed-out');
    expect((await ada.http.post(`/api/admin/people/${randomUUID()}/sign-out`)).status).toBe(404);
  });

  it('says at run time who may make an account, and takes it back', async () => {
    const set = (mode: string | null) => ada.http.put<RegistrationState>('/api/admin/registration', { mode });
    expect((await set('closed')).body).toEqual({ mode: 'closed', installed: 'open' });
    expect((await hub.visitor().get<{ registration: string }>('/api/hub')).body.registration).toBe('closed');
    const refused = await hub.visitor().post<ErrorBody>('/api/accounts', registrationForm({}));
    expect(refused.body.code).toBe('accounts/registration-closed');
    expect((await set('invite')).body.mode).toBe('invite');
    expect((await hub.visitor().post<ErrorBody>('/api/accounts', registrationForm({}))).body.code).toBe(
      'accounts/invite-needed',
    );
    expect((await set(null)).body).toEqual({ mode: 'open', installed: 'open' });
    expect((await hub.visitor().post('/api/accounts', registrationForm({}))).status).toBe(201);
    expect((await audit('?deed=settings.registration-set')).map(({ details }) => details)).toEqual([
      { from: 'invite', to: 'open' },
      { from: 'closed', to: 'invite' },
      { from: 'open', to: 'closed' },
    ]);
  });

  it('sees where people are, and of two people’s own rooms only how many', async () => {
    const [fran, gema] = [await hub.person('Fran'), await hub.person('Gema')];
    const roomId = await hub.room(fran, { title: 'Sala viva', visibility: 'private' });
    const direct = await fran.http.post<{ room: { id: string } }>('/api/rooms/direct', { personIds: [gema.id] });
    const [one, other] = [await fran.connect(), await gema.connect()];
    await one.open(`room:${roomId}`);
    await other.open(`room:${direct.body.room.id}`);
    const now = await waitFor('both rooms to be lively', async () => {
      const { body } = await ada.http.get<LiveRooms>('/api/admin/rooms');
      return body.direct.rooms > 0 && body.rooms.some(({ id }) => id === roomId) ? body : undefined;
    });
    expect(now.rooms.find(({ id }) => id === roomId)).toMatchObject({
      title: 'Sala viva',
      present: 1,
      host: { name: 'Fran' },
    });
    expect(now.direct).toEqual({ rooms: 1, people: 1 });
    expect(JSON.stringify(now)).not.toContain(direct.body.room.id);
  });

  it('sees how the machine is, and retries or gives up what could not be digested', async () => {
    await noteBackup(hub.dataDir, { at: '2026-11-20T03:00:00.000Z', bytes: 12_345 });
    const [retried, skipped] = [await parkedEventOf(hub, ada), await parkedEventOf(hub, ada)];
    const { body } = await ada.http.get<SystemState>('/api/admin/system');
    expect(body).toMatchObject({
      version: '0.1.0',
      uploads: { files: 0, bytes: 0, place: 'disk' },
      lastBackup: { at: '2026-11-20T03:00:00.000Z', bytes: 12_345 },
      database: { embedded: false },
      parked: [
        { ...retried, type: 'accounts.account-changed', attempts: 5, error: 'It did not fit.' },
        { ...skipped, attempts: 5 },
      ],
    });
    expect(body.disk?.total).toBeGreaterThan(body.disk?.free ?? Infinity);
    expect(body.database.bytes).toBeGreaterThan(1_000_000);
    const again = await ada.http.post<{ done: boolean }>('/api/admin/system/parked/retry', retried);
    expect(again.body).toEqual({ done: true });
    expect((await ada.http.post('/api/admin/system/parked/skip', skipped)).body).toEqual({ done: true });
    expect((await ada.http.post('/api/admin/system/parked/skip', skipped)).status).toBe(404);
    expect((await ada.http.get<SystemState>('/api/admin/system')).body.parked).toEqual([]);
    expect((await audit()).slice(0, 2).map(({ deed, details }) => [deed, details['position']])).toEqual([
      ['parked.skipped', skipped.position],
      ['parked.retried', retried.position],
    ]);
  });

  it('lists for everybody which outside services are used, without a secret', async () => {
    const { body } = await hub.visitor().get<OutsideServices>('/api/hub/services');
    const used = body.services.filter((one) => one.used).map(({ service, names }) => [service, names]);
    expect(used).toEqual([
      ['mail', ['mail.example.org']],
      ['sign-in', ['Escuela']],
      ['links', []],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/secreto|ana:/);
  });
});

const ACTOR = ({ id }: Person) => ({
  accountId: id,
  sessionId: null,
  kind: 'person' as const,
  role: 'admin' as const,
  mentor: false,
  minor: false,
  name: 'Ada',
  avatar: null,
  language: 'es' as const,
  guestOf: null,
});
