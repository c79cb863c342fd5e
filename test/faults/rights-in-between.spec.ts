import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import { EventLog } from '../../src/platform/event-log/event-log.js';
import type { Moment, Reading } from '../../src/platform/event-log/readings.js';
import { TestHub } from '../support/hub.js';

/** Something happens between the question whether one may and the moment that is read. */
let inBetween: () => Promise<void> = async () => undefined;
class SlowToRead extends EventLog {
  override async atOnce<const R extends readonly Reading[]>(stream: string, readings: R): Promise<Moment<R>> {
    await inBetween();
    return super.atOnce(stream, readings);
  }

  override async snapshot(stream: string, actor: Actor): ReturnType<EventLog['snapshot']> {
    await inBetween();
    return super.snapshot(stream, actor);
  }
}

describe('whoever is removed while they are asking', () => {
  let hub: TestHub;
  beforeAll(async () => void (hub = await TestHub.boot({ replace: [{ token: EventLog, by: SlowToRead }] })));
  afterEach(() => void (inBetween = async () => undefined));
  afterAll(() => hub.close());

  it.each([
    ['a page of messages', (roomId: string) => `/api/rooms/${roomId}/messages`],
    ['the room itself', (roomId: string) => `/api/rooms/${roomId}/snapshot`],
  ])('gets nothing that came after: %s', async (_, pathOf) => {
    const [alice, bruno] = [await hub.person('Alicia'), await hub.person('Bruno')];
    const roomId = await hub.room(alice, { visibility: 'private' });
    const { body: invite } = await alice.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, {});
    await bruno.http.post(`/api/invites/${invite.code}/accept`, {});
    await alice.connect();
    await alice.socket.post(roomId, 'para Bruno');
    const before = await bruno.http.get<MessagesPage>(pathOf(roomId));
    expect(before.status).toBe(200);

    inBetween = async () => {
      inBetween = async () => undefined;
      await alice.socket.do('rooms:remove', { roomId, personId: bruno.id });
      await alice.socket.post(roomId, 'sin Bruno');
    };
    const after = await bruno.http.get(pathOf(roomId));
    expect({ status: after.status, told: JSON.stringify(after.body).includes('sin Bruno') }).toEqual({
      status: 404,
      told: false,
    });
  });
});
