import { readFileSync } from 'node:fs';
import { createdRoomKind, roomKind } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { requirePerson } from './create-room.js';
import { DEFAULT_CREATORS, mayCreate } from './room-creators.js';

const actor = (changes: Partial<Actor>): Actor => ({
  accountId: '00000000-0000-7000-8000-000000000002',
  sessionId: null,
  kind: 'person',
  role: 'member',
  mentor: false,
  minor: false,
  name: 'Alba',
  avatar: null,
  language: 'es',
  guestOf: null,
  ...changes,
});
const people: Record<string, Actor> = {
  guest: actor({ kind: 'guest' }),
  member: actor({}),
  mentor: actor({ mentor: true }),
  staff: actor({ role: 'staff' }),
  admin: actor({ role: 'admin' }),
};

describe('who may create which kind of room', () => {
  const page = readFileSync('docs/permissions.md', 'utf8');
  const lines = page.slice(page.indexOf('## Who may create which kind')).split('\n');
  const start = lines.findIndex((line) => line.startsWith('| kind'));
  const [head = [], , ...rows] = lines.slice(start, start + 2 + roomKind.options.length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

  it('is written for every kind', () => {
    expect(rows.map(([kind]) => kind).sort()).toEqual([...roomKind.options].sort());
    expect(head).toEqual(['kind', ...Object.keys(people)]);
  });

  it.each(
    rows.flatMap(([kind = '', ...cells]) => cells.map((cell, index) => ({ kind, who: head[index + 1] ?? '', cell }))),
  )('$kind by $who: $cell', ({ kind, who, cell }) => {
    const somebody = people[who];
    if (!somebody) throw new Error(`The page knows ${who}, the test does not`);
    expect(mayCreate(somebody, roomKind.parse(kind))).toBe(cell === 'yes');
  });

  it('a mentor of the staff has both, a bot creates nothing', () => {
    expect(mayCreate(actor({ role: 'staff', mentor: true }), 'cohort')).toBe(true);
    expect(
      createdRoomKind.options.some((kind) => mayCreate(actor({ kind: 'bot', role: 'admin' }), kind, DEFAULT_CREATORS)),
    ).toBe(false);
    expect(() => requirePerson(actor({ kind: 'guest' }))).toThrow(
      expect.objectContaining({ code: 'accounts/not-for-guests' }),
    );
    expect(() => requirePerson(actor({ kind: 'bot' }))).toThrow(expect.objectContaining({ code: 'not-allowed' }));
    expect(() => requirePerson(actor({}))).not.toThrow();
  });
});
