import { Injectable } from '@nestjs/common';
import { assertWithin, type Actor } from '../actor/actor.js';
import { DomainError } from '../errors/domain-error.js';
import type { Connection } from './connection.js';
import { parseStream, type StreamKind } from './realtime.types.js';

/** What the features say about who may follow what. A decision during which rights were touched is made again. */
@Injectable()
export class Rights {
  readonly #kinds = new Map<string, StreamKind>();

  add(kind: StreamKind): void {
    this.#kinds.set(kind.kind, kind);
  }

  /** Throws `not-found` for a kind that nobody registered. */
  kindOf(stream: string): StreamKind {
    const kind = this.#kinds.get(parseStream(stream).kind);
    if (kind === undefined) throw new DomainError('not-found');
    return kind;
  }

  /** Throws unless this person may follow the stream: `not-found`, or `not-allowed` for a side of something they may see. */
  async require(connection: Connection, kind: StreamKind, uuid: string): Promise<void> {
    if (kind.verb !== undefined) assertWithin(connection.actor, kind.verb);
    const may = await settled(connection, () => kind.canFollow(connection.actor, uuid));
    if (!may) throw new DomainError(kind.kind.includes(':') ? 'not-allowed' : 'not-found');
  }

  /** Those of the streams that may be followed. */
  async allowed(connection: Connection, streams: readonly string[]): Promise<Set<string>> {
    return settled(connection, async () => {
      const allowed = new Set<string>();
      for (const [name, group] of Map.groupBy(streams, (stream) => parseStream(stream).kind)) {
        const kind = this.#kinds.get(name);
        const uuids = group.map((stream) => parseStream(stream).uuid);
        const may = new Set(kind && isWithin(connection.actor, kind) ? await mayAll(kind, connection, uuids) : []);
        for (const stream of group) if (may.has(parseStream(stream).uuid)) allowed.add(stream);
      }
      return allowed;
    });
  }
}

const isWithin = ({ confined }: Actor, { verb }: StreamKind): boolean =>
  confined === undefined || verb === undefined || confined.verbs.has(verb);

async function settled<T>(connection: Connection, decide: () => Promise<T>): Promise<T> {
  for (;;) {
    const touched = connection.rightsTouched;
    const decision = await decide();
    if (touched === connection.rightsTouched) return decision;
  }
}

async function mayAll(kind: StreamKind, { actor }: Connection, uuids: readonly string[]): Promise<readonly string[]> {
  if (kind.canFollowAll) return kind.canFollowAll(actor, uuids);
  const may: string[] = [];
  for (const uuid of uuids) if (await kind.canFollow(actor, uuid)) may.push(uuid);
  return may;
}
