import { randomUUID } from 'node:crypto';
import Dexie from 'dexie';
import { databaseNameOf } from '../session/local-name.js';
import { until } from './test-hub.js';
import { OUTBOX_ROOM as room, OutboxHub, OutboxTab } from './test-outbox.js';

const tabs: OutboxTab[] = [];
let account: string;
let hub: OutboxHub;

const openTab = (of = account): OutboxTab => {
  const tab = new OutboxTab(hub, of);
  tabs.push(tab);
  return tab;
};

const allSent = (tab: OutboxTab) => until(async () => (await tab.rows()).every(({ state }) => state === 'sent'));

beforeEach(() => {
  account = randomUUID();
  hub = new OutboxHub();
});

afterEach(() => {
  for (const tab of tabs.splice(0)) {
    tab.kill();
    tab.store.close();
  }
});

describe('the outbox', () => {
  it('sends what was written offline once it is online, in order', async () => {
    const tab = openTab();
    const texts = Array.from({ length: 30 }, (_, n) => `message ${n}`);
    for (const text of texts) await tab.post(text);
    expect(hub.stored).toEqual([]);
    tab.online();
    await allSent(tab);
    expect(hub.texts()).toEqual(texts);
    expect((await tab.rows()).map(({ seq }) => seq)).toEqual(texts.map((_, n) => n + 1));
  });

  it('is drained once by two racing tabs, in order, each key asked once', async () => {
    const [one, two] = [openTab(), openTab()];
    const texts = Array.from({ length: 200 }, (_, n) => `message ${n}`);
    for (const text of texts) await one.post(text);
    one.online();
    two.online();
    await until(() => hub.stored.length === 200);
    await allSent(two);
    expect(hub.texts()).toEqual(texts);
    expect(new Set(hub.asked.map(({ key }) => key)).size).toBe(200);
    expect(hub.asked).toHaveLength(200);
  }, 30_000);

  it('resends with the same key after a tab was killed between sending and answer', async () => {
    const killed = openTab();
    hub.loseAnswers = 1;
    const key = await killed.post('hola');
    killed.online();
    await until(() => hub.stored.length === 1);
    killed.kill();
    const next = openTab();
    next.online();
    await allSent(next);
    expect(hub.asked.map((one) => one.key)).toEqual([key, key]);
    expect(hub.texts()).toEqual(['hola']);
  });

  it('is there again after the browser was restarted', async () => {
    const before = openTab();
    await before.post('uno');
    await before.post('dos');
    before.kill();
    before.store.close();
    const after = openTab();
    after.online();
    await allSent(after);
    expect(hub.texts()).toEqual(['uno', 'dos']);
  });

  it('is sent by a connected tab when the writing tab is not', async () => {
    const [writing, connected] = [openTab(), openTab()];
    connected.online();
    await writing.post('por ti');
    await until(() => hub.stored.length === 1);
    expect(hub.texts()).toEqual(['por ti']);
  });

  it('marks a final refusal with its reason and goes on with the next', async () => {
    hub.refusals.set('no', { code: 'chat/locked', times: 1 });
    const tab = openTab();
    tab.online();
    const refusedKey = await tab.post('no');
    await tab.post('sí');
    await until(() => hub.texts().includes('sí'));
    await until(async () => (await tab.rows()).some(({ state }) => state === 'refused'));
    const [row] = await tab.rows();
    expect(row).toMatchObject({ clientId: refusedKey, state: 'refused', code: 'chat/locked' });
    expect(await tab.outbox.unsent()).toBe(1);

    await tab.outbox.retry(row?.order ?? 0, 'ahora sí');
    await until(() => hub.texts().includes('ahora sí'));
    expect(hub.asked.at(-1)?.key).not.toBe(refusedKey);
    expect(hub.texts()).toEqual(['sí', 'ahora sí']);
  });

  it('forgets what is discarded', async () => {
    hub.refusals.set('no', { code: 'rooms/archived', times: 1 });
    const tab = openTab();
    tab.online();
    await tab.post('no');
    await until(async () => (await tab.rows())[0]?.state === 'refused');
    await tab.outbox.discard((await tab.rows())[0]?.order ?? 0);
    expect(await tab.rows()).toEqual([]);
  });

  it('waits as long as the hub asks, with the same key, and holds back the room but not the others', async () => {
    const other = randomUUID();
    hub.refusals.set('espera', { code: 'too-fast', details: { retryAfter: 0.1 }, times: 1 });
    const tab = openTab();
    const key = await tab.post('espera');
    await tab.post('después');
    await tab.post('en otra sala', other);
    tab.online();
    await until(() => hub.texts(other).length === 1);
    expect(hub.texts(room)).toEqual([]);
    expect((await tab.rows())[0]).toMatchObject({ state: 'waiting', code: 'too-fast' });
    await until(() => hub.texts(room).length === 2);
    expect(hub.texts(room)).toEqual(['espera', 'después']);
    expect(hub.asked.filter((one) => one.text === 'espera').map((one) => one.key)).toEqual([key, key]);
  });

  it('forgets no room that rests longer than another', async () => {
    const other = randomUUID();
    hub.refusals.set('más tarde', { code: 'busy', details: { retryInMs: 400 }, times: 1 });
    hub.refusals.set('pronto', { code: 'busy', details: { retryInMs: 10 }, times: 1 });
    const tab = openTab();
    await tab.post('más tarde');
    await tab.post('pronto', other);
    tab.online();
    await until(() => hub.texts(other).length === 1);
    await allSent(tab);
    expect(hub.texts()).toEqual(['pronto', 'más tarde']);
  });

  it('waits as long as a busy hub asks and no longer, and then sends in order, each once', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => `message ${n}`);
    for (const text of texts)
      hub.refusals.set(text, { code: 'busy', details: { retryInMs: 30, retryAfter: 1 }, times: 4 });
    const tab = openTab();
    const other = openTab();
    for (const text of texts) await tab.post(text);
    tab.online();
    other.online();
    await until(() => hub.stored.length === texts.length);
    await allSent(tab);
    expect(hub.texts()).toEqual(texts);
    // Four refusals of each and the answer; each time with the key of its writing.
    expect(hub.asked).toHaveLength(texts.length * 5);
    expect(new Set(hub.asked.map(({ key }) => key)).size).toBe(texts.length);
  }, 20_000);

  it('keeps accounts apart: another account sends nothing of mine, and signing it out leaves my queue', async () => {
    const mine = openTab();
    await mine.post('mío');
    const other = randomUUID();
    const theirs = openTab(other);
    await theirs.post('suyo');
    theirs.online();
    await allSent(theirs);
    expect(hub.texts()).toEqual(['suyo']);

    theirs.kill();
    theirs.store.close();
    await Dexie.delete(databaseNameOf(other));
    expect((await mine.rows()).map(({ state }) => state)).toEqual(['waiting']);
    expect(await openTab(other).rows()).toEqual([]);
    mine.online();
    await allSent(mine);
    expect(hub.texts()).toEqual(['suyo', 'mío']);
  });

  it('shows a room its queue live, whichever tab wrote it', async () => {
    const [writing, watching] = [openTab(), openTab()];
    const seen: string[][] = [];
    const stop = watching.outbox.ofRoom(room).subscribe({
      next: (rows) => void seen.push(rows.map(({ input }) => ('text' in input ? input.text : ''))),
    });
    await writing.post('hola');
    await until(() => seen.at(-1)?.[0] === 'hola');
    stop.unsubscribe();
  });
});
