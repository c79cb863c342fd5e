import { Injectable } from '@nestjs/common';
import type { Connection } from '../../../../src/platform/realtime/connection.js';
import type { StreamKind } from '../../../../src/platform/realtime/realtime.types.js';
import { Rights } from '../../../../src/platform/realtime/rights.js';
import type { PlantedBug } from '../planted-bug.js';
import { citizen, HOST, MEMBER, say, tabOf } from '../scenes.js';

/** Whoever follows already is not asked about again when their rights are touched. */
@Injectable()
class AsksOnce extends Rights {
  override async require(connection: Connection, kind: StreamKind, uuid: string): Promise<void> {
    const followed = [...connection.followings.values()].some(
      (one) => one.open && one.kind === kind && one.uuid === uuid,
    );
    if (!followed) await super.require(connection, kind, uuid);
  }
}

export const asksOnce: PlantedBug = {
  name: 're-authorisation that is skipped',
  kinds: ['privacy'],
  planted: [{ token: Rights, by: AsksOnce }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.privateRoom];
    await host.connection.ask('rooms:remove', { roomId, personId: citizen(crowd, MEMBER).id });
    await say(host, roomId, 'Ahora que no está');
  },
};
