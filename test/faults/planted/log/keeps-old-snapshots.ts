import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../src/platform/actor/actor.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, LOOKER, reload, say, tabOf } from '../scenes.js';

type Snapshot = Awaited<ReturnType<EventLog['snapshot']>>;

/** The shared part of a snapshot is kept by stream, whatever has happened in it since. */
@Injectable()
class KeepsOldSnapshots extends EventLog {
  readonly #kept = new Map<string, Snapshot>();

  override async snapshot(stream: string, actor: Actor): Promise<Snapshot> {
    const now = await super.snapshot(stream, actor);
    const kept = this.#kept.get(stream) ?? now;
    this.#kept.set(stream, kept);
    return { ...now, shared: kept.shared, sharedJson: kept.sharedJson };
  }
}

export const keepsOldSnapshots: PlantedBug = {
  name: 'a cache of snapshots that does not know the seq',
  kinds: ['divergence'],
  planted: [{ token: EventLog, by: KeepsOldSnapshots }],
  async scene({ crowd }) {
    await say(tabOf(crowd, HOST), crowd.publicRoom, 'Nuevo');
    await reload(tabOf(crowd, LOOKER), crowd.publicRoom);
  },
};
