import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { waitFor } from '../../../support/wait-for.js';
import { Gate } from '../gate.js';
import { logAround } from '../log/log-around.js';
import type { PlantedBug } from '../planted-bug.js';
import { answerTo, everybodyIsThere, HOST, tabOf, upTo, wordsOf, write } from '../scenes.js';
import { OwnOutbox } from './own-outbox.js';

const [FIRST, SECOND] = ['Primero', 'Segundo'];
const PASSES_MS = 2_000;
const gate = new Gate();

/** No window waits for the other one: each sends what the other has not taken yet. */
class DrainsByTwoTabs extends OwnOutbox {
  protected override async round(): Promise<void> {
    for (let [row] = await this.waiting(); row; [row] = await this.waiting()) {
      await this.mark(row, 'sent');
      if (!(await this.deliver(row))) return void (await this.mark(row, 'waiting'));
    }
  }
}

/** A hub that the first message takes a while to reach. */
const SlowAtFirst = logAround(async (input, append) => {
  if (wordsOf(input) === FIRST) await gate.pass();
  return append();
});

export const drainsByTwoTabs: PlantedBug = {
  name: 'an outbox that two windows drain at once',
  kinds: ['order'],
  ground: [{ token: EventLog, by: SlowAtFirst }],
  pieces: { Outbox: DrainsByTwoTabs },
  async scene({ crowd }) {
    const [tab, roomId] = [tabOf(crowd, HOST), crowd.publicRoom];
    const other = tab.browser.openTab(crowd.rooms);
    await everybodyIsThere(crowd);
    gate.hold();
    await write(tab, roomId, FIRST);
    await gate.reached;
    await write(other, roomId, SECOND);
    await upTo(PASSES_MS, () => answerTo(other, SECOND) !== undefined);
    gate.open();
    await waitFor('both', () => answerTo(tab, FIRST) && answerTo(tab, SECOND));
  },
};
