import type { DraftView } from '@contract/keeping.contract.js';
import { DRAFT_AGE_MAX_MS, DRAFT_MAX } from '@contract/limits.js';
import { isCode } from '../api/api-error.js';
import { now } from '../session/device.js';
import { Store } from '../session/store.js';
import type { Connection } from './connection.js';
import type { Draft, LocalStore } from './local-store.js';
import type { Streams } from './streams.js';

/** Where something is written: a room, or a thread of it. */
export interface Place {
  readonly roomId: string;
  readonly threadId: string | null;
}
export type Drafted = Readonly<Record<string, Draft>>;

/** From the keyboard to the other devices in two of these at most. */
const TELL_MS = 800;
const STORE_MS = 300;
const RETRY_MS = 5_000;
/** There is no use in telling it again. */
const FINAL = [
  'invalid-input',
  'not-found',
  'not-allowed',
  'rooms/not-a-member',
  'rooms/banned',
  'rooms/archived',
  'chat/message-gone',
  'chat/spectators-read',
] as const;

export const placeOf = ({ roomId, threadId }: Place): string => threadId ?? roomId;
const isEmpty = ({ text, replyTo }: Pick<Draft, 'text' | 'replyTo'>): boolean => text.trim() === '' && !replyTo;

/**
 * What somebody is writing, on this device at once and on all of theirs soon. What was written here and has not been told
 * is never replaced from outside: it is told first, and the hub says whether something later was written elsewhere.
 */
export class Drafts {
  readonly all = new Store<Drafted>({});
  #stored: ReturnType<typeof setTimeout> | undefined;
  #told: ReturnType<typeof setTimeout> | undefined;
  readonly #unstored = new Set<string>();
  readonly #asking = new Set<string>();
  /** What came from elsewhere while something written here was not told yet. */
  readonly #aside = new Map<string, DraftView>();
  readonly #stops: (() => void)[] = [];
  #closed = false;

  constructor(
    private readonly accountId: string,
    private readonly store: LocalStore,
    private readonly connection: Pick<Connection, 'ask' | 'state'>,
    private readonly streams: Pick<Streams, 'signals'>,
    private readonly list: () => Promise<readonly DraftView[]>,
  ) {}

  start(): void {
    const signals = this.streams.signals(`account:${this.accountId}`);
    const hear = (): void => {
      for (const [key, value] of Object.entries(signals.get()))
        if (key.startsWith('draft:')) this.heard(value as DraftView);
    };
    const { state } = this.connection;
    const online = (): void => {
      if (state.get() === 'online') void this.#compare();
    };
    this.#stops.push(signals.subscribe(hear), state.subscribe(online));
    // Without a store (a full or private device) drafts are only on the screen, and with the hub.
    this.store.written
      .toArray()
      .then((kept) => {
        const known = this.all.get();
        this.all.set({ ...Object.fromEntries(kept.map((draft) => [draft.place, draft])), ...known });
      })
      .catch(() => null)
      .finally(online);
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    clearTimeout(this.#told);
    this.#keep();
  }

  write(place: Place, { text, replyTo }: Pick<Draft, 'text' | 'replyTo'>): void {
    const key = placeOf(place);
    const before = this.all.get()[key];
    const revision = before?.revision ?? 0;
    // What the hub never heard of need not be taken back there.
    const dirty = revision > 0 || this.#asking.has(key) || !isEmpty({ text, replyTo });
    this.#put({ place: key, ...place, text, replyTo, revision, dirty, writtenAt: now() });
    if (text === '') this.#keep();
    if (dirty) this.#told ??= setTimeout(() => this.#tell(), text === '' ? 0 : TELL_MS);
  }

  /** What the hub says. Older news change nothing, and nothing replaces what it has not been told yet. */
  heard(remote: DraftView): void {
    const key = placeOf(remote);
    const local = this.all.get()[key];
    if (remote.revision <= Math.max(local?.revision ?? 0, this.#aside.get(key)?.revision ?? 0)) return;
    if (local?.dirty) this.#aside.set(key, remote);
    else this.#put({ ...remote, place: key, dirty: false, writtenAt: 0 });
  }

  /** After a while alone: what was written elsewhere, then what was written here. */
  async #compare(): Promise<void> {
    try {
      const before = this.all.get();
      const remote = await this.list();
      const there = new Set(remote.map(placeOf));
      for (const draft of remote) this.heard(draft);
      // Sent or emptied on another device meanwhile; what was heard while the list was read is later than the list.
      for (const draft of Object.values(before))
        if (draft === this.all.get()[draft.place] && !draft.dirty && draft.revision > 0 && !there.has(draft.place))
          this.#put({ ...draft, text: '', replyTo: null });
    } catch {
      // Asked again with the next connection; what is here stays.
    }
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#told);
    this.#told = undefined;
    if (this.#closed || this.connection.state.get() !== 'online') return;
    for (const draft of Object.values(this.all.get()))
      if (draft.dirty && !this.#asking.has(draft.place) && draft.text.length <= DRAFT_MAX) void this.#tellOne(draft);
  }

  async #tellOne({ place, roomId, threadId, text, replyTo, writtenAt }: Draft): Promise<void> {
    this.#asking.add(place);
    const ageMs = Math.min(DRAFT_AGE_MAX_MS, Math.max(0, Math.round(now() - writtenAt)));
    let again = TELL_MS;
    try {
      this.#answered(
        await this.connection.ask('chat:keep-draft', { roomId, threadId, text, replyTo, ageMs }),
        writtenAt,
      );
    } catch (failure) {
      const local = this.all.get()[place];
      again = RETRY_MS;
      // Whoever may not write there keeps the words on this device; anything else is told again.
      if (local && isCode(failure, ...FINAL)) this.#put({ ...local, dirty: false, revision: 0 });
    } finally {
      this.#asking.delete(place);
    }
    if (this.all.get()[place]?.dirty && !this.#closed) this.#told ??= setTimeout(() => this.#tell(), again);
  }

  #answered(kept: DraftView, writtenAt: number): void {
    const place = placeOf(kept);
    const local = this.all.get()[place];
    const aside = this.#aside.get(place);
    this.#aside.delete(place);
    if (!local) return;
    const { text, replyTo, revision } = aside && aside.revision > kept.revision ? aside : kept;
    // Whoever has gone on writing tells that next.
    if (local.writtenAt !== writtenAt) this.#put({ ...local, revision });
    else this.#put({ ...local, text, replyTo, revision, dirty: false });
  }

  #put(draft: Draft): void {
    this.all.set({ ...this.all.get(), [draft.place]: draft });
    this.#unstored.add(draft.place);
    this.#stored ??= setTimeout(() => this.#keep(), STORE_MS);
  }

  #keep(): void {
    clearTimeout(this.#stored);
    this.#stored = undefined;
    const drafts = [...this.#unstored].flatMap((place) => this.all.get()[place] ?? []);
    this.#unstored.clear();
    // A draft that cannot be kept here is still in the field.
    if (drafts.length > 0) this.store.written.bulkPut(drafts).catch(() => null);
  }
}
