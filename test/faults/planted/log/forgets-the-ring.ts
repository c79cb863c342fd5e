import { Injectable } from '@nestjs/common';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { allSent, citizen, HOST, MEMBER, say, tabOf, whileAway } from '../scenes.js';

/** Words leave the tables, and nobody who keeps them at hand hears of it. */
@Injectable()
class ForgetsTheRing extends EventLog {
  override onErased(): () => void {
    return () => undefined;
  }
}

export const forgetsTheRing: PlantedBug = {
  name: 'an erasure that forgets the ring',
  kinds: ['privacy'],
  planted: [{ token: EventLog, by: ForgetsTheRing }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.publicRoom];
    await whileAway(citizen(crowd, MEMBER), async () => {
      const { messageId } = await say(host, roomId, 'Esto lo borro');
      await host.write('chat:delete', { roomId, messageId });
      await allSent(host);
    });
  },
};
