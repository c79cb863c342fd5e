import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../src/contract/errors.contract.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { TestHub } from '../support/hub.js';

const ROUNDS = 25;
const POSTS = 12;

/** Two nodes without a common cache: only the database can keep them from contradicting each other. */
describe('two nodes at once', () => {
  let first: TestHub;
  let second: TestHub;
  let ana: Actor;
  let beto: Actor;

  beforeAll(async () => {
    first = await TestHub.boot();
    second = await TestHub.boot({ database: first.database });
    const accounts = first.app.get(AccountsService);
    const [host, learner] = await Promise.all([first.person('Ana'), first.person('Beto')]);
    [ana, beto] = [await accounts.actorOf(host.id), await accounts.actorOf(learner.id)];
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  const newRoom = async (): Promise<string> => {
    const rooms = first.app.get(RoomsService);
    const card = await rooms.create(ana, {
      kind: 'study-group',
      title: 'Carreras',
      about: '',
      language: 'es',
      visibility: 'public',
      capacity: 20,
    });
    await rooms.join(beto, { roomId: card.room.id, as: 'learner' });
    return card.room.id;
  };
  const post = (node: TestHub, roomId: string, who: Actor, clientId: string = randomUUID(), text = 'hola') =>
    node.app.get(ChatService).post(who, { roomId, clientId, text, replyTo: null, mentions: [] });

  const ends = {
    'rooms.member-removed': (roomId: string) =>
      second.app.get(RoomsService).remove(ana, { roomId, personId: beto.accountId }),
    'rooms.locks-changed': (roomId: string) =>
      second.app.get(RoomsService).setLocks(ana, { roomId, locks: { chat: true } }),
    'rooms.room-archived': (roomId: string) => second.app.get(RoomsService).archive(ana, { roomId }),
  };
  const refusals: Record<keyof typeof ends, ErrorCode> = {
    'rooms.member-removed': 'rooms/not-a-member',
    'rooms.locks-changed': 'chat/locked',
    'rooms.room-archived': 'rooms/archived',
  };

  it.each(Object.keys(ends) as (keyof typeof ends)[])(
    '%s: no message after it, and each refusal says why',
    async (type) => {
      let [through, refused] = [0, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        const roomId = await newRoom();
        const results = await Promise.allSettled(
          Array.from({ length: POSTS }, async (_, n) => {
            await new Promise((resolve) => setTimeout(resolve, (n * 7 + round) % 9));
            if (n === POSTS >> 1) await ends[type](roomId);
            return post(n % 2 === 0 ? first : second, roomId, beto);
          }),
        );
        const { events, head } = await first.log.read(`room:${roomId}`, 0, 100);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, n) => n + 1));
        const end = events.find((event) => event.type === type)?.seq ?? 0;
        const messages = events.filter((event) => event.type === 'chat.message-posted').map(({ seq }) => seq);
        expect(end).toBeGreaterThan(0);
        expect(messages.filter((seq) => seq > end)).toEqual([]);
        const accepted = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.seq] : []));
        expect(accepted.sort((a, b) => a - b)).toEqual(messages);
        for (const result of results)
          if (result.status === 'rejected') expect(codeOf(result.reason)).toBe(refusals[type]);
        through += accepted.length;
        refused += POSTS - accepted.length;
      }
      // The races were races: both sides of the end were met.
      expect(through).toBeGreaterThan(ROUNDS);
      expect(refused).toBeGreaterThan(ROUNDS);
    },
  );

  it('a message sent again, at once, through another node, after a removal or a restart, is the same message', async () => {
    const roomId = await newRoom();
    const clientId = randomUUID();
    const answers = await Promise.all([first, second, first, second].map((node) => post(node, roomId, beto, clientId)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await post(second, roomId, beto, clientId)).toEqual(answers[0]);
    await expect(post(first, roomId, beto, clientId, 'otra cosa')).rejects.toMatchObject({ code: 'key-reused' });
    await first.app.get(RoomsService).remove(ana, { roomId, personId: beto.accountId });
    expect(await post(second, roomId, beto, clientId)).toEqual(answers[0]);
    const refusedId = randomUUID();
    await expect(post(first, roomId, beto, refusedId)).rejects.toMatchObject({ code: 'rooms/not-a-member' });
    await first.app.get(RoomsService).join(beto, { roomId, as: 'learner' });
    // A final refusal stays one: the device has already told its person.
    await expect(post(second, roomId, beto, refusedId)).rejects.toMatchObject({ code: 'rooms/not-a-member' });
    const restarted = await TestHub.boot({ database: first.database });
    try {
      expect(await post(restarted, roomId, beto, clientId)).toEqual(answers[0]);
    } finally {
      await restarted.close();
    }
    const stored = await first.sql.query('select 1 from messages where room_id = $1', [roomId]);
    expect(stored).toHaveLength(1);
  });

  it('a deletion that meets its own retry deletes once', async () => {
    const roomId = await newRoom();
    const { messageId } = await post(first, roomId, beto);
    const input = { roomId, messageId, clientId: randomUUID() };
    const answers = await Promise.all(
      [first, second, first].map((node) => node.app.get(ChatService).delete(beto, input)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const facts = await first.sql.query(`select 1 from events where subject = $1 and type = 'chat.message-deleted'`, [
      messageId,
    ]);
    expect(facts).toHaveLength(1);
  });

  it('two nodes that sweep together erase each message once', async () => {
    const roomId = await newRoom();
    const posted = await Promise.all(Array.from({ length: 20 }, () => post(first, roomId, beto)));
    await Promise.all(
      posted.map(({ messageId }, n) =>
        (n % 2 === 0 ? first : second).app.get(ChatService).delete(beto, { roomId, messageId, clientId: randomUUID() }),
      ),
    );
    for (const node of [first, second]) node.clock.advance(11 * 60_000);
    await Promise.all([first, second, first].map((node) => node.app.get(ChatService).eraseDue()));
    const erased = await first.sql.query<{ subject: string }>(
      `select subject from events where stream = $1 and type = 'chat.message-erased' order by subject`,
      [`room:${roomId}`],
    );
    expect(erased.map(({ subject }) => subject)).toEqual(posted.map(({ messageId }) => messageId).sort());
  });
});

const codeOf = (error: unknown): unknown => (error instanceof DomainError ? error.code : error);
