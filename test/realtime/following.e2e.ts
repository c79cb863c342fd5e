import { randomUUID } from 'node:crypto';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';

describe('following a stream', () => {
  let hub: ToyHub;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  afterAll(() => hub.close());

  it('sends what is committed from the head on', async () => {
    const room = randomUUID();
    await hub.toy.lock(room, true);
    const alice = await hub.connect(hub.toy.actor('Alice'));
    expect(await alice.open(`room:${room}`)).toEqual({ head: { epoch: 1, seq: 1 }, resync: false });
    await alice.do('rooms:set-locks', { roomId: room, locks: { chat: false } });
    const [event] = await waitFor('the frame', () => alice.events.length > 0 && alice.events);
    expect(event).toMatchObject({
      stream: `room:${room}`,
      epoch: 1,
      seq: 2,
      type: 'rooms.locks-changed',
      payload: { locks: { chat: false } },
    });
    alice.close();
  });
});
