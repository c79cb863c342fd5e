import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { Clock } from '../../src/platform/clock/clock.js';
import { Ids } from '../../src/platform/ids/ids.js';
import { DiskStorage } from '../../src/platform/uploads/disk-storage.js';
import type { FileStorage } from '../../src/platform/uploads/file-storage.js';
import { S3Storage } from '../../src/platform/uploads/s3-storage.js';

interface Running {
  storage: FileStorage;
  close(): Promise<void>;
}

const folder = () => mkdtempSync(join(tmpdir(), 'tertulia-files-'));

async function disk(): Promise<Running> {
  const root = folder();
  return {
    storage: new DiskStorage(root, new Ids(new Clock())),
    close: async () => rmSync(root, { recursive: true, force: true }),
  };
}

async function bucket(): Promise<Running> {
  const directory = folder();
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'hub', configs: [] }],
  });
  const { port } = await server.run();
  const keys = { region: 'us-east-1', accessKey: 'S3RVER', secretKey: 'S3RVER' };
  return {
    storage: new S3Storage({ url: `http://127.0.0.1:${port}/hub`, ...keys }),
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describe.each([
  ['on the disk', disk],
  ['in a bucket', bucket],
])('files %s', (_, start) => {
  let running: Running;
  let storage: FileStorage;
  beforeAll(async () => {
    running = await start();
    ({ storage } = running);
  });
  afterAll(() => running.close());

  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const read = async (path: string, range?: { start: number; end: number }) => {
    const content = await storage.read(path, range);
    return content && (await buffer(content));
  };

  it('are read as they were written, whole or a stretch', async () => {
    await storage.write('files/a1/original', bytes);
    expect((await read('files/a1/original'))?.equals(bytes)).toBe(true);
    expect(await read('files/a1/original', { start: 7, end: 11 })).toEqual(bytes.subarray(7, 12));
    expect(await read('files/a1/original', { start: 299_999, end: 299_999 })).toEqual(bytes.subarray(299_999));
    await storage.write('files/a1/original', Buffer.from('otra cosa'));
    expect(String(await read('files/a1/original'))).toBe('otra cosa');
  });

  it('that are not there are null to read and nothing to remove', async () => {
    expect(await read('files/b2/original')).toBeNull();
    await storage.remove('files/b2/original');
    await storage.removeFolder('files/b2');
  });

  it('go alone or by the folder, and take no others along', async () => {
    for (const path of ['files/c3/original', 'files/c3/thumbnail.webp', 'files/c33/original'])
      await storage.write(path, Buffer.from(path));
    await storage.remove('files/c3/original');
    expect(await read('files/c3/original')).toBeNull();
    expect(String(await read('files/c3/thumbnail.webp'))).toBe('files/c3/thumbnail.webp');
    await storage.removeFolder('files/c3');
    expect(await read('files/c3/thumbnail.webp')).toBeNull();
    expect(String(await read('files/c33/original'))).toBe('files/c33/original');
  });

  it.each([
    '../keys/cookie',
    'files/../keys/cookie',
    '/etc/passwd',
    'files//x',
    'files/a\0b',
    'FILES/a/b',
    'files/a/..',
    '',
  ])('have no other names: %j', async (path) => {
    await expect(storage.write(path, bytes)).rejects.toThrow('Not a path');
    await expect(storage.read(path)).rejects.toThrow('Not a path');
    await expect(storage.remove(path)).rejects.toThrow('Not a path');
    await expect(storage.removeFolder(path)).rejects.toThrow('Not a folder');
  });
});

describe('files on the disk', () => {
  it('are for the hub alone', async () => {
    const root = folder();
    await new DiskStorage(root, new Ids(new Clock())).write('files/a1/original', Buffer.from('x'));
    expect(statSync(join(root, 'files/a1/original')).mode & 0o077).toBe(0);
    expect(statSync(join(root, 'files/a1')).mode & 0o077).toBe(0);
    rmSync(root, { recursive: true });
  });
});

describe('a bucket that does not answer', () => {
  it('is a passing trouble', async () => {
    const keys = { region: 'us-east-1', accessKey: 'x', secretKey: 'x' };
    const storage = new S3Storage({ url: 'http://127.0.0.1:9/hub', ...keys });
    await expect(storage.write('files/a1/original', Buffer.from('x'))).rejects.toMatchObject({ code: 'try-again' });
  });
});
