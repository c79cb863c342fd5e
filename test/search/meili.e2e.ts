import { randomUUID } from 'node:crypto';
import type { SearchAnswer } from '../../src/contract/search.contract.js';
import { SearchIndex } from '../../src/features/search/search-index.js';
import { filterOf, wordsOf } from '../../src/platform/search-engine/meili-search.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { MeiliServer } from './meili-server.js';

const MESSAGES = 'tertulia_messages';

describe('a hub with a Meilisearch beside it', () => {
  let database: TestDatabase;
  let meili: MeiliServer;
  let hub: TestHub;
  let ana: Person;
  let roomId: string;
  beforeAll(async () => {
    meili = await MeiliServer.start();
    database = await createTestDatabase();
    // A hub that has been there before.
    const former = await TestHub.boot({ database });
    const bea = await former.person('Bea');
    const past = await former.room(bea, { title: 'Sala de antes' });
    await (await bea.connect()).post(past, 'un arcaísmo');
    await former.close();
    hub = await TestHub.boot({
      database,
      replace: [generous],
      env: { MEILI_URL: meili.url, MEILI_KEY: 'una-llave-secreta' },
    });
    ana = await hub.person('Ana');
    await ana.connect();
    roomId = await hub.room(ana, { title: 'Sala de ahora' });
  });
  afterAll(async () => {
    await hub.close();
    await database.drop();
    await meili.close();
  });

  const search = (q: string) =>
    ana.http.get<SearchAnswer & { code: string; message: string }>(`/api/search?q=${encodeURIComponent(q)}`);
  const said = async (q: string): Promise<string[]> =>
    (await search(q)).body.messages.items.map(({ excerpt }) => excerpt.map(({ text }) => text).join(''));

  it('makes the indexes, with their settings, and fills them with what there is', async () => {
    await waitFor('what was said before', () => meili.words(MESSAGES).includes('un arcaísmo'));
    await waitFor('its room', () => meili.words('tertulia_rooms').some((words) => words.startsWith('Sala de antes')));
    expect([...meili.indexes.keys()].toSorted()).toEqual(
      ['files', 'messages', 'people', 'rooms'].map((group) => `tertulia_${group}`),
    );
    const settings = meili.asked.find(
      ({ method, path }) => method === 'PATCH' && path === `/indexes/${MESSAGES}/settings`,
    );
    expect(settings).toMatchObject({
      key: 'Bearer una-llave-secreta',
      body: { searchableAttributes: ['words'], rankingRules: expect.arrayContaining(['sort', 'typo']) },
    });
    expect(await said('arcaismo')).toEqual(['un arcaísmo']);
  });

  it('is told what changes, and asked with what one may read', async () => {
    const { messageId } = await ana.socket.post(roomId, 'una cacatúa');
    await waitFor('the message', () => meili.words(MESSAGES).includes('una cacatúa'));
    expect(await said('cacatua')).toEqual(['una cacatúa']);
    const { body } = meili.asked.findLast(({ path }) => path === `/indexes/${MESSAGES}/search`) ?? {};
    expect(body).toMatchObject({
      q: 'cacatua',
      sort: ['at:desc'],
      matchingStrategy: 'all',
      filter: [expect.stringMatching(new RegExp(`^room IN \\[.*"${roomId}".*\\]$`))],
    });
    await ana.socket.do('chat:edit', { roomId, messageId, clientId: randomUUID(), text: 'un loro', mentions: [] });
    await waitFor('the edit', () => meili.words(MESSAGES).includes('un loro'));
    await ana.socket.do('chat:delete', { roomId, messageId, clientId: randomUUID() });
    await waitFor('the deletion', () => !meili.words(MESSAGES).includes('un loro'));
    expect(meili.words(MESSAGES)).not.toContain('una cacatúa');
  });

  it('shows nothing that the index should no longer have', async () => {
    const { messageId } = await ana.socket.post(roomId, 'efímero');
    await waitFor('the message', () => meili.words(MESSAGES).includes('efímero'));
    meili.failing = { status: 503, body: { message: '', code: 'internal', type: 'internal', link: '' } };
    await ana.socket.do('chat:delete', { roomId, messageId, clientId: randomUUID() });
    await hub.log.settled();
    expect(await search('efimero')).toMatchObject({
      status: 503,
      body: { code: 'search/away', message: 'El buscador no responde ahora mismo. Prueba otra vez en un minuto.' },
    });
    meili.failing = null;
    expect(await said('efimero')).toEqual([]);
  });

  it('can be filled anew', async () => {
    await ana.socket.post(roomId, 'perdurable');
    await waitFor('the message', () => meili.words(MESSAGES).includes('perdurable'));
    meili.indexes.get(MESSAGES)?.clear();
    // What it takes on and then does not do is no success.
    meili.failingTasks = { code: 'no_space_left_on_device' };
    await expect(hub.app.get(SearchIndex).rebuild()).rejects.toMatchObject({ code: 'search/away' });
    meili.failingTasks = null;
    await hub.app.get(SearchIndex).rebuild();
    expect(meili.words(MESSAGES).toSorted()).toEqual(['perdurable', 'un arcaísmo']);
    expect(meili.asked).toContainEqual(
      expect.objectContaining({ method: 'DELETE', path: `/indexes/${MESSAGES}/documents` }),
    );
  });

  it('writes words and conditions that mean only what they say', () => {
    const term = (text: string, more = {}) => ({ said: text, exactly: false, goesOn: false, ...more });
    expect(wordsOf([term('-menos'), term('a "b')])).toBe('menos "a b" ');
    expect(wordsOf([term('node.js'), term('últi', { goesOn: true })])).toBe('"node js" últi');
    expect(wordsOf([term('dos palabras', { exactly: true })])).toBe('"dos palabras" ');
    expect(wordsOf([term('🎉')])).toBe('');
    const question = {
      group: 'messages' as const,
      terms: [],
      rooms: ['r1'],
      authors: ['a1', 'a2'],
      has: ['link'],
      limit: 5,
      after: null,
    };
    expect(filterOf({ ...question, since: new Date(1), until: new Date(2) }, { at: 7, ids: ['m1'] })).toEqual([
      ...[
        'room IN ["r1"]',
        'author IN ["a1", "a2"]',
        'has = "link"',
        'at >= 1',
        'at < 2',
        'at <= 7',
        'id NOT IN ["m1"]',
      ],
    ]);
  });
});
