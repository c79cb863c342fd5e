import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DRAFTS_MAX, SAVED_PAGE, type DraftView, type SavedList } from '../../src/contract/keeping.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const key = () => randomUUID();
const MINUTE = 60_000;
const APART = 5_000;

describe('what somebody keeps', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let phone: Live;
  let laptop: Live;

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
    await beto.connect();
    phone = await ana.connect();
    laptop = await ana.connect();
    await beto.socket.open(`account:${beto.id}`);
    for (const device of [phone, laptop]) await device.open(`account:${ana.id}`);
  });
  afterAll(() => hub.close());

  async function room(visibility: 'public' | 'private' = 'public'): Promise<string> {
    const roomId = await hub.room(beto, { visibility: 'public' });
    await phone.do('rooms:join', { roomId });
    if (visibility === 'private') await beto.socket.do('rooms:edit', { roomId, visibility });
    return roomId;
  }
  const drafts = async () => (await ana.http.get<{ drafts: DraftView[] }>('/api/drafts')).body.drafts;
  const saved = async (who = ana, query = '') => (await who.http.get<SavedList>(`/api/saved${query}`)).body;
  const words = async () => (await saved()).saved.map(({ message }) => message.text);

  it('a draft is on the other device, grows by revisions, and is emptied there when it is sent here', async () => {
    const roomId = await room();
    const on = (device: Live) => device.signal(`account:${ana.id}`, `draft:${roomId}`) as DraftView | undefined;
    const first = await phone.do('chat:keep-draft', { roomId, text: 'hola, ' });
    expect(first).toEqual({ roomId, threadId: null, text: 'hola, ', replyTo: null, revision: 1 });
    await waitFor('the draft on the laptop', () => on(laptop)?.text === 'hola, ');
    const second = await laptop.do('chat:keep-draft', { roomId, text: 'hola, ¿qué tal?' });
    expect(second.revision).toBe(2);
    await waitFor('the draft on the phone', () => on(phone)?.revision === 2);
    expect((await drafts()).find((draft) => draft.roomId === roomId)).toEqual(second);
    const third = await phone.do('chat:keep-draft', { roomId, text: '' });
    expect(third.revision).toBe(3);
    await waitFor('the empty draft', () => on(laptop)?.text === '');
    expect((await drafts()).some((draft) => draft.roomId === roomId)).toBe(false);
    expect(beto.socket.signals.get(`account:${ana.id}`)).toBeUndefined();
  });

  it('the last one written wins, in whatever order they arrive', async () => {
    const roomId = await room();
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 5 }), async (ages) => {
        // Further apart than commands are, and all runs together shorter than a token is good for.
        hub.clock.advance(9 * APART);
        let revision = 0;
        for (const age of ages) {
          const kept = await phone.do('chat:keep-draft', { roomId, text: `hace ${age}`, ageMs: age * APART });
          expect(kept.revision).toBeGreaterThanOrEqual(revision);
          revision = kept.revision;
        }
        const [kept] = (await drafts()).filter((draft) => draft.roomId === roomId);
        expect(kept?.text).toBe(`hace ${Math.min(...ages)}`);
      }),
      { numRuns: 5 },
    );
  });

  it('a thread has a draft of its own; a thread of elsewhere has none', async () => {
    const [here, there] = [await room(), await room()];
    const { messageId } = await beto.socket.post(here, 'raíz');
    await phone.do('chat:keep-draft', { roomId: here, text: 'en la sala' });
    await phone.do('chat:keep-draft', { roomId: here, threadId: messageId, text: 'en el hilo' });
    const kept = (await drafts()).filter((draft) => draft.roomId === here);
    expect(kept.map(({ threadId, text }) => [threadId, text]).sort()).toEqual(
      [
        [messageId, 'en el hilo'],
        [null, 'en la sala'],
      ].sort(),
    );
    const elsewhere = { roomId: there, threadId: messageId, text: 'x' };
    expect(await phone.refused('chat:keep-draft', elsewhere)).toBe('chat/message-gone');
    await phone.do('rooms:leave', { roomId: here });
    expect((await drafts()).filter((draft) => draft.roomId === here)).toEqual([]);
    expect(await phone.refused('chat:keep-draft', { roomId: here, text: 'x' })).toBe('rooms/not-a-member');
  });

  it('only so many drafts are kept', async () => {
    const roomId = await room();
    await hub.sql.query(
      `insert into messages (id, room_id, seq, touched, author_id, client_id, text, state, posted_at)
       select gen_random_uuid(), $1, 1000 + n, 1000 + n, $2, gen_random_uuid(), 'raíz', 'visible', now() from generate_series(1, $3) n`,
      [roomId, beto.id, DRAFTS_MAX],
    );
    await hub.sql.query(
      `insert into drafts (account_id, room_id, thread_id, text, revision, written_at)
       select $1, room_id, id, 'algo', 1, $3::timestamptz - interval '1 day' from messages where room_id = $2 and seq > 1000`,
      [ana.id, roomId, hub.clock.now()],
    );
    await phone.do('chat:keep-draft', { roomId, text: 'la última' });
    const kept = await drafts();
    expect(kept.length).toBeLessThanOrEqual(DRAFTS_MAX);
    expect(kept[0]?.text).toBe('la última');
    await hub.sql.query('delete from drafts where account_id = $1', [ana.id]);
  });

  it('saved messages come the latest first, on every device, and only to whoever saved them', async () => {
    const roomId = await room();
    const posted: { messageId: string }[] = [];
    for (const text of ['uno', 'dos', 'tres']) posted.push(await beto.socket.post(roomId, text));
    const save = (messageId: string | undefined, on = true) =>
      phone.do('chat:save', { roomId, messageId: messageId ?? '', saved: on });
    for (const at of [1, 0, 2]) await save(posted[at]?.messageId);
    await save(posted[0]?.messageId);
    expect(await words()).toEqual(['tres', 'uno', 'dos']);
    await waitFor('the mark on the laptop', () =>
      Boolean(laptop.signal(`account:${ana.id}`, `saved:${posted[2]?.messageId ?? ''}`)),
    );
    expect((await saved(beto)).saved).toEqual([]);
    await save(posted[0]?.messageId, false);
    expect(await words()).toEqual(['tres', 'dos']);
    const { messageIds } = (await ana.http.get<{ messageIds: string[] }>('/api/saved/ids')).body;
    expect(messageIds.sort()).toEqual([posted[1]?.messageId, posted[2]?.messageId].sort());

    // An edit is shown, a deletion is not, and what is erased is forgotten.
    const [, second, third] = posted.map(({ messageId }) => messageId);
    await beto.socket.do('chat:edit', { roomId, clientId: key(), messageId: second ?? '', text: 'dos y medio' });
    await beto.socket.do('chat:delete', { roomId, clientId: key(), messageId: third ?? '' });
    expect(await words()).toEqual(['dos y medio']);
    hub.clock.advance(11 * MINUTE);
    await hub.app.get(ChatService).eraseDue();
    const left = await hub.sql.query('select 1 from saved_messages where message_id = $1', [third]);
    expect(left).toEqual([]);
    await save(second, false);
  });

  it('what one may no longer read is not shown, and can still be given back', async () => {
    const roomId = await room('private');
    const { messageId } = await beto.socket.post(roomId, 'secreto de la sala');
    await phone.do('chat:save', { roomId, messageId, saved: true });
    expect(await words()).toEqual(['secreto de la sala']);
    await beto.socket.do('rooms:remove', { roomId, personId: ana.id });
    expect(JSON.stringify(await saved())).not.toContain('secreto');
    expect((await saved()).saved).toEqual([]);
    expect(await phone.refused('chat:save', { roomId, messageId, saved: true })).toBe('not-found');
    await phone.do('chat:save', { roomId, messageId, saved: false });
    expect(await hub.sql.query('select 1 from saved_messages where account_id = $1', [ana.id])).toEqual([]);
  });

  it('a message of another room, deleted or unknown, is not saved', async () => {
    const [here, there] = [await room(), await room()];
    const { messageId } = await beto.socket.post(here, 'aquí');
    const refused = (roomId: string, id: string) => phone.refused('chat:save', { roomId, messageId: id, saved: true });
    expect(await refused(there, messageId)).toBe('chat/message-gone');
    expect(await refused(here, key())).toBe('chat/message-gone');
    await beto.socket.do('chat:delete', { roomId: here, clientId: key(), messageId });
    expect(await refused(here, messageId)).toBe('chat/message-gone');
  });

  it('a long list comes page by page', async () => {
    const roomId = await room();
    const count = SAVED_PAGE + 3;
    for (let at = 0; at < count; at += 1) {
      const { messageId } = await beto.socket.post(roomId, `número ${at}`);
      await phone.do('chat:save', { roomId, messageId, saved: true });
    }
    const first = await saved();
    const second = await saved(ana, `?before=${first.next ?? ''}`);
    expect([first.saved.length, second.saved.length, second.next]).toEqual([SAVED_PAGE, 3, null]);
    expect([...first.saved, ...second.saved].map(({ message }) => message.text)).toEqual(
      Array.from({ length: count }, (_, at) => `número ${count - 1 - at}`),
    );
  });
});
