import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { SearchAnswer } from '../../src/contract/search.contract.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { uploaded } from '../support/files.js';

jest.setTimeout(240_000);

const WORD = 'sardina';
const ROOMS = 6;
const STATES = ['none', 'none', 'member', 'left', 'removed', 'banned'] as const;
const ROLES = ['co-host', 'learner', 'spectator'] as const;

/** Who is what in a room, in the tables themselves: everything that can have become of somebody. */
const relation = fc.record({ state: fc.constantFrom(...STATES), role: fc.constantFrom(...ROLES) });
const room = fc.record({
  visibility: fc.constantFrom('public', 'unlisted', 'private'),
  state: fc.constantFrom('open', 'open', 'archived'),
  relations: fc.array(relation, { minLength: 3, maxLength: 3 }),
});
const blocks = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 2 });

describe('what one may not see', () => {
  let hub: TestHub;
  let host: Person;
  let people: Person[];
  const rooms: string[] = [];
  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    host = await hub.person('Hortensia', { mentor: true });
    people = [
      await hub.person('Ana'),
      await hub.person('Staff', { role: 'staff' }),
      await hub.person('Adela', { role: 'admin' }),
    ];
    await host.connect();
    for (let n = 0; n < ROOMS; n += 1) {
      const id = await hub.room(host, { title: `Sala ${WORD} ${n}` });
      rooms.push(id);
      for (let m = 0; m < 3; m += 1) await host.socket.post(id, `una ${WORD} ${m}`);
      const file = await uploaded(host, id, `${WORD}.txt`, 'x');
      await host.socket.post(id, '', { attachments: [{ id: file.id, alt: '' }] });
      for (const person of people) {
        await (person.lives[0] ?? (await person.connect())).do('rooms:join', { roomId: id, as: 'learner' });
      }
    }
    for (const person of people) {
      const { body } = await person.http.post<{ room: { id: string } }>('/api/rooms/direct', { personIds: [host.id] });
      await host.socket.post(body.room.id, `directa ${WORD}`);
    }
    await hub.log.settled();
  });
  afterAll(() => hub.close());

  /** Every page of a group, as its ids. */
  async function all(who: Person, q: string): Promise<Record<keyof SearchAnswer, string[]>> {
    const ids = { people: [] as string[], rooms: [] as string[], messages: [] as string[], files: [] as string[] };
    for (const group of ['people', 'rooms', 'messages', 'files'] as const) {
      for (let after = ''; ;) {
        const path = `/api/search?q=${encodeURIComponent(q)}&group=${group}${after && `&after=${after}`}`;
        const { status, body } = await who.http.get<SearchAnswer>(path);
        expect(status).toBe(200);
        ids[group].push(...body[group].items.map((item) => ('person' in item ? item.person.id : item.id)));
        if (body[group].next === null) break;
        after = body[group].next;
      }
      ids[group].sort();
    }
    return ids;
  }

  it('never appears, and all that one may find does, whatever became of rooms, roles and blocks', async () => {
    const arrange = async (
      plan: readonly (typeof room extends fc.Arbitrary<infer R> ? R : never)[],
      tied: [number, number][],
    ) => {
      for (const [n, { visibility, state, relations }] of plan.entries()) {
        await hub.sql.query('update rooms set visibility = $2, state = $3 where id = $1', [
          rooms[n],
          visibility,
          state,
        ]);
        for (const [p, { state: membership, role }] of relations.entries())
          await hub.sql.query(
            membership === 'none'
              ? 'delete from memberships where room_id = $1 and account_id = $2'
              : `insert into memberships (room_id, account_id, role, state, name, kind, joined_at) values ($1, $2, $3, $4, 'x', 'person', now())
                 on conflict (room_id, account_id) do update set role = excluded.role, state = excluded.state`,
            membership === 'none' ? [rooms[n], people[p]?.id] : [rooms[n], people[p]?.id, role, membership],
          );
      }
      await hub.sql.query('delete from blocks');
      const everybody = [...people, host];
      for (const [one, other] of tied)
        if (one !== other)
          await hub.sql.query(
            'insert into blocks (blocker_id, blocked_id, at) values ($1, $2, now()) on conflict do nothing',
            [everybody[one]?.id, everybody[other]?.id],
          );
    };
    await fc.assert(
      fc.asyncProperty(fc.array(room, { minLength: ROOMS, maxLength: ROOMS }), blocks, async (plan, tied) => {
        await arrange(plan, tied);
        for (const [p, person] of people.entries()) {
          const may = plan.flatMap(({ visibility, relations }, n) => {
            const state = relations[p]?.state;
            return state === 'member' ||
              (visibility === 'public' && state !== 'banned') ||
              (visibility === 'public' && p > 0)
              ? [rooms[n]]
              : [];
          });
          const hostIndex = people.length;
          const cut = tied.some(
            ([one, other]) => one !== other && [one, other].includes(p) && [one, other].includes(hostIndex),
          );
          const expected = await hub.sql.query<{ messages: string[] | null; files: string[] | null }>(
            `select array_agg(m.id order by m.id) filter (where m.text <> '') as messages,
                    (select array_agg(f.id order by f.id) from files f where f.room_id = any($1::uuid[])) as files
               from messages m where m.room_id = any($1::uuid[])`,
            [may],
          );
          const { body: direct } = await person.http.post<{ room: { id: string } }>('/api/rooms/direct', {
            personIds: [host.id],
          });
          const directMessages = direct.room
            ? await hub.sql.query<{ id: string }>('select id from messages where room_id = $1', [direct.room.id])
            : [];
          const found = await all(person, WORD);
          expect(found.rooms).toEqual(may.toSorted());
          expect(found.messages).toEqual(
            cut ? [] : [...(expected[0]?.messages ?? []), ...directMessages.map(({ id }) => id)].toSorted(),
          );
          expect(found.files).toEqual(cut ? [] : (expected[0]?.files ?? []));
          // It is what the rooms themselves say.
          const readable = await Promise.all(
            rooms.map((id) => hub.app.get(RoomsService).may(actorOf(person, p), 'room.read', id)),
          );
          expect(found.rooms.every((id) => readable[rooms.indexOf(id)])).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  const actorOf = (person: Person, p: number) => ({
    ...{ accountId: person.id, sessionId: randomUUID(), kind: 'person' as const, mentor: false, minor: false },
    ...{ name: person.name, avatar: null, language: 'es' as const, guestOf: null },
    role: (['member', 'staff', 'admin'] as const)[p] ?? ('member' as const),
  });
});
