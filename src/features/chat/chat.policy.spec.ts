import { readFileSync } from 'node:fs';
import type { PlatformRole, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import {
  announcementsRefusalOf,
  chatVerbs,
  may,
  paceOf,
  refusalOf,
  type ChatVerb,
  type Relation,
  type RoomFacts,
} from './chat.policy.js';

/** Rows of the page's table "In a room" as records of its columns. */
function rowsOfChat(): Record<string, string>[] {
  const page = readFileSync('docs/permissions.md', 'utf8');
  const lines = page.slice(page.indexOf('## In a room')).split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('|')));
  const cells = table
    .slice(
      0,
      table.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = cells;
  return body
    .map((row) => Object.fromEntries(row.map((cell, index) => [head[index] ?? '', cell])))
    .filter((row) => /^(chat|report)\./.test(row['verb'] ?? ''));
}

const room: RoomFacts = {
  kind: 'competition',
  state: 'open',
  visibility: 'public',
  locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
  blocked: false,
};
const closed: RoomFacts = { ...room, visibility: 'private' };
const somebody = (role: PlatformRole = 'member', kind: Actor['kind'] = 'person'): Actor => ({
  accountId: '00000000-0000-7000-8000-000000000002',
  sessionId: null,
  kind,
  role,
  mentor: false,
  minor: false,
  name: 'Alba',
  avatar: null,
  language: 'es',
  guestOf: null,
});
const as = (role: RoomRole): Relation => ({ state: 'member', role });
const people: Record<string, { actor: Actor; relation: Relation | undefined }> = {
  guest: { actor: somebody('member', 'guest'), relation: as('learner') },
  outsider: { actor: somebody(), relation: undefined },
  spectator: { actor: somebody(), relation: as('spectator') },
  learner: { actor: somebody(), relation: as('learner') },
  judge: { actor: somebody(), relation: as('judge') },
  'co-host': { actor: somebody(), relation: as('co-host') },
  host: { actor: somebody(), relation: as('host') },
  staff: { actor: somebody('staff'), relation: undefined },
  admin: { actor: somebody('admin'), relation: undefined },
};

describe('the page about permissions', () => {
  const rows = rowsOfChat();

  it('and the policy know the same verbs of the chat, none of them for visitors and outsiders', () => {
    expect(rows.map((row) => row['verb']).sort()).toEqual([...chatVerbs].sort());
    expect(rows.map((row) => [row['visitor'], row['outsider']])).toEqual(rows.map(() => ['no', 'no']));
  });

  const cases = rows.flatMap((row) =>
    Object.keys(people).map((column) => ({ verb: row['verb'] as ChatVerb, column, cell: row[column] })),
  );
  it.each(cases)('$verb for $column is $cell', ({ verb, column, cell }) => {
    const { actor, relation } = people[column] ?? { actor: somebody(), relation: undefined };
    const expected = { yes: [true, true], no: [false, false], own: [true, false] };
    const answers = [may(verb, actor, relation, room, true), may(verb, actor, relation, room, false)];
    expect(answers).toEqual(expected[cell as keyof typeof expected]);
    expect(answers.map((allowed) => !allowed)).toEqual(
      [true, false].map((own) => refusalOf(verb, actor, relation, room, own) !== null),
    );
  });
});

describe('the notes of the page', () => {
  const locked: RoomFacts = {
    ...room,
    locks: { chat: true, reactions: true, files: false, announcements: false, slowSeconds: 0 },
  };
  const archived: RoomFacts = { ...room, state: 'archived' };

  it('while the chat is locked only the staff of the room posts, edits and types', () => {
    for (const verb of ['chat.post', 'chat.edit', 'chat.type'] as const) {
      expect(refusalOf(verb, somebody(), as('learner'), locked, true)).toBe('chat/locked');
      expect(refusalOf(verb, somebody('member', 'guest'), as('learner'), locked, true)).toBe('chat/locked');
      for (const role of ['judge', 'co-host', 'host'] as const)
        expect(may(verb, somebody(), as(role), locked, true)).toBe(true);
    }
  });

  it('while reactions are locked only the staff of the room reacts', () => {
    expect(refusalOf('chat.react', somebody(), as('learner'), locked)).toBe('chat/reactions-locked');
    expect(refusalOf('chat.react', somebody(), as('spectator'), locked)).toBe('chat/reactions-locked');
    expect(may('chat.react', somebody(), as('judge'), locked)).toBe(true);
    expect(
      may('chat.react', somebody(), as('learner'), {
        ...room,
        locks: { chat: true, reactions: false, files: false, announcements: false, slowSeconds: 0 },
      }),
    ).toBe(true);
  });

  it('in an archived room one reads and deletes', () => {
    const possible = chatVerbs.filter((verb) => may(verb, somebody(), as('host'), archived, true));
    expect(possible).toEqual([
      ...['chat.delete', 'chat.remove-preview', 'chat.read-mark', 'chat.see-versions', 'chat.hide', 'chat.see-hidden'],
      ...['report.make', 'report.handle'],
    ]);
    expect(refusalOf('chat.post', somebody(), as('host'), archived)).toBe('rooms/archived');
  });

  it('somebody muted does what does not write, and hears why not', () => {
    const muted: Relation = { ...as('learner'), muted: true };
    const possible = chatVerbs.filter((verb) => may(verb, somebody(), muted, room, true));
    expect(possible).toEqual([
      ...['chat.delete', 'chat.remove-preview', 'chat.read-mark', 'chat.keep-draft', 'chat.follow-thread'],
      ...['chat.see-hidden', 'report.make'],
    ]);
    for (const verb of ['chat.post', 'chat.edit', 'chat.react', 'chat.undo-delete'] as const)
      expect(refusalOf(verb, somebody(), muted, room, true)).toBe('chat/muted');
  });

  it('announcements and slow mode are for those whom a closed chat holds up', () => {
    const slow: RoomFacts = { ...room, locks: { ...room.locks, announcements: true, slowSeconds: 30 } };
    const asked = (role: RoomRole) => [
      announcementsRefusalOf(somebody(), as(role), slow),
      paceOf(somebody(), as(role), slow),
    ];
    expect(asked('learner')).toEqual(['chat/announcements', 30]);
    for (const role of ['judge', 'co-host', 'host'] as const) expect(asked(role)).toEqual([null, 0]);
    expect(paceOf(somebody(), as('learner'), room)).toBe(0);
  });

  it('platform staff write only where they have joined, and then have both columns', () => {
    expect(may('chat.post', somebody('admin'), as('learner'), room)).toBe(true);
    expect(may('chat.delete', somebody('staff'), as('learner'), room)).toBe(true);
  });

  it('a direct room is nobody else’s', () => {
    const direct: RoomFacts = { ...closed, kind: 'direct' };
    expect(chatVerbs.filter((verb) => may(verb, somebody('admin'), undefined, direct, true))).toEqual([]);
    expect(refusalOf('chat.delete', somebody('admin'), undefined, direct)).toBe('not-found');
    expect(chatVerbs.filter((verb) => !may(verb, somebody(), as('host'), direct, true))).toEqual([
      ...['chat.hide', 'report.make', 'report.handle'],
    ]);
  });

  it('a guest spectator is limited like any spectator', () => {
    const possible = chatVerbs.filter((verb) => may(verb, somebody('member', 'guest'), as('spectator'), room, true));
    expect(possible).toEqual([
      ...['chat.react', 'chat.read-mark', 'chat.thank', 'chat.follow-thread', 'chat.see-hidden', 'report.make'],
    ]);
  });
});

describe('a refusal says why', () => {
  const past = (state: Relation['state']): Relation => ({ state, role: 'host' });
  it.each([
    ['spectators', 'chat.post', as('spectator'), room, 'chat/spectators-read'],
    ['outsiders', 'chat.post', undefined, room, 'rooms/not-a-member'],
    ['outsiders of a private room', 'chat.post', undefined, closed, 'not-found'],
    ['who left', 'chat.post', past('left'), closed, 'rooms/not-a-member'],
    ['who was removed', 'chat.post', past('removed'), room, 'rooms/not-a-member'],
    ['who was banned', 'chat.post', past('banned'), room, 'rooms/banned'],
    ['whose message it is not', 'chat.edit', as('host'), room, 'chat/not-yours'],
    ['whose message to delete it is not', 'chat.delete', as('learner'), room, 'chat/not-yours'],
    ['who did not delete it', 'chat.undo-delete', as('host'), room, 'not-allowed'],
    ['learners about versions', 'chat.see-versions', as('learner'), room, 'not-allowed'],
  ] as const)('to %s', (_, verb, relation, facts, code) => {
    expect(refusalOf(verb, somebody(), relation, facts, false)).toBe(code);
  });
});
