import type { CommandInput, CommandName, CommandResult } from '../../../../src/contract/realtime.contract.js';
import { RoomsService } from '../../../../src/features/rooms/rooms.service.js';
import { HUB } from '../../../../src/platform/actor/actor.js';
import { Feeds } from '../../../../src/platform/realtime/feeds.js';
import type { TestHub } from '../../../support/hub.js';
import { waitFor } from '../../../support/wait-for.js';
import { fieldOf, numberIn } from '../../judge/facts.js';
import { realPieces, type ClientConnection, type Follower } from '../../people/client-pieces.mjs';
import type { PlantedBug } from '../planted-bug.js';
import { citizen, everybodyIsThere, HOST, MEMBER, say, screenOf, whileAway } from '../scenes.js';

/** The only one this client knows of. */
const EPOCH = 1;

/** Told to load anew, it asks again with the seq it has, in whatever epoch the hub is. */
class KeepsItsSeq extends realPieces.Connection {
  override async ask<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    timeoutMs?: number,
  ): Promise<CommandResult<N>> {
    const answer = await super.ask(name, input, timeoutMs);
    const seq = numberIn(fieldOf(input, 'after'), 'seq');
    if (seq === undefined || fieldOf(answer, 'resync') !== true) return answer;
    const after = { epoch: numberIn(fieldOf(answer, 'head'), 'epoch'), seq };
    return super.ask(name, { ...input, after }, timeoutMs);
  }
}

/** Positions and frames are of one epoch, whatever they say. */
class KnowsOneEpoch extends realPieces.Streams {
  constructor(connection: () => ClientConnection) {
    super(connection);
    const { frame } = this.receiver;
    this.receiver.frame = (heard) => frame({ ...heard, epoch: EPOCH });
  }

  override follow(stream: string, follower: Follower): ReturnType<typeof realPieces.Streams.prototype.follow> {
    const snapshot = async () => {
      const at = await follower.snapshot();
      return at && { ...at, epoch: EPOCH };
    };
    return super.follow(stream, { ...follower, snapshot });
  }
}

/** The room as a backup had it, served by a hub that remembers nothing of what came after: other events get the seqs there were. */
async function restore({ app, sql }: TestHub, roomId: string, seq: number): Promise<void> {
  const stream = `room:${roomId}`;
  await sql.query('delete from events where stream = $1 and seq > $2', [stream, seq]);
  await sql.query(`update rooms set title = 'Plaza', touched = $2 where id = $1`, [roomId, seq]);
  await sql.query('update streams set seq = $2, epoch = $3 where id = $1', [stream, seq, EPOCH + 1]);
  app.get(Feeds).hint(stream, { epoch: EPOCH + 1, seq });
}

export const ignoresTheEpoch: PlantedBug = {
  name: 'a client that ignores the epoch',
  kinds: ['divergence'],
  pieces: { Connection: KeepsItsSeq, Streams: KnowsOneEpoch },
  async scene({ hub, crowd }) {
    const [host, member, roomId] = [citizen(crowd, HOST), citizen(crowd, MEMBER), crowd.publicRoom];
    const [hosts, members] = [host.browsers[0], member.browsers[0]];
    if (!hosts || !members) throw new Error('Both have a browser.');
    const backedUp = screenOf(hosts.tabs[0] ?? hosts.openTab(crowd.rooms), roomId).window?.head.seq ?? 0;
    // The judge compares each frame with the table: what the restore takes back is seen in a snapshot only.
    for (const browser of crowd.browsers) for (const tab of browser.tabs) browser.killTab(tab);
    const actor = { ...HUB, accountId: host.id, kind: 'person', role: 'member' } as const;
    await hub.app.get(RoomsService).edit(actor, { roomId, title: 'Será olvidado' });
    const screen = screenOf(members.openTab(crowd.rooms), roomId);
    await everybodyIsThere(crowd);
    await whileAway(member, async () => {
      await restore(hub, roomId, backedUp);
      const tab = hosts.openTab(crowd.rooms);
      await waitFor('the room', () => screenOf(tab, roomId).state === 'live');
      await tab.connection.ask('rooms:edit', { roomId, title: 'Plaza mayor' });
      await say(tab, roomId, 'Esto llega a todos');
    });
    await waitFor('the new message', () => screen.window?.messages.length === 1);
  },
};
