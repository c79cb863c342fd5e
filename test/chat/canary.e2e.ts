import { randomUUID } from 'node:crypto';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

describe('what one deletes is gone', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let roomId: string;
  let early: Live;
  const canaries = Array.from({ length: 3 }, () => `canario${randomUUID().replaceAll('-', '')}`);
  const key = () => randomUUID();

  /** Every table that holds one of the canaries, whatever the type of the column. */
  async function tablesWithCanaries(): Promise<string[]> {
    const tables = await hub.sql.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await hub.sql.query(`select 1 from ${name} t where t::text ~ $1 limit 1`, [canaries.join('|')]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }

  /** Everything the hub answers about the room. */
  async function everythingAnswered(who: Person, messageId: string): Promise<string> {
    const paths = ['/snapshot', '/messages', '/messages?after=0', `/messages/${messageId}/versions`, ''];
    const bodies = await Promise.all(
      paths.map(async (path) => (await who.http.get(`/api/rooms/${roomId}${path}`)).body),
    );
    const { events } = await hub.log.read(`room:${roomId}`, 0, 500);
    const device = await who.connect();
    await device.open(`room:${roomId}`, { epoch: 1, seq: 0 });
    await waitFor('the resumed events', () => device.ofStream(`room:${roomId}`).length >= events.length);
    const resumed = device.ofStream(`room:${roomId}`);
    device.close();
    return JSON.stringify([bodies, events, resumed, await who.http.get('/api/rooms')]);
  }

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
    roomId = await hub.room(ana);
    await ana.connect();
    early = await beto.connect();
    await early.do('rooms:join', { roomId });
    await ana.socket.open(`room:${roomId}`);
  });
  afterAll(() => hub.close());

  it('from every view and from what the log answers at once, and from every table after the undo window', async () => {
    const [one, two, three] = canaries as [string, string, string];
    const { messageId } = await early.post(roomId, one, { mentions: [ana.id] });
    await early.do('chat:edit', { roomId, clientId: key(), messageId, text: `${two} corregido` });
    await ana.socket.post(roomId, 'cito', { replyTo: messageId });
    await ana.socket.do('chat:react', { roomId, clientId: key(), messageId, emoji: '👍', on: true });
    expect(await everythingAnswered(ana, messageId)).toContain(two);

    await early.do('chat:delete', { roomId, clientId: key(), messageId });
    expect(await everythingAnswered(ana, messageId)).not.toMatch(canaries.join('|'));
    // Only the row that an undo would need still has the words; the index of the search follows at its pace.
    await hub.log.settled();
    expect((await tablesWithCanaries()).sort()).toEqual(['public.message_versions', 'public.messages']);

    await early.do('chat:undo-delete', { roomId, clientId: key(), messageId });
    await early.do('chat:edit', { roomId, clientId: key(), messageId, text: three });
    expect(await everythingAnswered(ana, messageId)).toContain(three);
    await early.do('chat:delete', { roomId, clientId: key(), messageId });
    hub.clock.advance(11 * 60_000);
    await hub.app.get(ChatService).eraseDue();
    await ana.socket.event('chat.message-erased', ({ payload }) => payload.messageId === messageId);
    await hub.log.settled();
    expect(await tablesWithCanaries()).toEqual([]);
    expect(await everythingAnswered(ana, messageId)).not.toMatch(canaries.join('|'));
    expect(await hub.sql.query('select 1 from reactions where message_id = $1', [messageId])).toEqual([]);
  });
});
