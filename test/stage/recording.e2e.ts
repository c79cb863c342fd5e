import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Finishing } from '../../src/features/stage/recording/finishing.js';
import { RecordedTracksRepository } from '../../src/features/stage/recording/recorded-tracks.repository.js';
import { Recorders } from '../../src/features/stage/recording/recorders.js';
import { RecordingWatch } from '../../src/features/stage/recording/recording-watch.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { copyOf } from '../contract/canary-beside.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { recordingSteps } from './recording-steps.js';
import { withVideo } from './worker-bin.js';

const MINUTE = 60_000;

describe('recording a meeting', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;
  const steps = recordingSteps(() => ({ hub, host: ana }));
  const { meeting, send, begun, why, kept, until, recordings, ready, over, tapes, files, grows } = steps;

  beforeAll(async () => {
    hub = await TestHub.boot({ env: withVideo(), replace: [generous] });
    ana = await hub.person('Ana');
    berto = await hub.person('Berto');
    carla = await hub.person('Carla', { ageBand: '16-17' });
    await Promise.all([ana, berto, carla].map((person) => person.connect()));
    await waitFor('a worker', () => hub.app.get(MediaWorkers).video === 'ready' || undefined);
  });
  afterEach(steps.silence);
  afterAll(() => hub.close());

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
    const { roomId, meetingId, peers } = await meeting([berto]);
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
    const { roomId, meetingId } = await meeting([berto]);
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
      for (const left of [dataDir, join(hub.dataDir, 'tapes')]) rmSync(left, { recursive: true });
    }
  });

  it('is taken along by who is in it, goes with their account while others stay, and with the memory of its room', async () => {
    const dora = await hub.person('Dora');
    await dora.connect();
    const first = await meeting([berto, dora]);
    await send(first.roomId, ana, 'microphone');
    await send(first.roomId, dora, 'microphone');
    await send(first.roomId, dora, 'camera');
    const answers = [berto, dora].map((one): [Person, boolean] => [one, one === dora]);
    const recordingId = await begun(first.roomId, answers);
    await first.peers[2]?.do('captions:say', { text: 'Dicho por Dora', language: 'es', source: 'typed' });
    await waitFor('three tapes', () => tapes().length === 3 || undefined);
    await grows(dora, first.roomId);
    await over(first.roomId, first.meetingId);
    const recorded = await ready(first.roomId, first.meetingId);
    const copy = await copyOf(dora);
    const films = [...copy].filter(([path]) => path.endsWith('.webm'));
    expect(films.map(([path]) => path).sort()).toEqual(
      recorded.tracks
        .filter(({ person }) => person.id === dora.id)
        .map(({ id, source }) => `recordings/${id}-${source}.webm`)
        .sort(),
    );
    expect(films.map(([, content]) => content.includes('webm'))).toEqual([true, true]);
    expect(copy.get('recordings/captions.jsonl')).toContain('Dicho por Dora');
    const told = {
      recordingId,
      meetingId: first.meetingId,
      consents: true,
      tracks: [{ offsetMs: expect.any(Number) }, {}],
    };
    expect(JSON.parse(copy.get('recordings.json') ?? '')).toMatchObject([told]);

    // The account goes while another meeting is recorded with them in it.
    const second = await meeting([berto, dora]);
    await send(second.roomId, ana, 'microphone');
    await send(second.roomId, dora, 'microphone');
    const now = await begun(second.roomId, answers);
    await waitFor('two tapes', () => tapes().length === 2 || undefined);
    await grows(dora, second.roomId);
    const goes = { password: dora.password, texts: 'keep' };
    expect((await dora.http.post('/api/account/deletion', goes)).status).toBe(204);
    await hub.app.get(Finishing).tick();
    for (const table of ['recording_tracks', 'recording_captions', 'recording_answers'])
      expect(await hub.sql.query(`select 1 from ${table} where account_id = $1`, [dora.id])).toEqual([]);
    const late = { id: randomUUID(), recordingId: now, personId: dora.id, source: 'camera', codec: 'vp8' } as const;
    expect(await hub.app.get(RecordedTracksRepository).insert(late)).toBe(false);
    expect([tapes(), files()]).toEqual([[expect.any(String)], [expect.any(String)]]);
    await over(second.roomId, second.meetingId);
    for (const { roomId, meetingId } of [first, second])
      expect((await ready(roomId, meetingId)).tracks.map(({ person }) => person.name)).toEqual(['Ana']);

    // Thirty days, and not one of them less; the other room keeps what it has.
    await ana.socket.do('rooms:set-memory', { roomId: first.roomId, memory: { keepDays: 30 } });
    const left = async (days: number) => {
      hub.clock.advance(days * 24 * 60 * MINUTE);
      await hub.app.get(RecordingWatch).forget();
      const rows = await hub.sql.query<{ id: string }>('select id from recordings order by asked_at');
      return { files: files().length, rows: rows.filter(({ id }) => [recordingId, now].includes(id)) };
    };
    expect(await left(29)).toEqual({ files: 2, rows: [{ id: recordingId }, { id: now }] });
    expect(await left(2)).toEqual({ files: 1, rows: [{ id: now }] });
  });
});
