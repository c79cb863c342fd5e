import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { MessagesPage, MessageView } from '../../src/contract/chat.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { Internet } from '../../src/platform/outgoing/internet.js';
import { addressesOf } from '../support/files.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { OwnInternet, Site } from '../outgoing/own-internet.js';

const key = () => randomUUID();
const WORD = 'canariodelaotrapagina';

describe('previews of links', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let site: Site;
  let roomId: string;
  let here: Live;

  beforeAll(async () => {
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c65' } })
      .jpeg()
      .withExif({ IFD0: { Artist: WORD } })
      .toBuffer();
    site = await new Site(({ url = '' }, response) => {
      const html = { 'content-type': 'text/html' };
      if (url.startsWith('/pagina'))
        return response
          .writeHead(200, html)
          .end(
            `<title>${WORD} ${url}</title><meta name="description" content="De qué va"><meta property="og:image" content="/foto.jpg">`,
          );
      if (url === '/foto.jpg') return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
      if (url === '/xss')
        return response
          .writeHead(200, html)
          .end('<title>"><script>alert(1)</script></title><meta property="og:image" content="javascript:alert(1)">');
      return response.writeHead(404).end();
    }).listen();
    OwnInternet.port = site.port;
    hub = await TestHub.boot({
      env: { LINK_PREVIEWS: 'on' },
      replace: [generous, { token: Internet, by: OwnInternet }],
    });
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
    await Promise.all([ana.connect(), beto.connect()]);
    roomId = await hub.room(ana, { visibility: 'public' });
    await beto.socket.do('rooms:join', { roomId });
    here = beto.socket;
    await here.open(`room:${roomId}`);
  });
  afterAll(async () => {
    await hub.close();
    await site.close();
  });
  beforeEach(() => {
    site.asked.length = 0;
  });

  const message = async (id: string): Promise<MessageView | undefined> => {
    const { body } = await ana.http.get<MessagesPage>(`/api/rooms/${roomId}/messages?limit=100`);
    return body.messages.find((one) => one.id === id);
  };
  const previews = async (id: string) => (await message(id))?.previews ?? [];
  const until = (id: string, count: number) =>
    waitFor(`${count} previews`, async () => (await previews(id)).length === count);
  const edit = (messageId: string, text: string) =>
    ana.socket.do('chat:edit', { roomId, clientId: key(), messageId, text });

  it('come after the message, to everybody, with a picture that the hub has made anew', async () => {
    const link = site.url('/pagina/1');
    const { messageId } = await ana.socket.post(roomId, `mirad ${link}`);
    const { payload } = await here.event('chat.previews-changed', (event) => event.payload.messageId === messageId);
    const [preview] = payload.previews;
    expect(preview).toMatchObject({
      url: link,
      site: 'site.example.net',
      title: `${WORD} /pagina/1`,
      description: 'De qué va',
    });
    expect(preview?.picture).toMatchObject({ width: 640, height: 427 });
    expect(await previews(messageId)).toEqual(payload.previews);
    const [address] = await addressesOf(beto, roomId, [preview?.picture?.id ?? '']);
    const { status } = await beto.http.get(address?.thumbnail ?? '');
    expect(status).toBe(200);
    expect(site.asked.map(({ path }) => path)).toEqual(['/pagina/1', '/foto.jpg']);
  });

  it('are asked for once while they are known, and at most three a message', async () => {
    const links = [1, 2, 3, 4].map((n) => site.url(`/pagina/otra-${n}`));
    const first = await ana.socket.post(roomId, links.join(' '));
    await until(first.messageId, 3);
    const asked = site.asked.filter(({ path }) => path.startsWith('/pagina')).length;
    const second = await beto.socket.post(roomId, links.slice(0, 2).join(' '));
    await until(second.messageId, 2);
    expect([asked, site.asked.filter(({ path }) => path.startsWith('/pagina')).length]).toEqual([3, 3]);
  });

  it('follow an edit: those of links that are gone go, those of new ones come', async () => {
    const { messageId } = await ana.socket.post(roomId, `antes ${site.url('/pagina/a')}`);
    await until(messageId, 1);
    const [before] = await previews(messageId);
    await edit(messageId, `después ${site.url('/pagina/a')} y ${site.url('/pagina/b')}`);
    await until(messageId, 2);
    expect((await previews(messageId))[0]).toEqual(before);
    await edit(messageId, 'ninguno');
    await until(messageId, 0);
    const [file] = await hub.sql.query('select erased_at is not null as erased from files where id = $1', [
      before?.picture?.id,
    ]);
    expect(file).toEqual({ erased: true });
  });

  it('are taken away by the author, or by who runs the room, for good; by nobody else', async () => {
    const link = site.url('/pagina/quitar');
    const { messageId } = await ana.socket.post(roomId, `mirad ${link}`);
    await until(messageId, 1);
    const remove = { roomId, clientId: key(), messageId, url: link };
    expect(await beto.socket.refused('chat:remove-preview', remove)).toBe('chat/not-yours');
    await ana.socket.do('chat:remove-preview', remove);
    expect(await previews(messageId)).toEqual([]);
    await edit(messageId, `mirad otra vez ${link} y ${site.url('/pagina/esta-si')}`);
    await until(messageId, 1);
    expect((await previews(messageId)).map(({ title }) => title)).toEqual([`${WORD} /pagina/esta-si`]);
  });

  it('leave nothing behind when the message goes, and come back with it', async () => {
    const { messageId } = await ana.socket.post(roomId, `se irá ${site.url('/pagina/fugaz')}`);
    await until(messageId, 1);
    const picture = (await previews(messageId))[0]?.picture?.id ?? '';
    const about = () => ({ roomId, clientId: key(), messageId });
    await ana.socket.do('chat:delete', about());
    expect(JSON.stringify(await message(messageId))).not.toContain('fugaz');
    expect(await addressesOf(beto, roomId, [picture])).toEqual([]);
    await ana.socket.do('chat:undo-delete', about());
    expect(await previews(messageId)).toHaveLength(1);
    expect(await addressesOf(beto, roomId, [picture])).toHaveLength(1);
    await ana.socket.do('chat:delete', about());
    hub.clock.advance(11 * 60_000);
    await hub.app.get(ChatService).eraseDue();
    await hub.log.settled();
    for (const table of ['events', 'messages', 'message_versions', 'command_keys', 'graphile_worker._private_jobs'])
      expect(await hub.sql.query(`select 1 from ${table} t where t::text like '%fugaz%'`)).toEqual([]);
    const [file] = await hub.sql.query('select erased_at is not null as erased from files where id = $1', [picture]);
    expect(file).toEqual({ erased: true });
  });

  it('are words and nothing else, and none come of what may not be asked', async () => {
    const { messageId } = await ana.socket.post(roomId, site.url('/xss'));
    await until(messageId, 1);
    expect(await previews(messageId)).toEqual([
      {
        url: site.url('/xss'),
        site: 'site.example.net',
        title: '"><script>alert(1)</script>',
        description: null,
        picture: null,
      },
    ]);
    const inwards = await ana.socket.post(
      roomId,
      `http://127.0.0.2:${site.port}/pagina http://localhost:${site.port}/pagina`,
    );
    const player = await ana.socket.post(roomId, 'https://youtu.be/dQw4w9WgXcQ');
    await until(player.messageId, 1);
    expect((await previews(player.messageId))[0]).toMatchObject({ site: 'YouTube', title: 'YouTube', picture: null });
    expect(await previews(inwards.messageId)).toEqual([]);
  });
});
