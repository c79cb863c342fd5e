import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Uploads } from '../../src/platform/uploads/uploads.js';
import { formOf, upload } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const MINUTES = 60_000;
let hub: TestHub;
let ana: Person;
let roomId: string;

beforeEach(async () => {
  hub = await TestHub.boot();
  ana = await hub.person('Ana');
  roomId = await hub.room(ana, { visibility: 'private' });
});
afterEach(() => hub.close());

const folders = (): string[] => (existsSync(join(hub.dataDir, 'files')) ? readdirSync(join(hub.dataDir, 'files')) : []);
const code = (body: unknown): unknown => (body as { code?: string }).code;

describe('an upload is refused in words', () => {
  it.each([
    ['that is empty', 'nada.txt', '', 400, 'uploads/no-file'],
    ['that is not what it is called', 'foto.png', 'no soy una foto', 400, 'uploads/mislabelled'],
    ['that names another place', '../../../keys/cookie', 'hola', 400, 'uploads/bad-name'],
    ['that hides its end', 'foto\u202egnp.txt', 'hola', 400, 'uploads/bad-name'],
    ['that is a program', 'juego', `MZ${'\0'.repeat(90)}`, 400, 'uploads/type-not-allowed'],
    [
      'that is a broken picture',
      'foto.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      400,
      'uploads/bad-image',
    ],
  ])('%s', async (_, name, content, status, refusal) => {
    const answer = await upload<{ code: string; message: string }>(ana, roomId, name, content);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code: refusal });
    expect(answer.body.message.length).toBeGreaterThan(20);
    expect(folders()).toEqual([]);
  });

  it('that is too large, and one that is just not', async () => {
    const [most, more] = [0, 1].map((extra) => formOf('todo.bin', Buffer.alloc(25 * 1024 * 1024 + extra, 1)));
    // To make them kept the process from everything else.
    await waitFor('a hub that is in time', async () => (await hub.visitor().get('/api/hub')).status === 200);
    const path = `/api/rooms/${roomId}/files`;
    expect((await ana.http.post(path, most)).status).toBe(201);
    await waitFor('a hub that is in time', async () => (await hub.visitor().get('/api/hub')).status === 200);
    const refused = await ana.http.post<{ code: string }>(path, more);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 413, code: 'uploads/too-large' });
  });

  it('that is a picture of hundreds of megapixels', async () => {
    const bomb = await sharp({
      create: { width: 15_000, height: 15_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(code((await upload(ana, roomId, 'foto.png', bomb)).body)).toBe('uploads/bad-image');
  });

  it('that is one too many for a day, or for the room', async () => {
    await hub.close();
    hub = await TestHub.boot({ env: { UPLOADS_DAY_FILES: '2', UPLOADS_ROOM_MB: '1' } });
    ana = await hub.person('Ana');
    roomId = await hub.room(ana);
    expect(code((await upload(ana, roomId, 'a.bin', Buffer.alloc(1024 * 1024 + 1, 1))).body)).toBe('uploads/room-full');
    const sent = await Promise.all(['a', 'b', 'c', 'd'].map((name) => upload(ana, roomId, `${name}.txt`, name)));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    hub.clock.advance(24 * 60 * MINUTES + MINUTES);
    await hub.app.get(Uploads).sweep();
    expect(folders()).toEqual([]);
    expect((await upload(ana, roomId, 'e.txt', 'e')).status).toBe(401);
  });

  it('by whoever may not, before a byte of it is looked at', async () => {
    const eva = await hub.person('Eva');
    expect(code((await upload(eva, roomId, 'a.txt', 'a')).body)).toBe('not-found');
    expect((await upload(ana, 'no', 'a.txt', 'a')).status).toBe(400);
  });
});
