// A hub as people run it (dist, embedded PostgreSQL with fsync on, nothing switched off), with a room and guests in it.
import { fork } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postmasterOf } from './cpu.mjs';

/** With `profile` (a file) the hub can be told to profile itself: see profile.mjs. */
export async function startHub({ profile } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-bench-'));
  chmodSync(dataDir, 0o755);
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const child = fork('dist/src/main.js', {
    execArgv: profile ? ['--import', new URL('profile.mjs', import.meta.url).href] : [],
    env: {
      ...process.env,
      ...(profile ? { BENCH_PROFILE: profile } : {}),
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO: 'off',
      LOG_LEVEL: 'fatal',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let printed = '';
  child.stdout.on('data', (data) => (printed += data));
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${printed}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    pid: child.pid,
    postmaster: postmasterOf(dataDir),
    toggleProfile: () => child.kill('SIGUSR2'),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function call(url, method, path, body, token) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: url,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  // A loaded machine may be slow to set the stage; what is measured comes later.
  if (response.status === 503) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return call(url, method, path, body, token);
  }
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

// A room lets in 600 guests in ten minutes: where more sockets are wanted, each has two devices.
const GUESTS_MAX = 500;

/** A room with guests for so many sockets: { room, tokens }. */
export async function roomWithGuests(url, sockets) {
  const count = Math.min(sockets, GUESTS_MAX);
  const hub = await call(url, 'GET', '/api/hub');
  const session = await call(url, 'POST', '/api/accounts', {
    name: 'Anfitriona',
    email: `host${Math.random()}@example.org`,
    password: 'a long enough password',
    ageBand: '18-plus',
    acceptedTerms: hub.legalVersion,
  });
  const { room } = await call(
    url,
    'POST',
    '/api/rooms',
    { kind: 'study-group', title: 'Banco de pruebas', capacity: 10_000 },
    session.accessToken,
  );
  const invite = await call(url, 'POST', `/api/rooms/${room.id}/invites`, { guests: true }, session.accessToken);
  const tokens = [];
  while (tokens.length < count) {
    const batch = Array.from({ length: Math.min(20, count - tokens.length) }, (_, i) =>
      call(url, 'POST', `/api/invites/${invite.code}/guest`, { name: `Persona ${tokens.length + i}` }),
    );
    tokens.push(...(await Promise.all(batch)).map((entered) => entered.session.accessToken));
  }
  return { room: room.id, tokens };
}
