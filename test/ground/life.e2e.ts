import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, cleanUp, databasePid, newFolder, startHub, until } from './hub-process.js';

// One hub after another on the same data, as on somebody's machine.
describe('the life of a hub', () => {
  let dataDir = '';

  beforeAll(() => {
    buildServer();
    dataDir = join(newFolder(), 'data');
  });
  afterAll(cleanUp);

  it('makes everything at the first start and answers', async () => {
    const hub = startHub({ DATA_DIR: dataDir });
    const url = await hub.ready;
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    for (const key of readdirSync(join(dataDir, 'keys')))
      expect(statSync(join(dataDir, 'keys', key)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dataDir, 'keys')).length).toBeGreaterThan(0);
    expect(databasePid(dataDir)).toBeDefined();
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
    expect(databasePid(dataDir)).toBeUndefined();
  });

  it('is ready soon the second time, and ends by Ctrl-C as well', async () => {
    const began = performance.now();
    const hub = startHub({ DATA_DIR: dataDir });
    const url = await hub.ready;
    // Promised are 5 s (docs/performance.md has the figures); ten times that is a hang on any machine.
    expect(performance.now() - began).toBeLessThan(50_000);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    hub.kill('SIGINT');
    // The terminal and the start script both pass it on.
    hub.kill('SIGINT');
    expect(await hub.exited).toBe(0);
    expect(databasePid(dataDir)).toBeUndefined();
  });

  it('adopts the database that a killed hub has left behind', async () => {
    const killed = startHub({ DATA_DIR: dataDir });
    await killed.ready;
    const database = databasePid(dataDir);
    killed.kill('SIGKILL');
    expect(await killed.exited).toBe('SIGKILL');
    expect(databasePid(dataDir)).toBe(database);

    const hub = startHub({ DATA_DIR: dataDir });
    const url = await hub.ready;
    expect(databasePid(dataDir)).toBe(database);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
    expect(databasePid(dataDir)).toBeUndefined();
  });

  it('recovers when hub and database were both killed', async () => {
    const killed = startHub({ DATA_DIR: dataDir });
    await killed.ready;
    const database = databasePid(dataDir);
    if (database === undefined) throw new Error('The database does not run.');
    killed.kill('SIGKILL');
    process.kill(database, 'SIGKILL');
    await killed.exited;

    const hub = startHub({ DATA_DIR: dataDir });
    const url = await hub.ready;
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    // … and the supervisor brings it back when it is killed under the living hub.
    const second = databasePid(dataDir);
    if (second === undefined) throw new Error('The database does not run.');
    process.kill(second, 'SIGKILL');
    const third = await until(() => {
      const pid = databasePid(dataDir);
      return pid !== second ? pid : undefined;
    });
    expect(third).not.toBe(second);
    await until(async () => ((await fetch(`${url}/health/ready`)).status === 200 ? true : undefined));
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('waits for a hub that is just ending, and refuses to share the folder of one that runs', async () => {
    const first = startHub({ DATA_DIR: dataDir });
    await first.ready;
    const refused = startHub({ DATA_DIR: dataDir });
    expect(await refused.exited).toBe(1);
    expect(refused.errors()).toBe(
      `Another Tertulia (process ${first.pid}) is running with the folder ${dataDir}; stop it first, or set DATA_DIR to another folder.`,
    );

    first.kill('SIGTERM');
    const next = startHub({ DATA_DIR: dataDir });
    await next.ready;
    expect(await first.exited).toBe(0);
    next.kill('SIGTERM');
    expect(await next.exited).toBe(0);
  });
});
