import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult, Position } from '../../contract/realtime.contract.js';
import { MAX_OPEN_STREAMS } from '../../contract/limits.js';
import { DomainError } from '../errors/domain-error.js';
import { Metrics } from '../observability/metrics.js';
import type { Answer } from './commands.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import { Feeds } from './feeds.js';
import { Following } from './following.js';
import { closedPacket, type Packet } from './packets.js';
import { parseStream } from './realtime.types.js';
import { Rights } from './rights.js';
import { Signals } from './signals.js';
import type { StreamFeed } from './stream-feed.js';

/** Who follows which stream with all frames on this node, and whether they still may. */
@Injectable()
export class Followings {
  constructor(
    private readonly connections: Connections,
    private readonly feeds: Feeds,
    private readonly rights: Rights,
    private readonly signals: Signals,
    private readonly metrics: Metrics,
  ) {
    feeds.onRightsTouched = (stream, people) => this.toldOfRights(stream, people);
    feeds.onResync = (followings) => {
      for (const following of followings) {
        this.drop(following);
        if (following.begun) following.connection.send(closedPacket(following.stream, 'resync'));
      }
    };
    signals.followers = (stream) => feeds.followers(stream);
  }

  /** Subscribed first, held, then answered: nothing that is committed meanwhile is lost or comes twice. */
  async open(connection: Connection, { stream, after }: CommandParsed<'stream:open'>): Promise<Answer> {
    const former = connection.followings.get(stream);
    if (former) this.drop(former);
    const following = this.newFollowing(connection, stream);
    try {
      const feed = await this.feeds.of(stream);
      if (after !== undefined && after.epoch === feed.epoch && after.seq > feed.sent) await feed.catchUp();
      // Its socket may have left while this waited in its lane, or since: nobody would take it out of the feed again.
      if (following.gone || connection.gone) throw new DomainError('try-again');
      following.feed = feed;
      feed.followers.add(following);
      const head = { epoch: feed.epoch, seq: feed.sent };
      let missed: Packet[] | null = [];
      // Nobody decides again about what is not open yet: rights that are touched while it looks are asked about here.
      for (let touched = -1; touched !== connection.rightsTouched;) {
        touched = connection.rightsTouched;
        await this.rights.require(connection, following.kind, following.uuid);
        missed = after ? await this.missed(following, feed, after, head) : [];
      }
      if (following.gone) throw new DomainError('try-again');
      following.open = true;
      this.metrics.followings.inc();
      this.presence(following, 1);
      const data: CommandResult<'stream:open'> = { head, resync: missed === null };
      return { data, afterwards: () => this.begin(following, missed ?? []) };
    } catch (error) {
      this.drop(following);
      throw error;
    }
  }

  async close(connection: Connection, { stream }: CommandParsed<'stream:close'>): Promise<Answer> {
    const following = connection.followings.get(stream);
    if (following) this.drop(following);
    return { data: {} satisfies CommandResult<'stream:close'> };
  }

  closeAll(connection: Connection): void {
    for (const following of [...connection.followings.values()]) this.drop(following);
  }

  /** Rights of people were touched by an event of the stream: their other streams about the same thing are decided again at once. */
  rightsChanged(stream: string, people: readonly string[]): void {
    const { uuid } = parseStream(stream);
    for (const connection of this.connections.concerned(people, uuid))
      this.decideAll(connection, (following) => following.uuid === uuid && following.stream !== stream);
  }

  /** All that the sockets of an account follow. */
  authoriseAgain(accountId: string): void {
    for (const connection of this.connections.of(accountId)) this.decideAll(connection, () => true);
  }

  // The stream itself brings the event first; then those whom it is about are asked about.
  private toldOfRights(stream: string, people: readonly string[]): void {
    for (const connection of this.connections.concerned(people, parseStream(stream).uuid)) {
      const following = connection.followings.get(stream);
      if (following?.held) following.lastIsForThem();
      this.decideAll(connection, (other) => other === following);
    }
  }

  private decideAll(connection: Connection, which: (following: Following) => boolean): void {
    connection.rightsTouched += 1;
    for (const following of [...connection.followings.values()]) if (which(following)) void this.decideAgain(following);
  }

  /** What happened since; null where it cannot be told, or is not for this person to hear. */
  private async missed(
    { connection, kind, uuid }: Following,
    feed: StreamFeed,
    after: Position,
    head: Position,
  ): Promise<Packet[] | null> {
    const begins = after.seq < head.seq ? await kind.replaysFrom?.(connection.actor, uuid) : undefined;
    return begins !== undefined && after.seq + 1 < begins ? null : feed.since(after, head);
  }

  private newFollowing(connection: Connection, stream: string): Following {
    const own = `account:${connection.actor.accountId}`;
    const others = [...connection.followings.keys()].filter((name) => name !== own);
    if (stream !== own && others.length >= MAX_OPEN_STREAMS) throw new DomainError('too-many-streams');
    const following = new Following(connection, stream, this.rights.kindOf(stream), parseStream(stream).uuid);
    connection.followings.set(stream, following);
    return following;
  }

  private begin(following: Following, missed: readonly Packet[]): void {
    following.begin(missed);
    if (!following.deciding) this.release(following);
  }

  private release(following: Following): void {
    following.owed = undefined;
    following.release();
    const signals = this.signals.present(following.stream);
    if (signals && !following.gone) following.connection.send(signals);
  }

  // What comes meanwhile is held: who may not follow any more has seen the removal, and nothing after it.
  private async decideAgain(following: Following): Promise<void> {
    if (!following.open || following.gone) return;
    following.hold();
    if (following.deciding) return;
    following.deciding = true;
    try {
      await this.rights.require(following.connection, following.kind, following.uuid);
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
    this.feeds.leave(following);
    const { followings } = following.connection;
    if (followings.get(following.stream) === following) followings.delete(following.stream);
    if (!following.open) return;
    this.metrics.followings.dec();
    this.presence(following, -1);
  }

  // Two tabs are one person: only the first and the last one count.
  private presence({ connection: { actor }, stream, kind, uuid }: Following, step: 1 | -1): void {
    const others = this.connections.of(actor.accountId).filter(({ followings }) => followings.get(stream)?.open).length;
    if (step === 1 && others === 1) kind.onOpened?.(actor, uuid);
    if (step === -1 && others === 0) kind.onClosed?.(actor, uuid);
  }
}
