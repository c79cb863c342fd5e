import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { FileView } from '../../src/contract/uploads.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { addressesOf, picture, uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const MINUTES = 60_000;
let hub: TestHub;
let ana: Person;
let beto: Person;
let roomId: string;

beforeEach(async () => {
  hub = await TestHub.boot();
  [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
  await Promise.all([ana.connect(), beto.connect()]);
  roomId = await hub.room(ana, { visibility: 'private' });
  await hub.sql.query(
    `insert into memberships (room_id, account_id, role, state, name, kind, joined_at) values ($1, $2, 'learner', 'member', 'Beto', 'person', now())`,
    [roomId, beto.id],
  );
});
afterEach(() => hub.close());

const folders = (): string[] => (existsSync(join(hub.dataDir, 'files')) ? readdirSync(join(hub.dataDir, 'files')) : []);
const fetched = async (address: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${hub.url}${address}`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const send = (files: readonly FileView[], text = '', by = ana) =>
  by.socket.post(roomId, text, { attachments: files.map(({ id }) => ({ id, alt: 'Una foto naranja' })) });

describe('a file in a message', () => {
  it('is seen by everybody in the room, live and in pages, and opens with an address', async () => {
    await beto.socket.open(`room:${roomId}`);
    const photo = await uploaded(ana, roomId, 'plaza mayor.png', await picture());
    expect(photo).toEqual({
      id: photo.id,
      name: 'plaza mayor.png',
      kind: 'image',
      type: 'image/png',
      bytes: photo.bytes,
      width: 60,
      height: 40,
    });
    const { messageId } = await send([photo]);
    const { payload } = await beto.socket.event('chat.message-posted');
    expect(payload.message).toMatchObject({
      id: messageId,
      text: '',
      attachments: [{ ...photo, alt: 'Una foto naranja' }],
    });
    const { body } = await beto.http.get<MessagesPage>(`/api/rooms/${roomId}/messages`);
    expect(body.messages.at(-1)?.attachments).toEqual(payload.message.attachments);
    const [address] = await addressesOf(beto, roomId, [photo.id]);
    const whole = await fetched(address?.open ?? '');
    expect({ status: whole.status, type: whole.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'image/png',
    });
    expect(whole.headers.get('content-disposition')).toContain('inline; filename="plaza mayor.png"');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const thumbnail = await sharp((await fetched(address?.thumbnail ?? '')).bytes).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 60, height: 40 });
    const saved = await fetched(address?.download ?? '');
    expect(saved.headers.get('content-disposition')).toContain('attachment');
  });

  it('counts once, however often it is sent, and belongs to its message alone', async () => {
    const file = await uploaded(ana, roomId, 'apuntes.txt', 'hola');
    const input = { roomId, clientId: randomUUID(), text: 'mirad', attachments: [{ id: file.id }] };
    const first = await ana.socket.do('chat:post', input);
    expect(await ana.socket.do('chat:post', input)).toEqual(first);
    expect(await ana.socket.refused('chat:post', { ...input, clientId: randomUUID() })).toBe('uploads/file-gone');
  });

  it('is one’s own, of this room, and at most ten of them', async () => {
    const elsewhere = await hub.room(ana);
    const [hers, other] = await Promise.all([
      uploaded(ana, roomId, 'a.txt', 'a'),
      uploaded(ana, elsewhere, 'b.txt', 'b'),
    ]);
    const post = { roomId, clientId: randomUUID(), text: 'mirad' };
    expect(await beto.socket.refused('chat:post', { ...post, attachments: [{ id: hers.id }] })).toBe(
      'uploads/file-gone',
    );
    expect(await ana.socket.refused('chat:post', { ...post, attachments: [{ id: other.id }] })).toBe(
      'uploads/file-gone',
    );
    const many = Array.from({ length: 11 }, () => ({ id: randomUUID() }));
    expect(await ana.socket.refused('chat:post', { ...post, attachments: many })).toBe('invalid-input');
    expect(await ana.socket.refused('chat:post', { ...post, text: '', attachments: [] })).toBe('invalid-input');
  });

  it('is given to nobody while its message is deleted, comes back with it, and goes for good after the time for an undo', async () => {
    const photo = await uploaded(ana, roomId, 'foto.png', await picture());
    const { messageId } = await send([photo], 'mirad');
    const [address] = await addressesOf(beto, roomId, [photo.id]);
    const about = () => ({ roomId, messageId, clientId: randomUUID() });
    await ana.socket.do('chat:delete', about());
    expect(await addressesOf(beto, roomId, [photo.id])).toEqual([]);
    expect((await fetched(address?.open ?? '')).status).toBe(404);
    await ana.socket.do('chat:undo-delete', about());
    expect((await fetched(address?.open ?? '')).status).toBe(200);
    await ana.socket.do('chat:delete', about());
    hub.clock.advance(11 * MINUTES);
    await hub.app.get(ChatService).eraseDue();
    expect(folders()).toEqual([]);
    expect((await fetched(address?.open ?? '')).status).toBe(404);
    const [row] = await hub.sql.query<{ name: string }>('select name from files where id = $1', [photo.id]);
    expect(row).toEqual({ name: '' });
  });
});

describe('an address of a file', () => {
  it('runs out, cannot be made or turned to another file, and is refused to whoever may not read the room', async () => {
    const file = await uploaded(ana, roomId, 'apuntes.txt', 'secreto');
    const [[own], others] = await Promise.all([
      addressesOf(ana, roomId, [file.id]),
      addressesOf(beto, roomId, [file.id]),
    ]);
    expect(others).toEqual([]);
    await send([file]);
    const eva = await hub.person('Eva');
    expect((await eva.http.get(`/api/rooms/${roomId}/files?ids=${file.id}`)).status).toBe(404);
    const open = own?.open ?? '';
    const statusOf = async (address: string) => (await fetched(address)).status;
    expect(await statusOf(open)).toBe(200);
    expect(await statusOf(open.replace(file.id, randomUUID()))).toBe(404);
    expect(await statusOf(open.replace('.o.', '.d.'))).toBe(404);
    expect(await statusOf(`${open.slice(0, -4)}AAAA`)).toBe(404);
    hub.clock.advance(31 * MINUTES);
    const late = await fetched(open);
    expect({ status: late.status, body: JSON.parse(String(late.bytes)) }).toMatchObject({
      status: 410,
      body: { code: 'uploads/address-expired' },
    });
  });

  it('gives stretches to players', async () => {
    const song = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(9_996, 7)]);
    const file = await uploaded(ana, roomId, 'canción.mp3', song);
    const [address] = await addressesOf(ana, roomId, [file.id]);
    const open = address?.open ?? '';
    const part = await fetched(open, { range: 'bytes=1000-1999' });
    expect({ status: part.status, type: part.headers.get('content-type'), length: part.bytes.length }).toEqual({
      status: 206,
      type: 'audio/mpeg',
      length: 1000,
    });
    expect(part.headers.get('content-range')).toBe('bytes 1000-1999/10000');
    expect(part.bytes.equals(song.subarray(1000, 2000))).toBe(true);
    const beyond = await fetched(open, { range: 'bytes=10000-' });
    expect({ status: beyond.status, range: beyond.headers.get('content-range') }).toEqual({
      status: 416,
      range: 'bytes */10000',
    });
  });

  it.each([
    ['dibujo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['página.html', '<!doctype html><script>alert(1)</script>'],
    ['sin nombre', '<html><script>alert(1)</script></html>'],
  ])('of %s is a download that runs nothing', async (name, content) => {
    const file = await uploaded(ana, roomId, name, content);
    const [address] = await addressesOf(ana, roomId, [file.id]);
    const { headers } = await fetched(address?.open ?? '');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  });
});

describe('what the camera wrote into a photo', () => {
  it('is gone from the picture and its thumbnail, and it stands upright', async () => {
    const exif = { IFD0: { Copyright: 'Calle Mayor 1' }, IFD3: { GPSLatitude: '40/1 25/1 0/1' } };
    const photo = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#fff' } })
      .withMetadata({ orientation: 6, exif })
      .jpeg()
      .toBuffer();
    expect(photo.includes('Calle Mayor')).toBe(true);
    const file = await uploaded(ana, roomId, 'foto.jpg', photo);
    expect(file).toMatchObject({ width: 30, height: 60, type: 'image/jpeg' });
    const [address] = await addressesOf(ana, roomId, [file.id]);
    for (const form of [address?.open, address?.thumbnail]) {
      const { bytes } = await fetched(form ?? '');
      const { exif: left, xmp, orientation } = await sharp(bytes).metadata();
      expect({ left, xmp, orientation }).toEqual({});
      expect(bytes.includes('Calle Mayor')).toBe(false);
    }
  });
});
