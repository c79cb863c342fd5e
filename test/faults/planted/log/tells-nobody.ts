import { Injectable } from '@nestjs/common';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { CommittedListener } from '../../../../src/platform/event-log/event-log.types.js';
import type { PlantedBug } from '../planted-bug.js';
import { MEMBER, say, tabOf } from '../scenes.js';

const WORDS = 'Nadie se entera';

/** A broadcast is dropped: committed and acknowledged, and nobody is told. */
@Injectable()
class TellsNobody extends EventLog {
  override onCommitted(listener: CommittedListener): () => void {
    return super.onCommitted((events) => {
      const told = events.filter(({ payload }) => !JSON.stringify(payload).includes(WORDS));
      if (told.length > 0) listener(told);
    });
  }
}

export const tellsNobody: PlantedBug = {
  name: 'a dropped broadcast',
  kinds: ['loss'],
  planted: [{ token: EventLog, by: TellsNobody }],
  async scene({ crowd }) {
    await say(tabOf(crowd, MEMBER), crowd.publicRoom, 'Todos se enteran');
    await say(tabOf(crowd, MEMBER), crowd.publicRoom, WORDS);
  },
};
