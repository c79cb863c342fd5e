import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult, Moved } from '../../contract/realtime.contract.js';
import { Clock } from '../clock/clock.js';
import { EventLog } from '../event-log/event-log.js';
import type { StreamHead } from '../event-log/event-log.types.js';
import type { Answer } from './commands.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import { movedPacket } from './packets.js';
import { parseStream } from './realtime.types.js';
import { Rights } from './rights.js';

const MOVED_EVERY_MS = 1_000;
const MOVED_SOON_MS = 50;

interface Watched extends StreamHead {
  readonly connections: Set<Connection>;
}

/** "My other rooms": who wants to hear only that a stream moved, and what it moved to. */
@Injectable()
export class Watching {
  readonly #watched = new Map<string, Watched>();

  constructor(
    private readonly connections: Connections,
    private readonly rights: Rights,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  streams(): string[] {
    return [...this.#watched.keys()];
  }

  /** Replaces the list of a socket. Watched first, then read: a move in between is told twice rather than never. */
  async watch(connection: Connection, { streams }: CommandParsed<'stream:watch'>): Promise<Answer> {
    const wanted = [...new Set(streams)];
    const allowed = await this.rights.allowed(connection, wanted);
    this.nothing(connection);
    connection.watched = allowed;
    for (const stream of allowed) {
      const watched = this.#watched.get(stream) ?? { epoch: 0, seq: 0, lastMessageSeq: 0, connections: new Set() };
      this.#watched.set(stream, watched);
      watched.connections.add(connection);
    }
    if (connection.gone) this.nothing(connection);
    const heads = await this.headsOf([...allowed]);
    const data: CommandResult<'stream:watch'> = { heads, refused: wanted.filter((stream) => !allowed.has(stream)) };
    return { data };
  }

  nothing(connection: Connection): void {
    for (const stream of connection.watched ?? []) this.noMore(connection, stream);
  }

  /** A stream is this far, here or elsewhere. */
  movedTo(stream: string, head: StreamHead): void {
    const watched = this.#watched.get(stream);
    if (!watched || head.epoch < watched.epoch || (head.epoch === watched.epoch && head.seq <= watched.seq)) return;
    watched.epoch = head.epoch;
    watched.seq = head.seq;
    watched.lastMessageSeq = Math.max(head.lastMessageSeq, watched.lastMessageSeq);
    const moved = { stream, seq: watched.seq, lastMessageSeq: watched.lastMessageSeq };
    for (const connection of watched.connections) this.tell(connection, moved);
  }

  /** Rights of people were touched by an event about this thing, or (without it) by a change of the account. */
  rightsChanged(people: readonly string[], stream: string): void {
    for (const connection of this.connections.concerned(people, parseStream(stream).uuid)) {
      connection.rightsTouched += 1;
      void this.watchWhatIsAllowed(connection);
    }
  }

  private async watchWhatIsAllowed(connection: Connection): Promise<void> {
    const before = connection.watched;
    if (before === undefined) return;
    try {
      const allowed = await this.rights.allowed(connection, [...before]);
      // A new list was authorised as the person is now.
      if (connection.watched === before)
        for (const stream of before) if (!allowed.has(stream)) this.noMore(connection, stream);
    } catch {
      connection.close(); // Nobody can say what this person may watch: they come back and ask.
    }
  }

  private async headsOf(streams: readonly string[]): Promise<Moved[]> {
    const heads = await this.eventLog.heads(streams);
    return streams.map((stream) => {
      const { epoch = 1, seq = 0, lastMessageSeq = 0 } = heads.get(stream) ?? {};
      const watched = this.#watched.get(stream);
      if (watched && (watched.epoch < epoch || watched.seq < seq))
        Object.assign(watched, { epoch, seq, lastMessageSeq });
      return { stream, seq, lastMessageSeq };
    });
  }

  private noMore(connection: Connection, stream: string): void {
    const watched = this.#watched.get(stream);
    watched?.connections.delete(connection);
    connection.moved?.delete(stream);
    connection.watched?.delete(stream);
    if (watched?.connections.size === 0) this.#watched.delete(stream);
  }

  // One signal a second at most, with the last word about each stream.
  private tell(connection: Connection, moved: Moved): void {
    connection.moved ??= new Map();
    connection.moved.set(moved.stream, moved);
    if (connection.movedTimer !== undefined) return;
    const wait = Math.max(MOVED_SOON_MS, connection.movedAt + MOVED_EVERY_MS - this.clock.monotonic());
    connection.movedTimer = this.clock.setTimer(() => {
      connection.movedTimer = undefined;
      connection.movedAt = this.clock.monotonic();
      const streams = [...(connection.moved?.values() ?? [])];
      connection.moved = undefined;
      if (streams.length > 0) connection.send(movedPacket(streams));
    }, wait);
  }
}
