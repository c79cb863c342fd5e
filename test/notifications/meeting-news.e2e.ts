import { randomUUID } from 'node:crypto';
import type { NoticesPage } from '../../src/contract/notifications.contract.js';
import { MailRounds } from '../../src/features/notifications/mail-rounds.js';
import { MeetingTellings } from '../../src/features/notifications/meeting-tellings.js';
import { outboxOf } from '../mail/outbox.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const MINUTE_MS = 60_000;

describe('news of meetings', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hilda = await hub.person('Hilda');
    await hilda.connect();
    roomId = await hub.room(hilda);
    leo = await join('Leo');
    await hub.sql.query('update accounts set email_verified_at = now() where id = $1', [leo.id]);
  });

  const inHours = (hours: number) => {
    const at = new Date(hub.clock.epochMs() + hours * 60 * MINUTE_MS).toISOString();
    return { date: at.slice(0, 10), time: at.slice(11, 16) };
  };
  const schedule = async (hours: number): Promise<string> => {
    const plan = { title: 'Lectura', minutes: 60, timeZone: 'UTC', ...inHours(hours) };
    const { meetingIds } = await hilda.socket.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
    return meetingIds[0] ?? '';
  };
  const join = async (name: string): Promise<Person> => {
    const person = await hub.person(name);
    await (await person.connect()).do('rooms:join', { roomId });
    return person;
  };
  const told = async (of: Person) => {
    const page = await of.http.get<NoticesPage>('/api/notices?filter=meetings');
    return page.body.notices.map(({ what }) => what);
  };
  const tell = async (minutes = 0) => {
    await hub.app.get(MeetingTellings).tick();
    await hub.log.settled();
    hub.clock.advance(minutes * MINUTE_MS);
    await hub.app.get(MailRounds).tick();
  };

  const subjects = () => mailsOf().map(({ subject }) => subject);
  const mailsOf = () =>
    outboxOf(hub.dataDir).filter(({ to, subject }) => to.includes(leo.email ?? 'nobody') && !/Confirma/.test(subject));

  it('that left minutes go to the members who were away, whatever they had answered, once, with the way to the minutes', async () => {
    const [there, silent] = await Promise.all([join('Mía'), join('Nora')]);
    await silent.http.put(`/api/notices/rooms/${roomId}`, { off: true });
    const meetingId = await schedule(0);
    await leo.socket.do('meetings:rsvp', { roomId, meetingId, answer: 'no' });
    await hilda.socket.do('meetings:start', { roomId, meetingId });
    await there.socket.open(`room:${roomId}`);
    await waitFor('a visit', async () => {
      const visits = await hub.sql.query('select 1 from visits where meeting_id = $1', [meetingId]);
      return visits.length === 1;
    });
    await hilda.socket.do('meetings:end', { roomId, meetingId });
    await hub.log.settled();
    await hilda.socket.do('rooms:set-memory', { roomId, memory: { historyFrom: 'joined' } });
    const late = await join('Tardía');
    for (let times = 0; times < 2; times += 1) {
      await hilda.socket.do('minutes:publish', { roomId, meetingId });
      await tell(6);
    }
    expect(await told(leo)).toEqual(['minutes']);
    for (const nobody of [hilda, there, silent, late]) expect(await told(nobody)).toEqual([]);
    await waitFor('a mail', () => mailsOf().length > 0);
    const [mail] = mailsOf();
    expect(mail?.subject).toMatch(/^Ya está el acta de «Lectura», del /);
    expect(mail?.text).toContain(`/rooms/${roomId}/meetings/${meetingId}/minutes`);
  });

  it('that were moved or called off go to who would have come, or perhaps, and speak of the last that is so', async () => {
    const perhaps = await join('Mía');
    const meetingId = await schedule(30);
    const answer = (who: Person, said: 'yes' | 'maybe') =>
      who.socket.do('meetings:rsvp', { roomId, meetingId, answer: said });
    await Promise.all([answer(leo, 'yes'), answer(perhaps, 'maybe')]);
    await hilda.socket.do('meetings:edit', { roomId, meetingId, about: 'Otra cosa' });
    await tell();
    expect(await told(leo)).toEqual([]);
    for (const hours of [40, 50]) await hilda.socket.do('meetings:edit', { roomId, meetingId, ...inHours(hours) });
    await tell();
    expect([await told(leo), await told(perhaps), await told(hilda)]).toEqual([
      ['meeting-moved'],
      ['meeting-moved'],
      [],
    ]);
    await hilda.socket.do('meetings:cancel', { roomId, meetingId });
    await tell();
    expect([await told(leo), await told(perhaps)]).toEqual([['meeting-cancelled'], ['meeting-cancelled']]);
    await waitFor('both mails', () => mailsOf().length === 2);
    expect(subjects()).toEqual([
      expect.stringMatching(/^«Lectura» cambia de hora\. Ahora empieza el /),
      expect.stringMatching(/^«Lectura», del .*, se ha cancelado$/),
    ]);
    await hub.log.rebuild('notifications.inbox');
    expect(await told(leo)).toEqual(['meeting-cancelled']);
  });

  it('of a big room are told by portions, and nobody is left out or told twice', async () => {
    const [{ ids } = { ids: [] }] = await hub.sql.query<{ ids: string[] }>(
      `with made as (insert into accounts (id, kind, name, language, time_zone, created_at)
         select gen_random_uuid(), 'person', 'Miembro ' || n, 'es', 'UTC', now() from generate_series(1, 430) n returning id, name),
       joined as (insert into memberships (room_id, account_id, name, kind, role, state, joined_at)
         select $1, id, name, 'person', 'learner', 'member', now() from made)
       select array_agg(id::text) as ids from made`,
      [roomId],
    );
    const meetingId = await schedule(0);
    await hilda.socket.do('meetings:start', { roomId, meetingId });
    await hilda.socket.do('meetings:end', { roomId, meetingId });
    await hub.log.settled();
    await hilda.socket.do('minutes:publish', { roomId, meetingId });
    await tell();
    const portions = await hub.sql.query<{ people: number }>(
      `select count(*) as people from events where type = 'notifications.meeting-told' and subject = $1 group by xmin`,
      [meetingId],
    );
    expect(portions.map(({ people }) => people).sort()).toEqual([200, 200, 31]);
    const [{ count } = { count: 0 }] = await hub.sql.query<{ count: number }>(
      `select count(distinct account_id) as count from notices where meeting_id = $1 and account_id = any($2::uuid[])`,
      [meetingId, ids],
    );
    expect(count).toBe(430);
  });
});
