import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, cleanUp, newFolder, reachableBy, startHub, until } from './hub-process.js';
import { somebodyAt, textsOf } from './somebody.js';

const NOBODY = 65_534;
const root = process.getuid?.() === 0;
const mounted: string[] = [];

/** A small disk of its own; undefined where this user may not mount one. */
function newDisk(options: string): string | undefined {
  const folder = join(newFolder(), 'disk');
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tertulia-test', folder]).status !== 0) return undefined;
  mounted.push(folder);
  return folder;
}

const canMount = ((): boolean => {
  const disk = newDisk('size=1m');
  if (disk === undefined) return false;
  mounted.pop();
  return spawnSync('umount', [disk]).status === 0;
})();
const itWithDisks = canMount ? it : it.skip;
const itAsAnother = root && reachableBy(NOBODY) ? it : it.skip;

describe('disks', () => {
  beforeAll(buildServer);
  afterAll(async () => {
    await cleanUp(() => {
      for (const disk of mounted) spawnSync('umount', ['-l', disk]);
    });
  });

  itWithDisks('a disk that is full at the first start (skipped where no disk can be mounted)', async () => {
    const disk = newDisk('size=20m');
    const hub = startHub({ DATA_DIR: `${disk}/data` });
    expect(await hub.exited).toBe(1);
    expect(hub.errors()).toBe(
      `The disk that holds ${disk}/data is full; make room, or set DATA_DIR to a folder on another disk.`,
    );
  });

  itWithDisks('a start on a disk that has become full, and again when there is room', async () => {
    const disk = newDisk('size=200m');
    const dataDir = `${disk}/data`;
    const first = startHub({ DATA_DIR: dataDir });
    await first.ready;
    first.kill('SIGTERM');
    expect(await first.exited).toBe(0);

    spawnSync('dd', ['if=/dev/zero', `of=${disk}/ballast`, 'bs=64k']);
    const full = startHub({ DATA_DIR: dataDir });
    expect(await full.exited).toBe(1);
    expect(full.errors()).toBe(
      `The disk that holds ${dataDir} is full; make room, or set DATA_DIR to a folder on another disk.`,
    );

    rmSync(`${disk}/ballast`);
    const again = startHub({ DATA_DIR: dataDir });
    await again.ready;
    again.kill('SIGTERM');
    expect(await again.exited).toBe(0);
  });

  itWithDisks('a disk that fills up later refuses writes in words, answers reads, and recovers', async () => {
    const disk = newDisk('size=400m');
    const hub = startHub({ DATA_DIR: `${disk}/data` });
    const url = await hub.ready;
    const alice = await somebodyAt(url);
    await alice.live.post(alice.roomId, 'antes');

    spawnSync('dd', ['if=/dev/zero', `of=${disk}/ballast`, 'bs=64k']);
    const refused = await until(async () => {
      const answer = await alice.live.ask('chat:post', {
        roomId: alice.roomId,
        clientId: randomUUID(),
        text: 'durante',
      });
      return !answer.ok && answer.error.code === 'disk-full' ? answer.error : undefined;
    });
    expect(refused.message).toMatch(/espacio|space/);
    const room = await alice.http.post<{ code: string }>('/api/rooms', { kind: 'study-group', title: 'Sin sitio' });
    expect(room.status).toBe(507);
    expect(room.body).toMatchObject({ code: 'disk-full' });
    expect(await textsOf(alice.http, alice.roomId)).toContain('antes');

    rmSync(`${disk}/ballast`);
    await until(async () => {
      const answer = await alice.live.ask('chat:post', {
        roomId: alice.roomId,
        clientId: randomUUID(),
        text: 'después',
      });
      return answer.ok ? true : undefined;
    });
    expect(await textsOf(alice.http, alice.roomId)).toEqual(expect.arrayContaining(['antes', 'después']));
    alice.live.close();
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  itWithDisks('a read-only disk (skipped where no disk can be mounted)', async () => {
    const disk = newDisk('size=1m,ro');
    const hub = startHub({ DATA_DIR: `${disk}/data` });
    expect(await hub.exited).toBe(1);
    expect(hub.errors()).toBe(
      `The disk that holds ${disk}/data is read-only; set DATA_DIR to a folder that can be written.`,
    );
  });

  itAsAnother('an ordinary user starts it (skipped unless root may lend the sources to another user)', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o777);
    const hub = startHub({ DATA_DIR: join(folder, 'data') }, { uid: NOBODY, cwd: '/' });
    const url = await hub.ready;
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('a folder that this user may not write', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'tertulia.json'), '{"format":1}');
    chmodSync(folder, 0o555);
    const lent = root && reachableBy(NOBODY);
    // To root every folder is open, save those of the kernel.
    const dataDir = root && !lent ? '/sys/tertulia' : folder;
    const hub = startHub({ DATA_DIR: dataDir }, lent ? { uid: NOBODY, cwd: '/' } : {});
    expect(await hub.exited).toBe(1);
    expect(hub.errors()).toMatch(
      new RegExp(
        `^(The folder ${dataDir} cannot be written by this user; change its owner, or set DATA_DIR to another folder\\.|` +
          `The disk that holds ${dataDir} is read-only; set DATA_DIR to a folder that can be written\\.)$`,
      ),
    );
  });
});
