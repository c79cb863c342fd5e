import { tryAgain } from '../../../../src/platform/errors/domain-error.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { waitFor } from '../../../support/wait-for.js';
import { Once } from '../gate.js';
import { logAround } from '../log/log-around.js';
import type { PlantedBug } from '../planted-bug.js';
import { answerTo, citizen, MEMBER, tabOf, whileAway, wordsOf, write } from '../scenes.js';
import { OwnOutbox } from './own-outbox.js';

const [FIRST, SECOND] = ['Primero', 'Segundo'];
const AGAIN_MS = 300;
const trouble = new Once();

/** What the hub could not take just now waits, and what stands behind it goes ahead. */
class GoesOnAfterRefusal extends OwnOutbox {
  protected override async round(): Promise<void> {
    for (const row of await this.waiting())
      if (await this.deliver(row)) await this.mark(row, 'sent');
      else setTimeout(() => this.drain(), AGAIN_MS);
  }
}

/** A hub that cannot take the first message at once. */
const InTrouble = logAround(async (input, append) => {
  if (wordsOf(input) === FIRST && trouble.take()) throw tryAgain();
  return append();
});

export const goesOnAfterRefusal: PlantedBug = {
  name: 'an outbox that goes on after a refusal',
  kinds: ['order'],
  ground: [{ token: EventLog, by: InTrouble }],
  pieces: { Outbox: GoesOnAfterRefusal },
  async scene({ crowd }) {
    const [tab, roomId] = [tabOf(crowd, MEMBER), crowd.publicRoom];
    trouble.arm();
    await whileAway(citizen(crowd, MEMBER), async () => {
      await write(tab, roomId, FIRST);
      await write(tab, roomId, SECOND);
    });
    await waitFor('both', () => answerTo(tab, FIRST) && answerTo(tab, SECOND));
  },
};
