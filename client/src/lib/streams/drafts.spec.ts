import 'fake-indexeddb/auto';
import { jest } from '@jest/globals';
import Dexie from 'dexie';
import fc from 'fast-check';
import type { DraftView } from '@contract/keeping.contract.js';
import type { CommandInput } from '@contract/realtime.contract.js';
import { ApiError } from '../api/api-error.js';
import { databaseNameOf } from '../session/local-name.js';
import { Store } from '../session/store.js';
import type { ConnectionState } from './connection.js';
import { Drafts } from './drafts.js';
import { openLocalStore, type LocalStore } from './local-store.js';
import type { Signals } from './streams.js';

Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });

/** Time that goes on only when a test says so; the store of a device has its turns meanwhile. */
async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await new Promise((turn) => setImmediate(turn));
}
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let steps = 0; steps < 3_000; steps += 1) {
    if (await what()) return;
    await pass(10);
  }
  throw new Error('it did not come to that');
}

const ROOM = '0198b2c4-7a10-7000-8000-000000000001';
const place = { roomId: ROOM, threadId: null };
type Told = CommandInput<'chat:keep-draft'>;

/** The hub as `keeping.service.ts` is: one draft a place, the last one written wins. */
class DraftHub {
  kept: DraftView | null = null;
  refusal: ApiError | null = null;
  #writtenAt = -Infinity;
  readonly devices: Device[] = [];

  keep({ roomId, text, replyTo = null, ageMs = 0 }: Told): DraftView {
    if (this.refusal) throw this.refusal;
    const writtenAt = Date.now() - ageMs;
    if (writtenAt >= this.#writtenAt) {
      this.#writtenAt = writtenAt;
      this.kept = { roomId, threadId: null, text, replyTo, revision: (this.kept?.revision ?? 0) + 1 };
      for (const device of this.devices) device.signalled(this.kept);
    }
    return this.kept as DraftView;
  }
}

class Device {
  readonly state = new Store<ConnectionState>('connecting');
  readonly signals = new Store<Signals>({});
  readonly store: LocalStore;
  drafts: Drafts;
  asked = 0;

  constructor(
    private readonly hub: DraftHub,
    readonly name: string,
  ) {
    hub.devices.push(this);
    this.store = openLocalStore(name);
    this.drafts = this.begin();
  }

  /** As a page that is loaded. */
  begin(): Drafts {
    const ask = async (_: string, input: Told) => {
      this.asked += 1;
      if (this.state.get() !== 'online') throw new ApiError('offline');
      return this.hub.keep(input);
    };
    const connection = { state: this.state, ask: ask as never };
    const list = async () => (this.hub.kept && this.hub.kept.text !== '' ? [this.hub.kept] : []);
    this.drafts = new Drafts(this.name, this.store, connection, { signals: () => this.signals }, list);
    this.drafts.start();
    return this.drafts;
  }

  signalled(draft: DraftView): void {
    if (this.state.get() === 'online') this.signals.set({ [`draft:${draft.roomId}`]: draft });
  }

  text = () => this.drafts.all.get()[ROOM]?.text ?? '';
  write = (text: string) => this.drafts.write(place, { text, replyTo: null });
}

describe('drafts', () => {
  let hub: DraftHub;
  const devices: Device[] = [];
  let number = 0;
  const device = (online = true): Device => {
    const made = new Device(hub, `drafts-${(number += 1)}`);
    devices.push(made);
    if (online) made.state.set('online');
    return made;
  };
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] });
    hub = new DraftHub();
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const { drafts, store, name } of devices.splice(0)) {
      drafts.close();
      // What it still keeps is in by then.
      await store.written.count();
      store.close();
      await Dexie.delete(databaseNameOf(name));
    }
  });

  it('are on the other device soon, and empty there when they are sent', async () => {
    const [phone, laptop] = [device(), device()];
    phone.write('hola');
    await until(() => laptop.text() === 'hola');
    laptop.write('hola, ¿qué tal?');
    await until(() => phone.text() === 'hola, ¿qué tal?');
    laptop.write('');
    await until(() => phone.text() === '' && hub.kept?.text === '');
  });

  it('written without a network stay, survive the page, and are told when it comes back', async () => {
    const phone = device(false);
    phone.write('en el metro');
    await until(async () => (await phone.store.written.get(ROOM))?.text === 'en el metro');
    phone.drafts.close();
    phone.begin();
    await until(() => phone.text() === 'en el metro');
    phone.state.set('online');
    await until(() => hub.kept?.text === 'en el metro');
  });

  it('are not replaced by what was written elsewhere before, and are by what was written after', async () => {
    const [phone, laptop] = [device(), device()];
    laptop.write('antes');
    await until(() => phone.text() === 'antes');
    phone.state.set('reconnecting');
    phone.write('después, sin red');
    phone.drafts.heard({ ...place, text: 'noticia vieja', replyTo: null, revision: 1 });
    expect(phone.text()).toBe('después, sin red');
    phone.state.set('online');
    await until(() => laptop.text() === 'después, sin red');

    phone.state.set('reconnecting');
    phone.write('hace rato');
    await pass(1);
    laptop.write('lo último');
    await until(() => hub.kept?.text === 'lo último');
    phone.state.set('online');
    await until(() => phone.text() === 'lo último');
  });

  it('that were sent from elsewhere while one was away are gone', async () => {
    const [phone, laptop] = [device(), device()];
    phone.write('a medias');
    await until(() => laptop.text() === 'a medias');
    phone.state.set('reconnecting');
    laptop.write('');
    await until(() => hub.kept?.text === '');
    phone.state.set('online');
    await until(() => phone.text() === '');
  });

  it('that the hub does not take stay on the device, and are not told again and again', async () => {
    const phone = device();
    hub.refusal = new ApiError('rooms/archived');
    phone.write('ya no se puede');
    await until(() => phone.asked === 1 && phone.drafts.all.get()[ROOM]?.dirty === false);
    expect(phone.text()).toBe('ya no se puede');
  });

  it('an empty field is no draft: the hub hears of it only to forget one', async () => {
    const phone = device();
    phone.write('');
    await pass(60_000);
    expect([phone.asked, hub.kept]).toEqual([0, null]);
  });

  it('are the same everywhere at last, whoever wrote what when, on or off', async () => {
    const step = fc.record({
      who: fc.nat({ max: 1 }),
      do: fc.constantFrom('write', 'off', 'on'),
      // Around the times after which a device tells and stores.
      then: fc.integer({ min: 1, max: 1_200 }),
    });
    const steps = fc.array(step, { minLength: 3, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        hub = new DraftHub();
        const pair = [device(), device()] as const;
        let last: string | null = null;
        for (const [at, step] of script.entries()) {
          const one = pair[step.who as 0 | 1];
          if (step.do === 'write') one.write((last = `texto ${at}`));
          else one.state.set(step.do === 'on' ? 'online' : 'reconnecting');
          await pass(step.then);
        }
        for (const { state } of pair) state.set('online');
        await until(() => pair.every((one) => one.text() === (last ?? '')) && (hub.kept?.text ?? null) === last);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
