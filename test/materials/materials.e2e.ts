import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyToMaterials, materialsNow } from '../../client/src/features/materials/live/material-list.js';
import type { MaterialList } from '../../src/contract/materials.contract.js';
import { Uploads } from '../../src/platform/uploads/uploads.js';
import { addressesOf, upload, uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

let hub: TestHub;
let ana: Person;
let beto: Person;
let roomId: string;

beforeEach(async () => {
  hub = await TestHub.boot();
  [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
  await Promise.all([ana.connect(), beto.connect()]);
  roomId = await hub.room(ana);
  await beto.socket.do('rooms:join', { roomId });
});
afterEach(() => hub.close());

const key = () => ({ roomId, clientId: randomUUID() });
const list = async (who = beto): Promise<MaterialList> =>
  (await who.http.get<MaterialList>(`/api/rooms/${roomId}/materials`)).body;
const titles = ({ materials }: MaterialList) => materials.map(({ title }) => title);

async function add(title: string, who = ana): Promise<string> {
  const { id: fileId } = await uploaded(who, roomId, `${title}.txt`, `lo que dice ${title}`);
  return (await who.socket.do('materials:add', { ...key(), fileId, title, licence: 'CC BY 4.0' })).materialId;
}

describe('the materials of a room', () => {
  it('are added only by those who run the room while files are closed, and so are files in messages', async () => {
    await ana.socket.do('rooms:set-locks', { roomId, locks: { files: true } });
    const { id: fileId } = await uploaded(beto, roomId, 'apuntes.txt', 'hola');
    const message = { roomId, clientId: randomUUID(), text: 'Mirad', replyTo: null, mentions: [] };
    const attachments = [{ id: fileId, alt: '' }];
    expect(await beto.socket.refused('materials:add', { ...key(), fileId, title: 'Tema', licence: '' })).toBe(
      'uploads/locked',
    );
    expect(await beto.socket.refused('chat:post', { ...message, attachments })).toBe('uploads/locked');
    await beto.socket.do('chat:post', { ...message, clientId: randomUUID() });
    await add('Tema 1');
    await ana.socket.do('rooms:set-locks', { roomId, locks: { files: false } });
    await beto.socket.do('chat:post', { ...message, clientId: randomUUID(), attachments });
    expect(titles(await list())).toEqual(['Tema 1']);
  });

  it('are seen by everybody in their order, with who added them, and their files open', async () => {
    await add('Tema 1');
    await add('Tema 2', beto);
    const { materials } = await list();
    expect(materials.map(({ title, licence, addedBy }) => ({ title, licence, by: addedBy.name }))).toEqual([
      { title: 'Tema 1', licence: 'CC BY 4.0', by: 'Ana' },
      { title: 'Tema 2', licence: 'CC BY 4.0', by: 'Beto' },
    ]);
    const ids = materials.map(({ file }) => file.id);
    expect((await addressesOf(beto, roomId, ids)).map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  it('are put in order by those who run the room, renamed and removed by whoever added them too', async () => {
    const [one, two, three] = [await add('Uno'), await add('Dos', beto), await add('Tres')];
    await ana.socket.do('materials:move', { ...key(), materialId: three, place: 0 });
    expect(titles(await list())).toEqual(['Tres', 'Uno', 'Dos']);
    await ana.socket.do('materials:move', { ...key(), materialId: three, place: 199 });
    expect(titles(await list())).toEqual(['Uno', 'Dos', 'Tres']);
    const rename = (materialId: string, title: string) => ({ ...key(), materialId, title, licence: '' });
    await beto.socket.do('materials:edit', rename(two, 'Dos y medio'));
    expect(await beto.socket.refused('materials:edit', rename(one, 'Mío'))).toBe('materials/not-yours');
    expect(await beto.socket.refused('materials:move', { ...key(), materialId: two, place: 0 })).toBe('not-allowed');
    expect(await beto.socket.refused('materials:remove', { ...key(), materialId: one })).toBe('materials/not-yours');
    await ana.socket.do('materials:remove', { ...key(), materialId: one });
    expect(await ana.socket.refused('materials:remove', { ...key(), materialId: one })).toBe('materials/gone');
    expect(titles(await list())).toEqual(['Dos y medio', 'Tres']);
    const places = await hub.sql.query<{ place: number }>('select place from materials order by place');
    expect(places.map(({ place }) => place)).toEqual([0, 1]);
  });

  it('go with everything: their words from the log, their bytes from the disk, their addresses at once', async () => {
    const materialId = await add('canariomaterial');
    const [{ file } = { file: { id: '' } }] = (await list()).materials;
    const [address] = await addressesOf(ana, roomId, [file.id]);
    await ana.socket.do('materials:edit', { ...key(), materialId, title: 'canariotitulo', licence: 'canariolicencia' });
    await ana.socket.do('materials:remove', { ...key(), materialId });
    expect((await fetch(`${hub.url}${address?.open ?? ''}`)).status).toBe(404);
    await hub.app.get(Uploads).sweep();
    const folder = join(hub.dataDir, 'files');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    for (const table of ['events', 'files', 'materials']) {
      const rows = await hub.sql.query(`select 1 from ${table} t where t::text like '%canario%'`);
      expect({ table, rows: rows.length }).toEqual({ table, rows: 0 });
    }
  });

  it('take only a free file of one’s own and of this room', async () => {
    const { id: fileId } = await uploaded(ana, roomId, 'a.txt', 'a');
    const post = { ...key(), fileId, title: 'Tema' };
    expect(await beto.socket.refused('materials:add', post)).toBe('uploads/file-gone');
    await ana.socket.post(roomId, 'mirad', { attachments: [{ id: fileId }] });
    expect(await ana.socket.refused('materials:add', { ...post, ...key() })).toBe('uploads/file-gone');
    const elsewhere = await hub.room(ana);
    const { id: other } = await uploaded(ana, elsewhere, 'b.txt', 'b');
    expect(await ana.socket.refused('materials:add', { ...key(), fileId: other, title: 'Tema' })).toBe(
      'uploads/file-gone',
    );
  });

  it('stay readable in an archived room, and nothing is added to it', async () => {
    await add('Tema 1');
    await ana.socket.do('rooms:archive', { roomId });
    expect(titles(await list())).toEqual(['Tema 1']);
    expect((await upload<{ code: string }>(ana, roomId, 'a.txt', 'a')).body.code).toBe('rooms/archived');
    const [{ id: materialId } = { id: '' }] = (await list()).materials;
    expect(await ana.socket.refused('materials:move', { ...key(), materialId, place: 0 })).toBe('rooms/archived');
  });
});

it('a list that was read at any moment, and the events after it, is the list that is read now', async () => {
  await beto.socket.open(`room:${roomId}`);
  const read: MaterialList[] = [await list()];
  const ids: string[] = [];
  const steps: (() => Promise<unknown>)[] = [
    async () => ids.push(await add('Uno')),
    async () => ids.push(await add('Dos', beto)),
    async () => ids.push(await add('Tres')),
    () => ana.socket.post(roomId, 'hola'),
    () => ana.socket.do('materials:move', { ...key(), materialId: ids[2] ?? '', place: 0 }),
    () => ana.socket.do('materials:edit', { ...key(), materialId: ids[1] ?? '', title: 'Dos bis', licence: 'propia' }),
    async () => {
      await beto.http.patch('/api/account', { name: 'Beto Nuevo' });
      await hub.log.settled();
    },
    () => ana.socket.do('materials:remove', { ...key(), materialId: ids[0] ?? '' }),
  ];
  for (const step of steps) {
    await step();
    read.push(await list());
  }
  const last = read.at(-1) ?? (await list());
  await beto.socket.event('materials.material-removed');
  const events = beto.socket.ofStream(`room:${roomId}`).filter(({ seq }) => seq <= last.head);
  for (const earlier of read) {
    expect(events.reduce(applyToMaterials, earlier)).toEqual(last);
    const room = { head: { epoch: last.epoch, seq: last.head }, recent: events };
    expect(materialsNow(earlier, room)).toEqual(last);
    expect(materialsNow(earlier, { ...room, recent: events.slice(-1) })).toEqual(
      last.head - earlier.head <= 1 ? last : null,
    );
  }
});
