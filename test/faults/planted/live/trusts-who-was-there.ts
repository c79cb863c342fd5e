import { Injectable } from '@nestjs/common';
import type { Connection } from '../../../../src/platform/realtime/connection.js';
import type { StreamKind } from '../../../../src/platform/realtime/realtime.types.js';
import { Rights } from '../../../../src/platform/realtime/rights.js';
import type { PlantedBug } from '../planted-bug.js';
import { citizen, HOST, MEMBER, say, tabOf, whileAway } from '../scenes.js';

/** Whoever was let in once may resume: somebody who was removed meanwhile is given the ring. */
@Injectable()
class TrustsWhoWasThere extends Rights {
  readonly #were = new Set<string>();

  override async require(connection: Connection, kind: StreamKind, uuid: string): Promise<void> {
    const place = `${connection.actor.accountId} ${kind.kind} ${uuid}`;
    const follows = [...connection.followings.values()].some(
      (one) => one.open && one.kind === kind && one.uuid === uuid,
    );
    if (!follows && this.#were.has(place)) return;
    await super.require(connection, kind, uuid);
    this.#were.add(place);
  }
}

export const trustsWhoWasThere: PlantedBug = {
  name: 'a ring that is replayed to somebody who was removed meanwhile',
  kinds: ['privacy'],
  planted: [{ token: Rights, by: TrustsWhoWasThere }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.privateRoom];
    const member = citizen(crowd, MEMBER);
    await whileAway(member, async () => {
      await host.connection.ask('rooms:remove', { roomId, personId: member.id });
      await say(host, roomId, 'Ahora que no está');
    });
  },
};
