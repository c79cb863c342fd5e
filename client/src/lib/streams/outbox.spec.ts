import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import Dexie from 'dexie';
import type { CommandInput, CommandName, CommandResult } from '@contract/realtime.contract.js';
import { ApiError, type FailureCode } from '../api/api-error.js';
import { databaseNameOf } from '../session/local-name.js';
import { Store } from '../session/store.js';
import type { Connection, ConnectionState } from './connection.js';
import { openLocalStore, type LocalStore, type Queued } from './local-store.js';
import { Outbox } from './outbox.js';
import { until } from './test-hub.js';

interface Arrival {
  key: string;
  text: string;
  roomId: string;
}

/** The hub as the outbox meets it: remembers keys, refuses what it is told to refuse, loses answers when asked to. */
class Hub {
  readonly stored: Arrival[] = [];
  readonly asked: Arrival[] = [];
  readonly refusals = new Map<string, { code: FailureCode; details?: Record<string, number>; times: number }>();
  loseAnswers = 0;
  readonly #results = new Map<string, number>();

  answer({ clientId, text, roomId }: { clientId: string; text: string; roomId: string }): { seq: number } | null {
    const arrival = { key: clientId, text, roomId };
    this.asked.push(arrival);
    const refusal = this.refusals.get(text);
    if (refusal && refusal.times > 0) {
      refusal.times -= 1;
      throw new ApiError(refusal.code, refusal.details);
    }
    const seq = this.#results.get(clientId) ?? this.stored.push(arrival);
    this.#results.set(clientId, seq);
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1;
      return null;
    }
    return { seq };
  }

  texts = (roomId?: string) => this.stored.filter((one) => !roomId || one.roomId === roomId).map(({ text }) => text);
}

/** One tab of the browser: its own connection and outbox over the browser's database. */
class Tab {
  readonly state = new Store<ConnectionState>('connecting');
  readonly store: LocalStore;
  readonly outbox: Outbox;
  readonly #unanswered = new Set<(failure: ApiError) => void>();

  constructor(hub: Hub, accountId: string) {
    this.store = openLocalStore(accountId);
    const ask = async <N extends CommandName>(_name: N, input: CommandInput<N>): Promise<CommandResult<N>> => {
      await new Promise((soon) => setTimeout(soon, 1));
      const answer = hub.answer(input as { clientId: string; text: string; roomId: string });
      if (answer) return answer as CommandResult<N>;
      return new Promise((_, fail) => this.#unanswered.add(fail));
    };
    const connection: Pick<Connection, 'ask' | 'state'> = { ask, state: this.state };
    this.outbox = new Outbox(accountId, this.store, connection);
    this.outbox.start();
  }

  online = () => this.state.set('online');

  offline(): void {
    this.state.set('reconnecting');
    for (const fail of this.#unanswered) fail(new ApiError('no-answer'));
    this.#unanswered.clear();
  }

  /** A killed tab runs nothing any more, and the browser takes its lock away. */
  kill(): void {
    this.outbox.close();
    this.offline();
  }

  post = (text: string, roomId = room) => this.outbox.send('chat:post', { roomId, text, replyTo: null, mentions: [] });
  rows = (): Promise<Queued[]> => this.store.outbox.orderBy('order').toArray();
}

const room = randomUUID();
const tabs: Tab[] = [];
let account: string;
let hub: Hub;

const openTab = (of = account): Tab => {
  const tab = new Tab(hub, of);
  tabs.push(tab);
  return tab;
};

// Dexie looked for IndexedDB when it was loaded, before the stand-in was there.
Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });

const allSent = (tab: Tab) => until(async () => (await tab.rows()).every(({ state }) => state === 'sent'));

beforeEach(() => {
  account = randomUUID();
  hub = new Hub();
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
