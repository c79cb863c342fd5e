import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { Recorded, RecordedMeeting, RecordingView } from '../../src/contract/recordings.contract.js';
import { Finishing } from '../../src/features/stage/recording/finishing.js';
import { Recorders } from '../../src/features/stage/recording/recorders.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { sends, type Sending } from './recorded-tracks.js';
import { withVideo } from './worker-bin.js';

const MINUTE = 60_000;

describe('recording a meeting', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;
  const sending: Sending[] = [];

  beforeAll(async () => {
    hub = await TestHub.boot({ env: withVideo(), replace: [generous] });
    ana = await hub.person('Ana');
    berto = await hub.person('Berto');
    carla = await hub.person('Carla', { ageBand: '16-17' });
    await Promise.all([ana, berto, carla].map((person) => person.connect()));
    await waitFor('a worker', () => hub.app.get(MediaWorkers).video === 'ready' || undefined);
  });
  afterEach(() => {
    for (const one of sending.splice(0)) one.stop();
  });
  afterAll(() => hub.close());

  /** People on a stage in a meeting that was planned and has begun. */
  async function meeting(
    others: readonly Person[] = [berto],
  ): Promise<{ roomId: string; meetingId: string; peers: MediaPeer[] }> {
    const roomId = await hub.room(ana, { visibility: 'public' });
    for (const { socket } of others) await socket.do('rooms:join', { roomId });
    const plan = { title: 'Encuentro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
    const [meetingId = ''] = (
      await ana.socket.do('meetings:schedule', { roomId, clientId: crypto.randomUUID(), ...plan })
    ).meetingIds;
    const peers = await Promise.all([ana, ...others].map((person) => MediaPeer.on(person, roomId)));
    await ana.socket.do('meetings:start', { roomId, meetingId });
    for (const peer of peers) await peer.join();
    return { roomId, meetingId, peers };
  }
  const send = async (roomId: string, person: Person, source: 'microphone' | 'camera') => {
    const one = await sends(hub, roomId, person, source);
    sending.push(one);
    return one;
  };
  async function begun(roomId: string, answers: readonly [Person, boolean][]): Promise<string> {
    const { recordingId } = await ana.socket.do('recordings:ask', { roomId, consents: true });
    for (const [{ socket }, consents] of answers)
      await socket.do('recordings:answer', { roomId, recordingId, consents });
    await until(roomId, 'on');
    return recordingId;
  }
  const kept = async (roomId: string) => {
    const { shared } = await hub.log.snapshot(`room:${roomId}`, HUB);
    return shared['recording'] as RecordingView | null;
  };
  const until = (roomId: string, state: RecordingView['state'] | null) =>
    waitFor(`a recording that is ${state}`, async () => ((await kept(roomId))?.state ?? null) === state || undefined);
  const why = async (recordingId: string) =>
    (await ana.socket.event('recordings.recording-ended', ({ subject }) => subject === recordingId)).payload.why;
  const recordings = async (reader: Person, roomId: string, meetingId: string) => {
    const path = `/api/rooms/${roomId}/meetings/${meetingId}/recordings`;
    let { status, body } = await reader.http.get<RecordedMeeting>(path);
    if (status === 401) {
      // The clock has been moved beyond what a token is good for.
      reader.http.token = (await reader.http.post<Session>('/api/session/refresh')).body.accessToken;
      ({ status, body } = await reader.http.get<RecordedMeeting>(path));
    }
    return status === 200 ? body.recordings : [];
  };
  const ready = (roomId: string, meetingId: string): Promise<Recorded> =>
    waitFor('its files', async () => {
      const [one] = await recordings(ana, roomId, meetingId);
      return one?.state === 'ready' ? one : undefined;
    });
  const tapes = (dataDir = hub.dataDir) =>
    existsSync(join(dataDir, 'tapes')) ? readdirSync(join(dataDir, 'tapes')) : [];
  const files = () => (existsSync(join(hub.dataDir, 'recordings')) ? readdirSync(join(hub.dataDir, 'recordings')) : []);
  const grows = async (person: Person, roomId: string, bytes = 2_000) => {
    const before = hub.app.get(Recorders).of(roomId)?.bytes ?? 0;
    await waitFor(
      `packets of ${person.name}`,
      () => (hub.app.get(Recorders).of(roomId)?.bytes ?? 0) > before + bytes || undefined,
    );
  };
  const over = async (roomId: string, meetingId: string) => ana.socket.do('meetings:end', { roomId, meetingId });

  it('keeps who said yes and nobody else, leaves its pauses out, plays with the minutes, and is gone when it is deleted', async () => {
    const { roomId, meetingId } = await meeting([berto, carla]);
    for (const person of [ana, berto, carla]) await send(roomId, person, 'microphone');
    await send(roomId, ana, 'camera');
    expect(await berto.socket.refused('recordings:ask', { roomId, consents: true })).toBe('not-allowed');
    const { recordingId } = await ana.socket.do('recordings:ask', { roomId, consents: true });
    const of = { roomId, recordingId };
    expect(await ana.socket.refused('recordings:ask', { roomId, consents: true })).toBe('recordings/going-on');
    expect(await ana.socket.refused('recordings:pause', { ...of, paused: true })).toBe('recordings/not-asked-yet');
    expect(await carla.socket.refused('recordings:answer', { ...of, consents: true, adult: true })).toBe(
      'recordings/of-age',
    );
    await carla.socket.do('recordings:answer', { ...of, consents: false });
    expect([tapes(), (await kept(roomId))?.state]).toEqual([[], 'asked']);
    await berto.socket.do('recordings:answer', { ...of, consents: false });
    await until(roomId, 'on');
    await grows(ana, roomId);
    await waitFor('two tapes', () => tapes().length === 2 || undefined);
    await ana.socket.do('recordings:pause', { ...of, paused: true });
    const paused = hub.app.get(Recorders).of(roomId)?.bytes;
    await new Promise((soon) => setTimeout(soon, 300));
    expect(hub.app.get(Recorders).of(roomId)?.bytes).toBe(paused);
    await berto.socket.do('recordings:answer', { ...of, consents: true });
    await ana.socket.do('recordings:pause', { ...of, paused: false });
    await waitFor('the tape of Berto', () => tapes().length === 3 || undefined);
    await grows(berto, roomId);
    await berto.socket.do('recordings:answer', { ...of, consents: false });
    await waitFor(
      'Berto no more',
      () => hub.app.get(Recorders).of(roomId)?.recording.answers.length === 3 || undefined,
    );
    expect(await recordings(ana, roomId, meetingId)).toEqual([]);
    await ana.socket.do('recordings:end', of);
    await over(roomId, meetingId);
    const recorded = await ready(roomId, meetingId);
    expect(recorded).toMatchObject({ id: recordingId, mayDelete: true, mine: true });
    expect(recorded.stretches).toHaveLength(2);
    expect(recorded.tracks.map(({ person, source }) => `${person.name} ${source}`).sort()).toEqual([
      ...['Ana camera', 'Ana microphone', 'Berto microphone'],
    ]);
    expect(tapes()).toEqual([]);
    const [track] = recorded.tracks;
    const src = `${hub.url}${track?.src ?? ''}`;
    const head = await fetch(src, { headers: { range: 'bytes=0-3' } });
    expect([head.status, head.headers.get('content-type'), [...new Uint8Array(await head.arrayBuffer())]]).toEqual([
      ...[206, 'video/webm', [0x1a, 0x45, 0xdf, 0xa3]],
    ]);
    const whole = await (await fetch(src)).arrayBuffer();
    expect(head.headers.get('content-range')).toBe(`bytes 0-3/${whole.byteLength}`);
    const [theirs] = await recordings(berto, roomId, meetingId);
    expect(theirs).toMatchObject({ mayDelete: false, mine: true });
    const stranger = await hub.person('Dora');
    await hub.sql.query(`update rooms set visibility = 'private' where id = $1`, [roomId]);
    expect(await recordings(stranger, roomId, meetingId)).toEqual([]);

    // Whoever is in it takes themself out; who leads takes all of it away.
    expect(await berto.socket.refused('recordings:delete', of)).toBe('not-allowed');
    await berto.socket.do('recordings:leave-out', of);
    await hub.app.get(Finishing).tick();
    expect(files()).toHaveLength(2);
    await ana.socket.do('recordings:delete', of);
    expect(files()).toEqual([]);
    expect(await recordings(ana, roomId, meetingId)).toEqual([]);
    expect((await fetch(src)).status).toBeGreaterThanOrEqual(400);
    expect(await ana.socket.refused('recordings:delete', of)).toBe('recordings/gone');
  });

  it('goes on when the worker dies, and when a co-host is there; ten minutes without anybody who leads end it', async () => {
    const { roomId, meetingId, peers } = await meeting();
    await send(roomId, ana, 'microphone');
    await send(roomId, berto, 'microphone');
    const recordingId = await begun(roomId, [[berto, true]]);
    await grows(berto, roomId);
    const [worker] = hub.app.get(MediaWorkers).all;
    process.kill(worker?.pid ?? 0, 'SIGKILL');
    await waitFor(
      'another worker',
      () => hub.app.get(MediaWorkers).all.some(({ pid }) => pid !== worker?.pid) || undefined,
    );
    await waitFor(
      'an end of the tapes',
      () =>
        hub.app
          .get(Recorders)
          .of(roomId)
          ?.isWriting(tapes()[0] ?? '') === false || undefined,
    );
    await send(roomId, berto, 'microphone');
    await grows(berto, roomId);
    expect((await kept(roomId))?.state).toBe('on');

    await ana.socket.do('rooms:set-role', { roomId, personId: berto.id, role: 'co-host' });
    await peers[0]?.do('stage:leave', {});
    hub.clock.advance(11 * MINUTE);
    await grows(berto, roomId);
    expect((await kept(roomId))?.state).toBe('on');
    await ana.socket.do('rooms:set-role', { roomId, personId: berto.id, role: 'learner' });
    await waitFor('nobody who leads', () => hub.app.get(Recorders).of(roomId)?.hostlessSince ?? undefined);
    hub.clock.advance(9 * MINUTE);
    await grows(berto, roomId);
    expect((await kept(roomId))?.state).toBe('on');
    hub.clock.advance(MINUTE);
    expect(await why(recordingId)).toBe('no-host');
    await until(roomId, null);
    const [going] = await hub.sql.query<{ state: string }>('select state from meetings where id = $1', [meetingId]);
    expect(going?.state).toBe('live');
    await over(roomId, meetingId);
    const { tracks } = await ready(roomId, meetingId);
    expect(tracks.map(({ person }) => person.name).sort()).toEqual(['Ana', 'Berto', 'Berto']);

    // A member of the platform's staff takes it away: that is written down. What is left of an account goes with it.
    const staff = await hub.person('Sara', { role: 'staff' });
    await staff.connect();
    await staff.socket.do('recordings:delete', { roomId, recordingId });
    const [deed] = await hub.sql.query<{ deed: string }>('select deed from audit_log where about_id = $1', [roomId]);
    expect([deed?.deed, files()]).toEqual(['room.recording-deleted', []]);
  });

  it('is not lost with its hub: what had been written is finished by the next one', async () => {
    const { roomId, meetingId } = await meeting();
    await send(roomId, ana, 'microphone');
    const recordingId = await begun(roomId, [[berto, false]]);
    await grows(ana, roomId, 4_000);
    await waitFor(
      'something on the disk',
      () => tapes().some((tape) => statSync(join(hub.dataDir, 'tapes', tape)).size > 500) || undefined,
    );
    // As if it had been struck dead in this moment: its disk and its rows are found by another, and it is heard of no more.
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-next-'));
    cpSync(hub.dataDir, dataDir, { recursive: true });
    const next = await TestHub.boot({ database: hub.database, dataDir });
    try {
      next.clock.advance(hub.clock.epochMs() - next.clock.epochMs() + MINUTE);
      await waitFor('its end and its file', async () => {
        const ended = await hub.sql.query(`select from events where subject = $1 and payload->>'why' = 'restarted'`, [
          recordingId,
        ]);
        return (ended.length > 0 && tapes(dataDir).length === 0) || undefined;
      });
      await over(roomId, meetingId);
      const { tracks } = await ready(roomId, meetingId);
      expect(tracks.map(({ person, source }) => `${person.name} ${source}`)).toEqual(['Ana microphone']);
    } finally {
      await next.close();
      await hub.app.get(Recorders).end(recordingId);
      rmSync(dataDir, { recursive: true });
    }
  });
});
