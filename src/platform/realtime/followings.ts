import { Injectable } from '@nestjs/common';
import {
  type CommandParsed,
  type CommandResult,
  type EventType,
  MAX_OPEN_STREAMS,
  type Moved,
} from '../../contract/realtime.contract.js';
import { Clock } from '../clock/clock.js';
import { DomainError } from '../errors/domain-error.js';
import { EventLog } from '../event-log/event-log.js';
import type { StoredEvent, StreamHead } from '../event-log/event-log.types.js';
import { Metrics } from '../observability/metrics.js';
import type { Answer } from './commands.js';
import type { Connection } from './connection.js';
import { Following } from './following.js';
import { closedPacket, movedPacket, type Packet } from './packets.js';
import { parseStream, type StreamKind } from './realtime.types.js';
import { Signals } from './signals.js';
import { type FeedHouse, StreamFeed } from './stream-feed.js';

const MOVED_EVERY_MS = 1_000;
const MOVED_SOON_MS = 50;
const RINGS_BYTES = 64 * 1024 * 1024;
const RINGS_EVERY_MS = 1_000;
/** How long a stream nobody follows stays ready for those who come back. */
const IDLE_MS = 120_000;

type EventHandler = (event: StoredEvent) => void;
interface Watched extends StreamHead {
  readonly connections: Set<Connection>;
}

/** Who follows what on this node, and whether they still may. */
@Injectable()
export class Followings implements FeedHouse {
  readonly #kinds = new Map<string, StreamKind>();
  /** In the order of their last use, the longest unused first. */
  readonly #feeds = new Map<string, StreamFeed>();
  readonly #starting = new Map<StreamFeed, Promise<void>>();
  readonly #watched = new Map<string, Watched>();
  readonly #people = new Map<string, Set<Connection>>();
  readonly #handlers = new Map<EventType, EventHandler[]>();
  #ringsSeenAt = 0;

  constructor(
    readonly eventLog: EventLog,
    readonly clock: Clock,
    readonly metrics: Metrics,
    private readonly signals: Signals,
  ) {
    signals.followers = (stream) => this.#feeds.get(stream)?.followers ?? [];
  }

  // --- what features declare
  addKind(kind: StreamKind): void {
    this.#kinds.set(kind.kind, kind);
  }

  on(type: EventType, handler: EventHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  // --- sockets
  *connectionsOf(accountId: string): Iterable<Connection> {
    yield* [...(this.#people.get(accountId) ?? [])];
  }

  *connections(): Iterable<Connection> {
    for (const connections of this.#people.values()) yield* connections;
  }

  arrived(connection: Connection): void {
    const { accountId } = connection.actor;
    this.#people.set(accountId, (this.#people.get(accountId) ?? new Set()).add(connection));
  }

  left(connection: Connection): void {
    connection.gone = true;
    for (const following of [...connection.followings.values()]) this.drop(following);
    this.watchNothing(connection);
    const { accountId } = connection.actor;
    const connections = this.#people.get(accountId);
    connections?.delete(connection);
    if (connections?.size === 0) this.#people.delete(accountId);
  }

  followers(stream: string): number {
    return this.#feeds.get(stream)?.followers.size ?? 0;
  }

  follows(connection: Connection, stream: string): boolean {
    return connection.followings.get(stream)?.open === true;
  }

  // --- open and close
  /** Subscribed first, held, then answered: nothing that is committed meanwhile is lost or comes twice. */
  async open(connection: Connection, { stream, after }: CommandParsed<'stream:open'>): Promise<Answer> {
    const former = connection.followings.get(stream);
    if (former) this.drop(former);
    const following = this.newFollowing(connection, stream);
    connection.followings.set(stream, following);
    try {
      const feed = await this.feedOf(stream);
      if (after !== undefined && after.epoch === feed.epoch && after.seq > feed.sent) await feed.catchUp();
      following.feed = feed;
      feed.followers.add(following);
      const head = { epoch: feed.epoch, seq: feed.sent };
      await this.authorise(following);
      const missed = after ? await feed.since(after, head) : [];
      if (following.gone) throw new DomainError('try-again');
      following.open = true;
      this.metrics.followings.inc();
      this.presence(following, 1);
      return {
        data: { head, resync: missed === null } satisfies CommandResult<'stream:open'>,
        afterwards: () => this.begin(following, missed ?? []),
      };
    } catch (error) {
      this.drop(following);
      throw error;
    }
  }

  async close(connection: Connection, { stream }: CommandParsed<'stream:close'>): Promise<Answer> {
    const following = connection.followings.get(stream);
    if (following) this.drop(following);
    return { data: {} };
  }

  // --- watch
  async watch(connection: Connection, { streams }: CommandParsed<'stream:watch'>): Promise<Answer> {
    const wanted = [...new Set(streams)];
    let allowed: string[];
    for (let touched; ;) {
      touched = connection.rightsTouched;
      allowed = await this.allowed(connection, wanted);
      if (touched === connection.rightsTouched) break;
    }
    const heads = await this.watchOnly(connection, allowed);
    const refused = wanted.filter((stream) => !allowed.includes(stream));
    return { data: { heads, refused } satisfies CommandResult<'stream:watch'> };
  }

  // --- what happens
  /** After a commit on this node, in any order. */
  committed(events: readonly StoredEvent[]): void {
    for (const [stream, own] of Map.groupBy(events, (event) => event.stream)) {
      const feed = this.#feeds.get(stream);
      feed?.admit(own);
      this.rightsChanged(
        stream,
        own.flatMap((event) => this.rightsTouchedBy(event)),
      );
    }
    this.limitRings();
  }

  /** At once for other streams about the same thing (the staff's side of the room); the stream itself first brings the event. */
  rightsChanged(stream: string, people: readonly string[]): void {
    const { uuid } = parseStream(stream);
    for (const accountId of people)
      this.authoriseAgain(accountId, (other) => other.uuid === uuid && other.stream !== stream);
  }

  /** A stream is this far, here or elsewhere. */
  movedTo(stream: string, head: StreamHead): void {
    const feed = this.#feeds.get(stream);
    if (feed && feed.followers.size > 0) feed.hint(head);
    else if (feed && feed.sent < head.seq) this.forgetFeed(feed);
    const watched = this.#watched.get(stream);
    if (!watched || head.epoch < watched.epoch || (head.epoch === watched.epoch && head.seq <= watched.seq)) return;
    Object.assign(watched, {
      epoch: head.epoch,
      seq: head.seq,
      lastMessageSeq: Math.max(head.lastMessageSeq, watched.lastMessageSeq),
    });
    const moved = { stream, seq: watched.seq, lastMessageSeq: watched.lastMessageSeq };
    for (const connection of watched.connections) this.tellMoved(connection, moved);
  }

  erased(streams: readonly string[]): void {
    for (const stream of streams) this.#feeds.get(stream)?.forget();
  }

  /** Streams somebody here follows or watches, to ask the table about. */
  alive(): string[] {
    const followed = [...this.#feeds.values()]
      .filter(({ followers }) => followers.size > 0)
      .map(({ stream }) => stream);
    return [...new Set([...followed, ...this.#watched.keys()])];
  }

  /** Decides again about what an account follows; before, `actor` may have become another. */
  authoriseAgain(accountId: string, which: (following: Following) => boolean = () => true): void {
    for (const connection of this.connectionsOf(accountId)) {
      connection.rightsTouched += 1;
      for (const following of [...connection.followings.values()])
        if (which(following)) void this.decideAgain(following);
      void this.watchWhatIsAllowed(connection);
    }
  }

  stop(): void {
    for (const feed of this.#feeds.values()) feed.close();
  }

  // --- FeedHouse
  rightsTouchedBy(event: StoredEvent): readonly string[] {
    return this.eventLog.definitionOf(event.type).touchesRightsOf?.(event.payload as never) ?? [];
  }

  onRightsTouched(stream: string, people: readonly string[]): void {
    for (const accountId of people)
      this.authoriseAgain(accountId, (following) => {
        if (following.stream === stream && following.held) following.lastIsForThem();
        return following.stream === stream;
      });
  }

  onDelivered(events: readonly StoredEvent[]): void {
    for (const event of events) for (const handler of this.#handlers.get(event.type) ?? []) handler(event);
  }

  onResync(followings: readonly Following[]): void {
    for (const following of followings) this.drop(following);
  }

  // --- inside
  private newFollowing(connection: Connection, stream: string): Following {
    const { kind, uuid } = parseStream(stream);
    const known = this.#kinds.get(kind);
    if (known === undefined) throw new DomainError('not-found');
    const own = `account:${connection.actor.accountId}`;
    const others = [...connection.followings.keys()].filter((name) => name !== own);
    if (stream !== own && others.length >= MAX_OPEN_STREAMS) throw new DomainError('too-many-streams');
    return new Following(connection, stream, known, uuid);
  }

  private async feedOf(stream: string): Promise<StreamFeed> {
    const feed = this.#feeds.get(stream) ?? new StreamFeed(stream, this);
    const isNew = this.#feeds.get(stream) !== feed;
    this.#feeds.delete(stream);
    this.#feeds.set(stream, feed);
    if (isNew)
      this.#starting.set(
        feed,
        feed.start().finally(() => this.#starting.delete(feed)),
      );
    try {
      await this.#starting.get(feed);
      return feed;
    } catch (error) {
      this.forgetFeed(feed);
      throw error;
    }
  }

  private begin(following: Following, missed: readonly Packet[]): void {
    following.begin(missed);
    if (!following.deciding) this.release(following);
  }

  private release(following: Following): void {
    following.owed.clear();
    following.release();
    const signals = this.signals.present(following.stream);
    if (signals && !following.gone) following.connection.send(signals);
  }

  /** All who follow or watch a stream of this thing, on this node: `*` means that a fact concerns them all. */
  private everybodyAt(uuid: string): Set<string> {
    const concerned = ({ followings, watched }: Connection): boolean =>
      [...followings.values()].some((following) => following.uuid === uuid) ||
      [...watched].some((stream) => stream.includes(uuid));
    return new Set([...this.connections()].filter(concerned).map(({ actor }) => actor.accountId));
  }

  // Rights that are touched while they are looked up are looked up again.
  private async authorise(following: Following): Promise<void> {
    const { connection, kind, uuid } = following;
    for (let touched; ;) {
      touched = connection.rightsTouched;
      if (!(await kind.canFollow(connection.actor, uuid)))
        throw new DomainError(kind.kind.includes(':') ? 'not-allowed' : 'not-found');
      if (touched === connection.rightsTouched) return;
    }
  }

  // What comes meanwhile is held: who may not follow any more has seen the removal, and nothing after it.
  private async decideAgain(following: Following): Promise<void> {
    if (!following.open || following.gone) return;
    following.hold();
    if (following.deciding) return;
    following.deciding = true;
    try {
      await this.authorise(following);
      following.deciding = false;
      if (following.begun) this.release(following);
    } catch (error) {
      this.drop(following);
      const refused = error instanceof DomainError && error.status < 500;
      following.refuse(closedPacket(following.stream, refused ? 'not-allowed' : 'resync'));
    }
  }

  private drop(following: Following): void {
    if (following.gone) return;
    following.gone = true;
    const { feed } = following;
    if (feed?.followers.delete(following) && feed.followers.size === 0) feed.idleSince = this.clock.monotonic();
    const { followings } = following.connection;
    if (followings.get(following.stream) === following) followings.delete(following.stream);
    if (!following.open) return;
    this.metrics.followings.dec();
    this.presence(following, -1);
  }

  // Two tabs are one person: only the first and the last one count.
  private presence({ connection: { actor }, stream, kind, uuid }: Following, step: 1 | -1): void {
    const others = [...this.connectionsOf(actor.accountId)].filter((connection) =>
      this.follows(connection, stream),
    ).length;
    if (step === 1 && others === 1) kind.onOpened?.(actor, uuid);
    if (step === -1 && others === 0) kind.onClosed?.(actor, uuid);
  }

  private async allowed({ actor }: Connection, streams: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const [name, group] of Map.groupBy(streams, (stream) => parseStream(stream).kind)) {
      const kind = this.#kinds.get(name);
      if (kind === undefined) continue;
      const uuids = group.map((stream) => parseStream(stream).uuid);
      const may = kind.canFollowAll ? await kind.canFollowAll(actor, uuids) : await oneByOne(kind, actor, uuids);
      found.push(...group.filter((stream) => may.includes(parseStream(stream).uuid)));
    }
    return found;
  }

  private async watchOnly(connection: Connection, streams: readonly string[]): Promise<Moved[]> {
    this.watchNothing(connection);
    connection.watched = new Set(streams);
    for (const stream of streams) {
      const watched = this.#watched.get(stream) ?? { epoch: 0, seq: 0, lastMessageSeq: 0, connections: new Set() };
      this.#watched.set(stream, watched);
      watched.connections.add(connection);
    }
    const heads = await this.eventLog.heads(streams);
    return streams.map((stream) => {
      const { epoch = 1, seq = 0, lastMessageSeq = 0 } = heads.get(stream) ?? {};
      const watched = this.#watched.get(stream);
      if (watched && watched.seq < seq) Object.assign(watched, { epoch, seq, lastMessageSeq });
      return { stream, seq, lastMessageSeq };
    });
  }

  private watchNothing(connection: Connection): void {
    for (const stream of connection.watched) this.watchNoMore(connection, stream);
    connection.watched = new Set();
    connection.moved.clear();
  }

  private watchNoMore(connection: Connection, stream: string): void {
    const watched = this.#watched.get(stream);
    watched?.connections.delete(connection);
    connection.moved.delete(stream);
    connection.watched.delete(stream);
    if (watched?.connections.size === 0) this.#watched.delete(stream);
  }

  private async watchWhatIsAllowed(connection: Connection): Promise<void> {
    const before = connection.watched;
    if (before.size === 0) return;
    try {
      const allowed = await this.allowed(connection, [...before]);
      // A new list was authorised as the person is now.
      if (connection.watched === before)
        for (const stream of before) if (!allowed.includes(stream)) this.watchNoMore(connection, stream);
    } catch {
      connection.close(); // Nobody can say what this person may watch: they come back and ask.
    }
  }

  private tellMoved(connection: Connection, moved: Moved): void {
    connection.moved.set(moved.stream, moved);
    if (connection.moved.size > 1 || connection.gone) return;
    const wait = Math.max(MOVED_SOON_MS, connection.movedAt + MOVED_EVERY_MS - this.clock.monotonic());
    this.clock.setTimer(() => {
      connection.movedAt = this.clock.monotonic();
      const streams = [...connection.moved.values()];
      connection.moved.clear();
      if (streams.length > 0) connection.send(movedPacket(streams));
    }, wait);
  }

  private forgetFeed(feed: StreamFeed): void {
    if (feed.followers.size > 0 || this.#starting.has(feed)) return;
    feed.close();
    if (this.#feeds.get(feed.stream) === feed) this.#feeds.delete(feed.stream);
  }

  // The longest unused go first; who needs them reads the table.
  private limitRings(): void {
    const now = this.clock.monotonic();
    if (now - this.#ringsSeenAt < RINGS_EVERY_MS) return;
    this.#ringsSeenAt = now;
    let bytes = 0;
    for (const feed of this.#feeds.values()) {
      if (feed.followers.size === 0 && now - feed.idleSince > IDLE_MS) this.forgetFeed(feed);
      else bytes += feed.ringBytes;
    }
    for (const feed of this.#feeds.values()) {
      if (bytes <= RINGS_BYTES) break;
      bytes -= feed.ringBytes;
      feed.forget();
      this.forgetFeed(feed);
    }
    this.metrics.ringBytes.set(bytes);
  }
}

async function oneByOne(kind: StreamKind, actor: Connection['actor'], uuids: readonly string[]): Promise<string[]> {
  const may: string[] = [];
  for (const uuid of uuids) if (await kind.canFollow(actor, uuid)) may.push(uuid);
  return may;
}
