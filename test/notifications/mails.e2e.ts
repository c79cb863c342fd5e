import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { NoticePreferences, NoticesPage } from '../../src/contract/notifications.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { MailRounds } from '../../src/features/notifications/mail-rounds.js';
import { MeetingTellings } from '../../src/features/notifications/meeting-tellings.js';
import { outboxOf } from '../mail/outbox.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const key = () => randomUUID();

describe('mails of notices', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let roomId: string;
  let directId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    [hilda, leo] = await Promise.all([hub.person('Hilda'), hub.person('Leo')]);
    await Promise.all([hilda.connect(), leo.connect()]);
    await hub.sql.query('update accounts set email_verified_at = now() where id = any($1::uuid[])', [
      [hilda.id, leo.id],
    ]);
    roomId = await hub.room(hilda);
    await leo.socket.do('rooms:join', { roomId });
    directId = (await hilda.http.post<RoomCard>('/api/rooms/direct', { personIds: [leo.id] })).body.room.id;
  });

  const round = async (minutes = 0) => {
    await hub.log.settled();
    hub.clock.advance(minutes * MINUTE_MS);
    await hub.app.get(MailRounds).tick();
  };
  const mailsOf = (person: Person) => outboxOf(hub.dataDir).filter(({ to }) => to.includes(person.email ?? 'nobody'));
  const about = (person: Person) => mailsOf(person).filter(({ subject }) => !/Confirma/.test(subject));
  /** So many mails, and none more that could still be on its way. */
  const mails = async (person: Person, count: number) => {
    await waitFor(`${count} mails`, () => about(person).length >= count);
    await waitFor('an empty queue', async () => {
      const jobs = await hub.sql.query(`select 1 from graphile_worker.jobs where task_identifier = 'mail.send'`);
      return jobs.length === 0;
    });
    expect(about(person).map(({ subject }) => subject)).toHaveLength(count);
    return about(person);
  };
  const set = (body: object) => leo.http.put<NoticePreferences>('/api/notices/preferences', body);

  it('tell of messages that stay unread, several in one, without their words', async () => {
    await hilda.socket.post(directId, 'palabra uno');
    await round(4);
    await hilda.socket.post(directId, 'palabra dos');
    await round(1);
    const [mail] = await mails(leo, 1);
    expect(mail?.subject).toBe('Hilda te ha escrito');
    expect(mail?.text).toContain('Hilda te ha escrito (2 veces).');
    expect(mail?.source).not.toContain('palabra');
    expect(mail?.text).toContain(`/rooms/${directId}?message=`);
    await round(60);
    await mails(leo, 1);
  });

  it('say nothing of what was read in time, or deleted, or of somebody whose address is not confirmed', async () => {
    const { seq } = await hilda.socket.post(directId, 'leído');
    const { messageId } = await hilda.socket.post(roomId, 'borrado', { mentions: [leo.id] });
    await leo.socket.do('chat:read', { roomId: directId, seq });
    await hilda.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    await hub.sql.query('update accounts set email_verified_at = null where id = $1', [hilda.id]);
    await leo.socket.post(directId, 'para Hilda');
    await round(10);
    await mails(leo, 0);
    await mails(hilda, 0);
  });

  it('wait until the quiet hours are over', async () => {
    const local = new Intl.DateTimeFormat('es', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Madrid' });
    const at = (ms: number) => local.format(hub.clock.epochMs() + ms);
    await set({ quiet: { from: at(-MINUTE_MS), until: at(2 * HOUR_MS) } });
    await hilda.socket.post(directId, 'de noche');
    await round(10);
    await mails(leo, 0);
    await round(111);
    await mails(leo, 1);
  });

  it('of a kind end with one press of a mail program, without a sign-in, and nothing else ends', async () => {
    await hilda.socket.post(directId, 'uno');
    await round(6);
    const [mail] = await mails(leo, 1);
    expect(mail?.source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const url = /List-Unsubscribe: <([^>]+)>/.exec(mail?.source.replace(/\r\n[ \t]+/g, ' ') ?? '')?.[1] ?? '';
    const looked = await fetch(url, { redirect: 'manual' });
    expect([looked.status, looked.headers.get('location')]).toEqual([302, expect.stringMatching(/^\/unsubscribe#/)]);
    expect((await set({})).body.kinds.direct.mail).toBe(true);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const pressed = await fetch(url, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    expect([pressed.status, await pressed.json()]).toEqual([200, { kind: 'direct' }]);
    expect((await set({})).body.kinds).toMatchObject({ direct: { mail: false, inbox: true }, mention: { mail: true } });
    expect((await fetch(url.replace('.direct.', '.mention.'), { method: 'POST' })).status).toBe(404);
    await hilda.socket.post(directId, 'dos');
    await hilda.socket.post(roomId, 'tres', { mentions: [leo.id] });
    await round(6);
    expect((await mails(leo, 2)).at(-1)?.subject).toContain('te ha mencionado');
  });

  it('are posted once, also when two nodes look at the same moment and one dies', async () => {
    await hilda.socket.post(directId, 'uno');
    await hub.log.settled();
    hub.clock.advance(6 * MINUTE_MS);
    const other = await TestHub.boot({ database: hub.database, dataDir: hub.dataDir });
    other.clock.advance(hub.clock.epochMs() - other.clock.epochMs());
    await Promise.all([hub.app.get(MailRounds).tick(), other.app.get(MailRounds).tick()]);
    await other.close();
    await mails(leo, 1);
  });

  describe('about meetings', () => {
    const plan = { title: 'Lectura', minutes: 60, timeZone: 'UTC' };
    const inHours = (hours: number) => {
      const at = new Date(hub.clock.epochMs() + hours * HOUR_MS).toISOString();
      return { date: at.slice(0, 10), time: at.slice(11, 16) };
    };
    const schedule = async (hours: number, more: object = {}) =>
      (await hilda.socket.do('meetings:schedule', { roomId, clientId: key(), ...plan, ...inHours(hours), ...more }))
        .meetingIds;
    const remind = async (hours = 0) => {
      hub.clock.advance(hours * HOUR_MS);
      await hub.app.get(MeetingTellings).tick();
      await round();
    };
    const inbox = async (of = leo) => {
      // Hours have gone by: the short token has run out.
      of.http.token = (await of.http.post<Session>('/api/session/refresh')).body.accessToken;
      return (await of.http.get<NoticesPage>('/api/notices?filter=meetings')).body.notices.map(({ what }) => what);
    };

    it('come a day before and ten minutes before, once each, with a calendar and the way in', async () => {
      const [meetingId = ''] = await schedule(30);
      await remind();
      expect(await inbox()).toEqual([]);
      await remind(6.5);
      await remind();
      const [day] = await mails(leo, 1);
      expect(day?.subject).toMatch(/^«Lectura» empieza el /);
      expect(day?.text).toContain(`/rooms/${roomId}`);
      const [, ics = ''] = /text\/calendar[\s\S]*?base64[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(day?.source ?? '') ?? [];
      const calendar = new ICAL.Component(ICAL.parse(Buffer.from(ics, 'base64').toString('utf8')));
      expect(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('uid')).toBe(`${meetingId}@tertulia`);
      await remind(23.4);
      await remind();
      expect((await mails(leo, 2)).at(-1)?.subject).toMatch(/a punto de empezar/);
      expect(await inbox()).toEqual(['meeting-soon']);
      const told = await hub.sql.query<{ count: number }>(
        `select count(*) from events where type = 'notifications.meeting-near' and subject = $1 and stream = $2`,
        [meetingId, `account:${leo.id}`],
      );
      expect(told[0]?.count).toBe(2);
    });

    it('follow an edit, and do not come to who declined, left, or of what was called off', async () => {
      const [moved = '', cancelled = '', declined = ''] = [
        ...(await schedule(23)),
        ...(await schedule(23)),
        ...(await schedule(23)),
      ];
      await hilda.socket.do('meetings:cancel', { roomId, meetingId: cancelled });
      await leo.socket.do('meetings:rsvp', { roomId, meetingId: declined, answer: 'no' });
      await remind();
      expect(await inbox()).toEqual(['meeting-day']);
      await hilda.socket.do('meetings:edit', { roomId, meetingId: moved, ...inHours(40) });
      await remind();
      expect(await inbox()).toEqual([]);
      await remind(17);
      expect(await inbox()).toEqual(['meeting-day']);
      await leo.socket.do('meetings:rsvp', { roomId, meetingId: moved, answer: 'no' });
      await hub.log.settled();
      expect(await inbox()).toEqual([]);
    });

    it('of a series are each reminded of, and nobody is told twice by two nodes', async () => {
      await schedule(23, { repeat: { every: 'day', count: 3 } });
      const other = await TestHub.boot({ database: hub.database, dataDir: hub.dataDir });
      other.clock.advance(hub.clock.epochMs() - other.clock.epochMs());
      const both = () => Promise.all([hub.app.get(MeetingTellings).tick(), other.app.get(MeetingTellings).tick()]);
      await both();
      await hub.log.settled();
      expect(await inbox()).toEqual(['meeting-day']);
      hub.clock.advance(24 * HOUR_MS);
      other.clock.advance(24 * HOUR_MS);
      await both();
      await hub.log.settled();
      expect(await inbox()).toEqual(['meeting-day', 'meeting-day']);
      await other.close();
    });
  });
});
