import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Logger } from '@nestjs/common';
import { version } from 'mediasoup';
import { workerPlace } from '../../src/features/stage/worker/worker-place.js';
import { WorkerProgram } from '../../src/features/stage/worker/worker-program.js';
import { Programs } from '../../src/platform/programs/programs.js';
import { cleanUp, root } from '../ground/hub-process.js';
import { TestHub } from '../support/hub.js';
import { waitFor } from '../support/wait-for.js';
import { archive, Machine, processesWith, programOn, Releases, WORKER, writeProgram } from './toolbox.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => cleanUp());

const settled = (program: WorkerProgram, state: string) =>
  waitFor(`the worker to be ${state}`, () => program.state === state);

describe('a worker that is there', () => {
  it('is the one that a setting names, or a reason to say which setting is wrong', async () => {
    const machine = new Machine();
    const chosen = join(machine.folder, 'chosen');
    writeProgram(chosen, WORKER);
    const { program, listens, states } = programOn(machine, { MEDIASOUP_WORKER_BIN: chosen });
    expect([program.state, program.path]).toEqual(['preparing', null]);
    listens();
    await settled(program, 'ready');
    expect([program.path, program.missing, states]).toEqual([chosen, null, ['ready']]);
    await program.onModuleDestroy();

    writeProgram(chosen, '#!/bin/sh\nexit 0\n');
    const wrong = programOn(machine, { MEDIASOUP_WORKER_BIN: chosen });
    wrong.listens();
    await settled(wrong.program, 'missing');
    expect([wrong.program.why, wrong.program.missing]).toEqual(['setting', 'MEDIASOUP_WORKER_BIN=']);
    await wrong.program.onModuleDestroy();
  });

  it('is found in the cache, where the scripts put it too', async () => {
    const machine = new Machine();
    const place = workerPlace(machine.cacheFolder);
    const scripts = (await import(join(root, 'scripts/mediasoup-worker/place.mjs'))) as {
      placeOf: (version: string, env: Record<string, string>) => string;
    };
    expect(place).toBe(scripts.placeOf(version, { XDG_CACHE_HOME: machine.cacheFolder }));
    mkdirSync(dirname(place), { recursive: true });
    writeProgram(place, WORKER);
    const { program, listens } = programOn(machine);
    listens();
    await settled(program, 'ready');
    expect(program.path).toBe(place);
    await program.onModuleDestroy();
  });

  it('is not asked for where video is off, nor before the hub answers', async () => {
    const off = programOn(new Machine(), { VIDEO: 'off' });
    off.listens();
    expect([off.program.state, off.program.why, off.program.missing]).toEqual(['missing', 'off', 'VIDEO=on']);
    await off.program.onModuleDestroy();
    const early = programOn(new Machine());
    expect([early.program.state, early.program.doing]).toEqual(['preparing', null]);
    await early.program.onModuleDestroy();
    expect(early.states).toEqual([]);
  });
});

describe('a worker that is fetched', () => {
  let releases: Releases;
  let downloads: string;
  beforeEach(async () => {
    releases = new Releases();
    downloads = await releases.open();
  });
  afterEach(() => releases.close());

  it('is the one of this version and machine, and is kept', async () => {
    const machine = new Machine();
    releases.answer = archive('mediasoup-worker', WORKER);
    const { program, listens } = programOn(machine, { MEDIASOUP_DOWNLOADS: downloads });
    listens();
    await settled(program, 'ready');
    expect(readFileSync(workerPlace(machine.cacheFolder), 'utf8')).toBe(WORKER);
    expect(releases.asked).toHaveLength(1);
    expect(releases.asked[0]).toMatch(
      new RegExp(`^/releases/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}.*\\.tgz$`),
    );
    await program.onModuleDestroy();
  });

  it.each([
    ['a page', Buffer.from('<html>Sign in to the network</html>')],
    ['another archive', archive('something-else', WORKER)],
    ['a program for another machine', archive('mediasoup-worker', 'MZ')],
    ['an archive that says more than it has', archive('mediasoup-worker', WORKER).subarray(0, 90)],
    ['nothing', 'nothing' as const],
  ])('is not taken for one where %s comes', async (_, answer) => {
    const machine = new Machine();
    releases.answer = answer;
    const { program, listens, states } = programOn(machine, { MEDIASOUP_DOWNLOADS: downloads });
    listens();
    await settled(program, 'missing');
    expect([program.missing, states]).toEqual(['npm run setup:media', ['missing']]);
    expect(existsSync(workerPlace(machine.cacheFolder))).toBe(false);
    await program.onModuleDestroy();
  });

  it('is waited for ten seconds and no longer', async () => {
    releases.answer = 'silence';
    const { program, listens, clock } = programOn(new Machine(), { MEDIASOUP_DOWNLOADS: downloads });
    listens();
    await waitFor('the question', () => releases.asked.length > 0);
    expect([program.state, program.doing]).toEqual(['preparing', { step: 'fetching', progress: null }]);
    clock.advance(10_000);
    await settled(program, 'missing');
    await program.onModuleDestroy();
  });
});

describe('a worker that is built', () => {
  // What a build leaves behind is where it ended; the second one must make the program whole.
  const HANGS_ONCE = `if [ ! -e "$HOME/again" ]; then
      touch "$HOME/again"; echo half >mediasoup-worker; echo "[1/4] first"; tail -f "$HOME/again" & wait
    fi
    printf '#!/bin/sh\\nexit 41\\n' >mediasoup-worker`;

  it('is begun again after an interruption, and nothing runs on after the hub', async () => {
    const machine = new Machine();
    machine.installCompilers(HANGS_ONCE);
    const place = workerPlace(machine.cacheFolder);
    const first = programOn(machine);
    first.listens();
    await waitFor('the build', () => first.program.doing?.progress === 25);
    expect([first.program.state, first.program.doing?.step]).toEqual(['preparing', 'building']);
    await first.program.onModuleDestroy();
    expect(processesWith(machine.folder)).toEqual([]);
    expect(existsSync(join(machine.folder, 'again'))).toBe(true);
    expect([existsSync(place), first.program.state]).toEqual([false, 'preparing']);

    const again = programOn(machine);
    again.listens();
    await settled(again.program, 'ready');
    expect(readFileSync(place, 'utf8')).toBe(WORKER);
    expect(existsSync(`${place}.building`)).toBe(false);
    await again.program.onModuleDestroy();
  });

  it('is built by one of two hubs', async () => {
    const machine = new Machine();
    machine.installCompilers(`echo built >>"$HOME/builds"; sleep 1; printf '#!/bin/sh\\nexit 41\\n' >mediasoup-worker`);
    const hubs = [programOn(machine), programOn(machine)];
    for (const { listens } of hubs) listens();
    for (const { program } of hubs) await settled(program, 'ready');
    expect(readFileSync(join(machine.folder, 'builds'), 'utf8')).toBe('built\n');
    for (const { program } of hubs) await program.onModuleDestroy();
  });

  it('that does not come to anything is missing, until somebody brings one', async () => {
    const machine = new Machine();
    machine.installCompilers('echo "error: no such thing"; exit 1');
    const { program, listens, states } = programOn(machine);
    listens();
    await settled(program, 'missing');
    expect([program.why, program.missing, program.doing]).toEqual(['not-here', 'npm run setup:media', null]);
    expect(existsSync(`${workerPlace(machine.cacheFolder)}.building`)).toBe(false);
    writeProgram(workerPlace(machine.cacheFolder), WORKER);
    await settled(program, 'ready');
    expect([program.missing, states]).toEqual([null, ['missing', 'ready']]);
    await program.onModuleDestroy();
  });
});

it('lets a hub start without network and without compilers, and says what would help', async () => {
  class Bare extends Machine {}
  const env = { VIDEO: 'on', MEDIASOUP_DOWNLOADS: 'http://127.0.0.1:9/nobody' };
  const hub = await TestHub.boot({ env, replace: [{ token: Programs, by: Bare }] });
  try {
    const program = hub.app.get(WorkerProgram);
    expect((await hub.visitor().get('/health/ready')).status).toBe(200);
    await settled(program, 'missing');
    expect(program.missing).toBe('npm run setup:media');
    expect((await hub.visitor().get('/health/ready')).status).toBe(200);
    expect((await hub.person('Ada')).id).toBeTruthy();
  } finally {
    await hub.close();
  }
});
