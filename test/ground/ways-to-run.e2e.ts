import { execFile } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildServer, cleanUp, databasePid, newFolder, root, startHub, until } from './hub-process.js';
import { certificate, key } from './certificate.js';
import { createTestDatabase } from '../support/test-database.js';
import { Http } from '../support/person.js';

const execute = promisify(execFile);

/** What `npm run cli -- …` runs. */
function cli(dataDir: string, ...args: string[]): Promise<{ stdout: string }> {
  return execute(process.execPath, [join(root, 'dist/src/cli/main.js'), ...args], {
    cwd: newFolder(),
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
  });
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('ways to run it', () => {
  beforeAll(buildServer);
  afterAll(cleanUp);

  it('by HTTPS of its own', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'cert.pem'), certificate);
    writeFileSync(join(folder, 'key.pem'), key);
    const settings = { TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: join(folder, 'key.pem') };
    const hub = startHub({ DATA_DIR: join(folder, 'data'), ...settings });
    const url = await hub.ready;
    expect(url).toMatch(/^https:\/\/localhost:/);
    expect(await statusOf(`${url}/health/live`)).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('in a folder whose path is too long for a socket', async () => {
    const deep = join(newFolder(), 'a-rather-long-name-for-a-folder/'.repeat(4), 'data');
    const hub = startHub({ DATA_DIR: deep });
    expect((await fetch(`${await hub.ready}/health/ready`)).status).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('after a restart of the machine, when the number of its database belongs to another program', async () => {
    const dataDir = join(newFolder(), 'data');
    const first = startHub({ DATA_DIR: dataDir });
    await first.ready;
    first.kill('SIGTERM');
    await first.exited;
    writeFileSync(
      join(dataDir, 'database/postmaster.pid'),
      `${process.pid}\n/proc/self/cwd\n1\n5432\n.\n\n1 1\nready   \n`,
    );
    writeFileSync(join(dataDir, 'hub.lock'), `${process.pid} 1 running\n`);
    const again = startHub({ DATA_DIR: dataDir });
    expect((await fetch(`${await again.ready}/health/ready`)).status).toBe(200);
    again.kill('SIGTERM');
    expect(await again.exited).toBe(0);
  });

  it('starts again after a first start that was killed while the database was being made', async () => {
    const dataDir = join(newFolder(), 'data');
    mkdirSync(join(dataDir, 'database.new/base'), { recursive: true });
    writeFileSync(join(dataDir, 'tertulia.json'), '{"format":1}');
    writeFileSync(join(dataDir, 'database.new/PG_VERSION'), '18\n');
    const hub = startHub({ DATA_DIR: dataDir });
    expect((await fetch(`${await hub.ready}/health/ready`)).status).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('stays when its database goes in the moment in which it is ready, and says how to get in when it is back', async () => {
    const dataDir = join(newFolder(), 'data');
    const first = startHub({ DATA_DIR: dataDir });
    await first.ready;
    const path = join(realpathSync(join(dataDir, 'database')), '.s.PGSQL.5432');
    const lines = new Set<Socket>();
    let isAway = false;
    let cuts = 0;
    const server = createServer((line) => {
      const database = connect(path);
      for (const end of [line, database]) {
        lines.add(end);
        end.on('error', () => end.destroy()).on('close', () => [line, database].forEach((one) => one.destroy()));
      }
      if (isAway) return line.destroy();
      line.on('data', (bytes) => {
        // What is asked last of all, after the address was said.
        if (cuts === 0 && bytes.includes('"hasAdmin"')) {
          cuts += 1;
          isAway = true;
          for (const one of lines) one.destroy();
        } else database.write(bytes);
      });
      return database.pipe(line);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const hub = startHub({
      DATA_DIR: join(newFolder(), 'data'),
      DATABASE_URL: `postgresql://tertulia@127.0.0.1:${port}/tertulia`,
    });
    const url = await hub.ready;
    await until(() => hub.output().includes('how to get in is said here when it is back') || undefined);
    isAway = false;
    await until(() => hub.output().includes('Nobody administers this hub yet') || undefined, 30_000);
    expect(cuts).toBe(1);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    for (const one of [hub, first]) {
      one.kill('SIGTERM');
      expect(await one.exited).toBe(0);
    }
    server.close();
  });

  it('refuses a server that forgets what it has acknowledged', async () => {
    const database = await createTestDatabase();
    const hub = startHub({ DATA_DIR: newFolder(), DATABASE_URL: database.url });
    expect(await hub.exited).toBe(1);
    expect(hub.errors()).toBe(
      'The PostgreSQL server of DATABASE_URL runs with fsync or synchronous_commit off, so it could lose what it has acknowledged; switch both on.',
    );
    await database.drop();
  });

  it('takes commands of its administrator, with the hub running and without', async () => {
    const dataDir = join(newFolder(), 'data');
    expect((await cli(dataDir, 'create-admin', 'ana@example.org', '--name', 'Ana')).stdout).toContain(
      'Ana (ana@example.org) administers this hub.',
    );
    expect(databasePid(dataDir)).toBeUndefined();

    const hub = startHub({ DATA_DIR: dataDir });
    const url = await hub.ready;
    expect(hub.output()).not.toContain('Nobody administers this hub yet');
    const { stdout } = await cli(dataDir, 'create-admin', 'eva@example.org', '--name', 'Eva');
    const password = /Password: (\S+)/.exec(stdout)?.[1];
    const session = await new Http(url).post<{ account: { role: string } }>('/api/session', {
      email: 'eva@example.org',
      password,
    });
    expect(session.status).toBe(200);
    expect(session.body.account.role).toBe('admin');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    hub.kill('SIGTERM');
    expect(await hub.exited).toBe(0);
  });

  it('says what commands there are', async () => {
    expect((await cli(newFolder(), 'help')).stdout).toContain('create-admin <mail>');
    await expect(cli(newFolder(), 'dance')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no command "dance".'),
    });
  });
});
