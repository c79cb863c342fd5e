import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { AttendanceRepository } from '../../src/features/rooms/attendance.repository.js';
import { MeetingClock } from '../../src/features/rooms/meetings/meeting-clock.js';
import { Presence } from '../../src/features/rooms/presence.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import { Live, type Person } from '../support/person.js';
import { createTestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

const MINUTE_MS = 60_000;

interface MeetingRow {
  id: string;
  state: string;
  form: string;
  started_at: Date;
  empty_since: Date | null;
  ended_at: Date | null;
}
interface VisitRow {
  account_id: string;
  meeting_id: string | null;
  started_at: Date;
  seen_until: Date;
  ended_at: Date | null;
}

describe('meetings and visits', () => {
  let hub: TestHub;
  let host: Person;
  let live: Live;
  beforeAll(async () => {
    hub = await TestHub.boot();
    host = await hub.person('Hugo');
    live = await host.connect();
  });
  afterAll(() => hub.close());

  const meetings = (roomId: string, of = hub) =>
    of.sql.query<MeetingRow>('select * from meetings where room_id = $1 order by started_at, id', [roomId]);
  const visits = (roomId: string, of = hub) =>
    of.sql.query<VisitRow>('select * from visits where room_id = $1 order by started_at, id', [roomId]);
  const enter = async (roomId: string) => {
    await live.open(`room:${roomId}`);
    await waitFor('a visit to begin', async () => (await visits(roomId)).some((visit) => visit.ended_at === null));
  };
  const leave = async (roomId: string) => {
    await live.do('stream:close', { stream: `room:${roomId}` });
    await waitFor('the visit to end', async () => (await visits(roomId)).every((visit) => visit.ended_at !== null));
    await hub.app.get(Presence).settled();
  };

  it('the first person starts the drop-in meeting; it ends five minutes after the last, and not before', async () => {
    const roomId = await hub.room(host);
    expect(await meetings(roomId)).toEqual([]);
    await enter(roomId);
    const [meeting] = await meetings(roomId);
    expect(meeting).toMatchObject({ state: 'live', form: 'drop-in', empty_since: null });
    expect(await visits(roomId)).toMatchObject([{ account_id: host.id, meeting_id: meeting?.id, ended_at: null }]);
    await leave(roomId);
    const [empty] = await meetings(roomId);
    expect(empty?.state).toBe('live');
    expect(empty?.empty_since).toEqual((await visits(roomId))[0]?.ended_at);

    // Back within five minutes it is the same meeting.
    hub.clock.advance(4 * MINUTE_MS);
    await hub.app.get(Presence).tick();
    await enter(roomId);
    expect(await meetings(roomId)).toMatchObject([{ id: meeting?.id, state: 'live', empty_since: null }]);
    await leave(roomId);
    const [again] = await meetings(roomId);
    hub.clock.advance(5 * MINUTE_MS + 1_000);
    await hub.app.get(MeetingClock).tick();
    const [ended] = await meetings(roomId);
    expect(ended?.state).toBe('ended');
    expect(ended?.ended_at?.getTime()).toBe((again?.empty_since?.getTime() ?? 0) + 5 * MINUTE_MS);

    // Later it is another one.
    await enter(roomId);
    const all = await meetings(roomId);
    expect(all.map(({ state }) => state)).toEqual(['ended', 'live']);
    expect((await visits(roomId)).map(({ meeting_id }) => meeting_id)).toEqual([meeting?.id, meeting?.id, all[1]?.id]);
    await leave(roomId);
  });

  it('archiving ends the meeting; who stays to read is in none, and reopening starts another', async () => {
    const roomId = await hub.room(host);
    await enter(roomId);
    await live.do('rooms:archive', { roomId });
    await waitFor('a visit without a meeting', async () => (await visits(roomId)).at(-1)?.meeting_id === null);
    expect(await meetings(roomId)).toMatchObject([{ state: 'ended' }]);
    await live.do('rooms:reopen', { roomId });
    await waitFor('a new meeting', async () => (await meetings(roomId)).length === 2);
    await waitFor(
      'a visit to it',
      async () => (await visits(roomId)).at(-1)?.meeting_id === (await meetings(roomId))[1]?.id,
    );
    const rows = await visits(roomId);
    expect(rows.map(({ ended_at }) => ended_at === null)).toEqual([false, false, true]);
    await leave(roomId);
  });

  it('is renewed while somebody is there', async () => {
    const roomId = await hub.room(host);
    await enter(roomId);
    const before = (await visits(roomId))[0]?.seen_until.getTime() ?? 0;
    hub.clock.advance(10_000);
    await hub.app.get(Presence).tick();
    const [visit] = await visits(roomId);
    expect((visit?.seen_until.getTime() ?? 0) - before).toBeGreaterThanOrEqual(10_000);
    expect(visit?.ended_at).toBeNull();
    await leave(roomId);
  });

  it('of a crowd are renewed in portions, and those that were closed meanwhile are told of every portion', async () => {
    const roomId = await hub.room(host);
    const rows = await hub.sql.query<{ id: string; ended_at: Date | null }>(
      `insert into visits (id, room_id, account_id, started_at, seen_until, ended_at)
       select gen_random_uuid(), $1, $2, $3, $3, case when n % 400 = 0 then $3::timestamptz end from generate_series(1, 1201) n
       returning id, ended_at`,
      [roomId, host.id, hub.clock.now()],
    );
    const at = new Date(hub.clock.now().getTime() + 5_000);
    const lost = await hub.app.get(AttendanceRepository).renew(
      rows.map(({ id }) => id),
      at,
    );
    expect(lost.length).toBe(3);
    expect(new Set(lost)).toEqual(new Set(rows.filter(({ ended_at }) => ended_at).map(({ id }) => id)));
    const open = (await visits(roomId)).filter(({ ended_at }) => ended_at === null);
    expect(open.length).toBe(1_198);
    expect(new Set(open.map(({ seen_until }) => seen_until.getTime()))).toEqual(new Set([at.getTime()]));
    await hub.sql.query('delete from visits where room_id = $1', [roomId]);
  });

  it('a node that was taken for dead begins a new visit for who is still there', async () => {
    const roomId = await hub.room(host);
    await enter(roomId);
    await hub.sql.query('update visits set ended_at = seen_until where room_id = $1', [roomId]);
    await hub.app.get(Presence).tick();
    await waitFor('a second visit', async () => (await visits(roomId)).length === 2);
    expect((await visits(roomId)).map(({ ended_at }) => ended_at === null)).toEqual([false, true]);
    await leave(roomId);
  });

  it('after a crash the next start closes what was left open, when it was last seen', async () => {
    const database = await createTestDatabase();
    const first = await TestHub.boot({ database });
    const eva = await first.person('Eva');
    const roomId = await first.room(eva);
    await (await eva.connect()).open(`room:${roomId}`);
    await waitFor('the visit', async () => (await visits(roomId, first)).length === 1);
    const [crashed] = await visits(roomId, first);
    await first.close();
    // As kill -9 would have left the rows: nobody had closed anything.
    const second = await TestHub.boot({ database });
    await second.sql.query('update visits set ended_at = null, seen_until = $2 where room_id = $1', [
      roomId,
      crashed?.seen_until,
    ]);
    await second.sql.query(`update meetings set empty_since = null where room_id = $1`, [roomId]);
    second.clock.advance(6 * MINUTE_MS);
    await second.app.get(Presence).tick();
    await second.app.get(MeetingClock).tick();
    const [closed] = await visits(roomId, second);
    expect(closed?.ended_at).toEqual(crashed?.seen_until);
    const [meeting] = await meetings(roomId, second);
    expect(meeting).toMatchObject({ state: 'ended', empty_since: crashed?.seen_until });
    expect(meeting?.ended_at?.getTime()).toBe((crashed?.seen_until.getTime() ?? 0) + 5 * MINUTE_MS);
    await second.close();
    await database.drop();
  });

  it('a shutdown closes every visit', async () => {
    const database = await createTestDatabase();
    const other = await TestHub.boot({ database });
    const eva = await other.person('Eva');
    const roomId = await other.room(eva);
    await (await eva.connect()).open(`room:${roomId}`);
    await waitFor('the visit', async () => (await visits(roomId, other)).length === 1);
    await other.close();
    const again = await TestHub.boot({ database });
    expect((await visits(roomId, again)).map(({ ended_at }) => ended_at === null)).toEqual([false]);
    await again.close();
    await database.drop();
  });

  it('a meeting begins on every node; lists count the people of each, and each of them once', async () => {
    const one = await TestHub.boot();
    const two = await TestHub.boot({ database: one.database, dataDir: one.dataDir });
    try {
      for (const node of [one, two]) node.app.get(Presence).meetOnStage(true);
      const eva = await one.person('Eva');
      const roomId = await one.room(eva);
      const [here, there] = [await Live.connect(one.url, eva.token), await Live.connect(two.url, eva.token)];
      await here.open(`room:${roomId}`);
      await there.open(`room:${roomId}`);
      await waitFor('a visit on each node', async () => (await visits(roomId, one)).length === 2);
      expect(await meetings(roomId, one)).toEqual([]);
      await (await MediaPeer.on(eva, roomId, here)).join();
      const attended = async () => (await visits(roomId, one)).filter(({ meeting_id }) => meeting_id !== null);
      await two.app.get(Presence).tick();
      await waitFor('the meeting on each node', async () => (await attended()).length === 2);
      const card = async () => (await eva.http.get<RoomCard>(`/api/rooms/${roomId}`)).body;
      expect(await card()).toMatchObject({ present: 1, faces: [{ id: eva.id }] });
      here.close();
      await waitFor('one visit to end', async () => (await attended()).some(({ ended_at }) => ended_at));
      await one.app.get(Presence).settled();
      expect(await card()).toMatchObject({ present: 1 });
      expect(await meetings(roomId, one)).toMatchObject([{ state: 'live', empty_since: null }]);
      there.close();
      await waitFor('nobody to be there', async () => (await card()).present === 0);
      await waitFor('the meeting to be empty', async () => (await meetings(roomId, one))[0]?.empty_since !== null);
    } finally {
      await two.close();
      await one.close();
    }
  });
});
