import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import type { MeetingDetail, PastMeetings, UpcomingMeetings } from '../../src/contract/meetings.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { MeetingClock } from '../../src/features/rooms/meetings/meeting-clock.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const MINUTE_MS = 60_000;
const plan = {
  title: 'Lectura',
  date: '2099-03-26',
  time: '18:30',
  timeZone: 'Europe/Madrid',
  minutes: 60,
  agenda: [
    { title: 'Ronda', minutes: 10 },
    { title: 'Texto', minutes: 40 },
  ],
};

describe('meetings', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let host: Live;
  let learner: Live;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [hilda, leo] = await Promise.all([hub.person('Hilda'), hub.person('Leo')]);
    [host, learner] = await Promise.all([hilda.connect(), leo.connect()]);
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(hilda);
    await learner.do('rooms:join', { roomId });
  });

  const schedule = async (more: object = {}) =>
    (await host.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan, ...more })).meetingIds;
  const one = async (more: object = {}) => (await schedule(more))[0] ?? '';
  const snapshot = async (of = leo) => (await of.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body;
  const meetings = async (of = leo) => (await snapshot(of)).shared.meetings;
  /** A plan for so many minutes from now. */
  const inMinutes = (minutes: number) => {
    const at = new Date(hub.clock.epochMs() + minutes * MINUTE_MS).toISOString();
    return { date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC' };
  };
  const tick = () => hub.app.get(MeetingClock).tick();

  it('of a series keep their hour over the change of clocks, and make no room', async () => {
    await schedule({ repeat: { every: 'week', count: 2 } });
    const both = await meetings();
    expect(both.map(({ startsAt }) => startsAt)).toEqual(['2099-03-26T17:30:00.000Z', '2099-04-02T16:30:00.000Z']);
    expect(new Set(both.map(({ seriesId }) => seriesId)).size).toBe(1);
    const [row] = await hub.sql.query<{ count: number }>(
      'select count(*) from rooms where created_by = $1 and id > $2',
      [hilda.id, roomId],
    );
    expect(row?.count).toBe(0);
  });

  it('are changed and called off alone, or with those that follow', async () => {
    const ids = await schedule({ repeat: { every: 'day', count: 4 } });
    const [first = '', second = '', third = ''] = ids;
    const inMeeting = (meetingId: string) => ({ roomId, meetingId });
    await host.do('meetings:edit', { ...inMeeting(first), title: 'Solo esta' });
    await host.do('meetings:edit', { ...inMeeting(second), scope: 'following', date: '2099-03-28', time: '10:00' });
    await host.do('meetings:cancel', { ...inMeeting(third), scope: 'one' });
    expect((await meetings()).map(({ title, startsAt }) => `${title} ${startsAt}`)).toEqual([
      'Solo esta 2099-03-26T17:30:00.000Z',
      'Lectura 2099-03-28T09:00:00.000Z',
      'Lectura 2099-03-30T08:00:00.000Z',
    ]);
    await host.do('meetings:cancel', { ...inMeeting(second), scope: 'following' });
    expect((await meetings()).map(({ title }) => title)).toEqual(['Solo esta']);
    expect(await host.refused('meetings:edit', { ...inMeeting(third), title: 'Otra' })).toBe('meetings/over');
    const past = await leo.http.get<PastMeetings>(`/api/rooms/${roomId}/meetings?limit=2`);
    expect(past.body.meetings.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    const rest = await leo.http.get<PastMeetings>(
      `/api/rooms/${roomId}/meetings?limit=2&before=${past.body.next ?? ''}`,
    );
    expect(rest.body).toMatchObject({ meetings: [{ state: 'cancelled' }], next: null });
  });

  it('cannot be planned for what has passed, nor without end', async () => {
    const late = { roomId, clientId: randomUUID(), ...plan, ...inMinutes(-20) };
    expect(await host.refused('meetings:schedule', late)).toBe('meetings/in-the-past');
    await schedule({ repeat: { every: 'day', count: 100 } });
    await schedule({ repeat: { every: 'day', until: '2199-01-01' } });
    expect(await meetings()).toHaveLength(200);
    const more = { roomId, clientId: randomUUID(), ...plan };
    expect(await host.refused('meetings:schedule', more)).toBe('meetings/too-many');
  });

  it('say who comes, with counts for everybody and names for who asks', async () => {
    const meetingId = await one();
    await learner.do('meetings:rsvp', { roomId, meetingId, answer: 'yes' });
    await host.do('meetings:rsvp', { roomId, meetingId, answer: 'maybe' });
    await host.do('meetings:rsvp', { roomId, meetingId, answer: 'no' });
    const before = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq;
    await host.do('meetings:rsvp', { roomId, meetingId, answer: 'no' });
    expect((await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq).toBe(before);
    const { shared, personal } = await snapshot();
    expect(shared.meetings[0]?.answers).toEqual({ yes: 1, maybe: 0, no: 1 });
    expect(personal.meetings).toEqual({ answers: { [meetingId]: 'yes' }, entries: {} });
    const { body } = await leo.http.get<MeetingDetail>(`/api/rooms/${roomId}/meetings/${meetingId}`);
    expect(body.people.map(({ person, answer }) => `${person.name} ${answer}`)).toEqual(['Hilda no', 'Leo yes']);
    await learner.do('meetings:rsvp', { roomId, meetingId, answer: null });
    expect((await meetings())[0]?.answers).toEqual({ yes: 0, maybe: 0, no: 1 });
  });

  it('come to their time by the clock: doors, beginning, end, or nothing where nobody came', async () => {
    const meetingId = await one({ ...inMinutes(30), minutes: 5 });
    const empty = await one({ ...inMinutes(31), minutes: 5 });
    const state = async (id: string) =>
      (await leo.http.get<MeetingDetail>(`/api/rooms/${roomId}/meetings/${id}`)).body.meeting.state;
    await tick();
    expect(await state(meetingId)).toBe('scheduled');
    // Home shows it.
    const { body } = await leo.http.get<UpcomingMeetings>('/api/meetings');
    expect(body.meetings.filter(({ room }) => room.id === roomId).map(({ meeting }) => meeting.id)).toEqual([
      meetingId,
      empty,
    ]);
    await hub.sql.query(`update meetings set starts_at = starts_at - interval '25 minutes' where room_id = $1`, [
      roomId,
    ]);
    await tick();
    expect(await state(meetingId)).toBe('waiting');
    await hub.sql.query(`update meetings set starts_at = starts_at - interval '10 minutes' where room_id = $1`, [
      roomId,
    ]);
    await tick();
    expect(await state(meetingId)).toBe('waiting');
    await learner.open(`room:${roomId}`);
    await waitFor('the meeting to begin', async () => {
      await tick();
      return (await state(meetingId)) === 'live';
    });
    expect(await state(empty)).toBe('waiting');
    await learner.do('stream:close', { stream: `room:${roomId}` });
    await hub.sql.query(`update meetings set starts_at = starts_at - interval '2 hours' where id = $1`, [empty]);
    await tick();
    expect(await state(empty)).toBe('cancelled');
  });

  it('are ended and called off when their room is archived', async () => {
    const live = await one();
    await host.do('meetings:start', { roomId, meetingId: live });
    const planned = await one();
    expect(await host.refused('meetings:start', { roomId, meetingId: planned })).toBe('meetings/another-live');
    await host.do('rooms:archive', { roomId });
    expect(await meetings()).toEqual([]);
    const { events } = await hub.log.read(`room:${roomId}`, 0, 100);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['meetings.meeting-ended', 'meetings.meeting-cancelled']),
    );
  });

  it('move along their agenda, the same for all', async () => {
    const meetingId = await one();
    expect(await host.refused('meetings:move-agenda', { roomId, meetingId, step: 1 })).toBe('meetings/not-yet');
    await host.do('meetings:start', { roomId, meetingId });
    expect((await meetings())[0]).toMatchObject({ state: 'live', step: 0 });
    await learner.open(`room:${roomId}`);
    await host.do('meetings:move-agenda', { roomId, meetingId, step: 1 });
    const moved = await learner.event('meetings.agenda-moved', ({ payload }) => payload.meeting.id === meetingId);
    expect(moved.payload.meeting).toMatchObject({ step: 1, stepAt: moved.at });
    expect(await host.refused('meetings:move-agenda', { roomId, meetingId, step: 2 })).toBe('meetings/no-such-step');
    expect(await learner.refused('meetings:move-agenda', { roomId, meetingId, step: 0 })).toBe('not-allowed');
    const asked = hub.clock.epochMs();
    const { now } = await learner.do('meetings:time', { roomId });
    expect(Date.parse(now)).toBeGreaterThanOrEqual(asked);
    expect(Date.parse(now)).toBeLessThanOrEqual(hub.clock.epochMs());
    await learner.do('stream:close', { stream: `room:${roomId}` });
  });

  describe('in somebody’s own calendar', () => {
    const address = async (of: Person) =>
      (await of.http.post<{ path: string }>(`/api/rooms/${roomId}/calendar`)).body.path;
    const read = async (path: string) => {
      const answer = await hub.visitor().get<string>(path);
      if (answer.status !== 200) return answer.status;
      expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      return new ICAL.Component(ICAL.parse(answer.body)).getAllSubcomponents('vevent').map((entry) => {
        const { uid, sequence, summary } = new ICAL.Event(entry);
        return { uid, sequence, summary, status: entry.getFirstPropertyValue('status') };
      });
    };

    it('keep their names there, whatever becomes of them', async () => {
      const [first = '', second = ''] = await schedule({ repeat: { every: 'day', count: 2 } });
      const path = await address(leo);
      const uid = (id: string) => `${id}@tertulia`;
      const entry = { sequence: 0, summary: 'Lectura', status: 'CONFIRMED' };
      expect(await read(path)).toEqual([
        { uid: uid(first), ...entry },
        { uid: uid(second), ...entry },
      ]);
      await host.do('meetings:edit', { roomId, meetingId: first, title: 'Otra' });
      await host.do('meetings:cancel', { roomId, meetingId: second });
      expect(await read(path)).toEqual([
        { uid: uid(first), sequence: 1, summary: 'Otra', status: 'CONFIRMED' },
        { uid: uid(second), sequence: 1, summary: 'Lectura', status: 'CANCELLED' },
      ]);
      const file = await leo.http.get<string>(`/api/rooms/${roomId}/meetings/${first}/calendar.ics`);
      expect(file.body).toContain(`UID:${uid(first)}`);
      expect(file.body).not.toContain(uid(second));
    });

    it('are read by a secret that can be renewed, is nowhere written down, and ends with the membership', async () => {
      await schedule();
      const before = await address(leo);
      const secret = before.slice('/api/calendars/'.length, -'.ics'.length);
      const [row] = await hub.sql.query<{ found: boolean }>(
        `select exists (select 1 from meeting_calendars c where c::text like $1) as found`,
        [`%${secret}%`],
      );
      expect(row?.found).toBe(false);
      const now = await address(leo);
      expect(await read(before)).toBe(404);
      expect(await read(now)).toHaveLength(1);
      await host.do('rooms:edit', { roomId, visibility: 'private' });
      expect(await read(now)).toHaveLength(1);
      await host.do('rooms:remove', { roomId, personId: leo.id });
      expect(await read(now)).toBe(404);
    });
  });
});
