import { randomUUID } from 'node:crypto';
import type { AttendanceSheet } from '../../src/contract/meetings.contract.js';
import { buildServer, cleanUp, newFolder, startHub, until } from '../ground/hub-process.js';
import { signIn, somebodyAt } from '../ground/somebody.js';
import { Live } from '../support/person.js';

// Visits that a crash left open are closed when they are half a minute old, by the real clock of a real process.
const LIMIT_MS = 120_000;

beforeAll(() => buildServer());
afterAll(() => cleanUp());

it('attendance is exact across kill -9: the gap does not count, and nobody is there twice', async () => {
  const data = newFolder();
  const hub = startHub({ DATA_DIR: data });
  const url = await hub.ready;
  const somebody = await somebodyAt(url);
  const { roomId, live } = somebody;
  const plan = { title: 'Lectura', date: '2099-03-26', time: '18:30', timeZone: 'UTC', minutes: 60 };
  const { meetingIds } = await live.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
  const meetingId = meetingIds[0] ?? '';
  await live.do('meetings:start', { roomId, meetingId });
  await live.open(`room:${roomId}`);
  const path = `/api/rooms/${roomId}/meetings/${meetingId}/attendance`;
  const lineAt = async (http = somebody.http) => (await http.get<AttendanceSheet>(path)).body.people[0];
  await until(async () => ((await lineAt())?.seconds ?? 0) > 0 || undefined, LIMIT_MS);
  const before = await lineAt();
  hub.kill('SIGKILL');
  await hub.exited;
  live.close();

  const again = startHub({ DATA_DIR: data });
  const there = await again.ready;
  const http = await signIn(there, somebody);
  const back = await Live.connect(there, http.token ?? '');
  await back.open(`room:${roomId}`);
  // The first visit is closed where it was last seen; the second has begun.
  const line = await until(async () => {
    const now = await lineAt(http);
    return now && now.visits === 2 && now.seconds > (before?.seconds ?? 0) ? now : undefined;
  }, LIMIT_MS);
  expect(line.firstAt).toBe(before?.firstAt);
  expect(line.seconds * 1000).toBeLessThan(Date.parse(line.lastAt) - Date.parse(line.firstAt));
  await back.do('meetings:end', { roomId, meetingId });
  const ended = await until(async () => {
    const now = await lineAt(http);
    return now && now.lastAt >= line.lastAt ? now : undefined;
  }, LIMIT_MS);
  expect(ended.visits).toBe(2);
  back.close();
}, 300_000);
