import fc from 'fast-check';
import { Player } from '../../client/src/features/minutes/live/replay.js';
import type { MessageView } from '../../src/contract/chat.contract.js';
import type { ReplayPage } from '../../src/contract/minutes.contract.js';
import { Replays } from '../../src/features/minutes/replays.js';
import { RunMeetings } from '../../src/features/rooms/meetings/run-meetings.js';
import { round, type Command, type Round } from '../chat/window-commands.js';
import { Stage, type Posted } from '../chat/window-script.js';
import { TestHub } from '../support/hub.js';

const MEETINGS = 60;
/**
 * What would end the meeting, move everybody's clock, take the beginning of the meeting out of what is kept, or let its host go:
 * the only host stays, and ends it.
 */
const OUTSIDE: readonly Command['do'][] = ['archive', 'reopen', 'erase', 'forget', 'role', 'beside'];
const script = fc.array(round, { minLength: 2, maxLength: 6 });

describe('a meeting played again', () => {
  let hub: TestHub;
  let stage: Stage;
  beforeAll(async () => {
    hub = await TestHub.boot();
    stage = await Stage.on(hub);
  });
  afterAll(() => hub.close());

  it('shows at every moment what the room showed then, but for what was taken back since', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(script, async (rounds) => {
        compared += await playAndCompare(rounds);
      }),
      { numRuns: MEETINGS, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(MEETINGS);
  }, 240_000);

  async function playAndCompare(rounds: readonly Round[]): Promise<number> {
    const posted: Posted[] = [];
    const roomId = await stage.room(posted);
    // It goes on since before anything of the script.
    const [meetingId = ''] = stage.beside.of(roomId).meetings;
    const looks: { seq: number; messages: MessageView[] }[] = [];
    const since = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq ?? 0;
    for (const { commands } of rounds) {
      const inside = commands.filter((one) => !OUTSIDE.includes(one.do));
      await Promise.all(inside.map((one) => stage.perform(roomId, one, posted)));
      const page = await stage.chat.messages(stage.host, { roomId, after: since, limit: 100 });
      looks.push({ seq: page.head, messages: page.messages });
    }
    await hub.app.get(RunMeetings).end(stage.host, { roomId, meetingId });
    await hub.log.settled();
    await stage.beside.leave(roomId);
    const player = await playerOf(roomId, meetingId);
    // Whatever was deleted or hidden once has no words before its return either: the log has forgotten them.
    const { events } = await hub.log.read(`room:${roomId}`, 0, 1_000);
    const gone = new Set(events.filter(({ erased }) => erased).map(({ subject }) => subject));
    for (const { seq, messages } of looks) {
      const now = player.chatAtSeq(seq).messages;
      expect(now.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
      const kept = (message: MessageView): boolean => !gone.has(message.id);
      expect(now.filter(kept)).toEqual(messages.filter(kept));
    }
    return looks.length;
  }

  async function playerOf(roomId: string, meetingId: string): Promise<Player> {
    const pages: ReplayPage[] = [];
    let after: number | undefined;
    do {
      const page = await hub.app.get(Replays).page(stage.host, { roomId, meetingId, after });
      pages.push(JSON.parse(JSON.stringify(page)) as ReplayPage);
      after = page.next ?? undefined;
    } while (after !== undefined);
    const [first] = pages;
    if (!first) throw new Error('a replay has a page');
    return new Player({ ...first, events: pages.flatMap(({ events }) => events) }, stage.host.accountId);
  }
});
