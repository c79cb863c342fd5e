import { readFileSync } from 'node:fs';
import type { PlatformRole, RoomKind, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import {
  may,
  refusalOf,
  roomVerbs,
  ROLES_BY_KIND,
  type Relation,
  type RoomFacts,
  type RoomVerb,
} from './rooms.policy.js';

const page = readFileSync('docs/permissions.md', 'utf8');

/** Rows of the table below a heading, as records of its columns. */
function tableBelow(heading: string): Record<string, string>[] {
  const lines = page.slice(page.indexOf(`## ${heading}`)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const rows = lines.slice(start).slice(
    0,
    lines.slice(start).findIndex((line) => !line.startsWith('|')),
  );
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  const [head = [], , ...body] = cells;
  return body.map((row) => Object.fromEntries(row.map((cell, index) => [head[index] ?? '', cell])));
}

const room: RoomFacts = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'competition',
  state: 'open',
  visibility: 'public',
  capacity: 100,
  parent: null,
};
const somebody = (role: PlatformRole, kind: Actor['kind'] = 'person'): Actor => ({
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
const memberAs = (role: RoomRole): Relation => ({ state: 'member', role });
const none: Relation = { state: null, role: null };
const people: Record<string, { actor: Actor | null; relation: Relation }> = {
  visitor: { actor: null, relation: none },
  guest: { actor: somebody('member', 'guest'), relation: memberAs('learner') },
  outsider: { actor: somebody('member'), relation: none },
  spectator: { actor: somebody('member'), relation: memberAs('spectator') },
  learner: { actor: somebody('member'), relation: memberAs('learner') },
  judge: { actor: somebody('member'), relation: memberAs('judge') },
  'co-host': { actor: somebody('member'), relation: memberAs('co-host') },
  host: { actor: somebody('member'), relation: memberAs('host') },
  staff: { actor: somebody('staff'), relation: none },
  admin: { actor: somebody('admin'), relation: none },
};

describe('the page about permissions', () => {
  const rows = tableBelow('In a room').filter((row) =>
    /^(room|meeting|minutes|breakout|file)\./.test(row['verb'] ?? ''),
  );

  it('and the policy know the same verbs of rooms', () => {
    expect(rows.map((row) => row['verb']).sort()).toEqual([...roomVerbs].sort());
  });

  const cases = rows.flatMap((row) =>
    Object.keys(people).map((column) => ({ verb: row['verb'] as RoomVerb, column, cell: row[column] })),
  );
  it.each(cases)('$verb for $column is $cell', ({ verb, column, cell }) => {
    const { actor, relation } = people[column] ?? { actor: null, relation: none };
    const publicly = may(verb, actor, relation, room, 'learner');
    const privately = may(verb, actor, relation, { ...room, visibility: 'private' }, 'learner');
    const unlisted = may(verb, actor, relation, { ...room, visibility: 'unlisted' }, 'learner');
    const upwards = may(verb, actor, relation, room, 'host');
    const expected = {
      yes: [true, true, true, true],
      no: [false, false, false, false],
      pub: [true, false, true, true],
      lower: [true, true, true, false],
    };
    expect([publicly, privately, unlisted, upwards]).toEqual(expected[cell as keyof typeof expected]);
  });

  it('lists the roles of each kind', () => {
    const written = tableBelow('Room roles by kind').flatMap((row) =>
      (row['kind'] ?? '').split(', ').map((kind) => [kind, (row['roles'] ?? '').split(', ')] as const),
    );
    expect(Object.fromEntries(written)).toEqual(ROLES_BY_KIND);
  });
});

describe('the notes of the page', () => {
  it('in an archived room only reading, leaving, unbanning and reopening are possible', () => {
    const archived: RoomFacts = { ...room, state: 'archived' };
    const possible = roomVerbs.filter((verb) => may(verb, somebody('admin'), memberAs('host'), archived, 'learner'));
    expect(possible).toEqual([
      'room.read',
      'room.follow',
      'room.follow-staff',
      'room.leave',
      'room.unban-person',
      'room.reopen',
      'room.list-members',
      'room.list-banned',
      'room.see-decisions',
      'room.export',
      'meeting.see-attendance',
      'minutes.edit',
      'minutes.publish',
    ]);
    expect(refusalOf('room.edit', somebody('member'), memberAs('host'), archived)).toBe('rooms/archived');
    expect(refusalOf('room.edit', somebody('member'), memberAs('learner'), archived)).toBe('not-allowed');
  });

  it('a direct room is nobody else’s, staff and admins included, and has no verbs about people', () => {
    const direct: RoomFacts = { ...room, kind: 'direct' satisfies RoomKind, visibility: 'private', capacity: 2 };
    expect(roomVerbs.filter((verb) => may(verb, somebody('admin'), none, direct))).toEqual([]);
    const hostsMay = roomVerbs.filter((verb) => may(verb, somebody('member'), memberAs('host'), direct, 'learner'));
    expect(hostsMay).toEqual([
      'room.read',
      'room.follow',
      'room.follow-staff',
      'room.join',
      'room.list-members',
      'room.export',
      'file.attach',
    ]);
    const group = { ...direct, capacity: 3 };
    expect(may('room.leave', somebody('member'), memberAs('host'), group)).toBe(true);
    expect(refusalOf('room.read', somebody('admin'), none, direct)).toBe('not-found');
  });

  it('in a breakout is what a room has, and what belongs to its main room is refused in words', () => {
    const breakout: RoomFacts = { ...room, visibility: 'private', parent: room.id };
    const host = somebody('member');
    for (const verb of roomVerbs) {
      const here = may(verb, host, memberAs('host'), breakout);
      expect({ verb, here: here && !may(verb, host, memberAs('host'), room) }).toEqual({ verb, here: false });
      if (/^(meeting|minutes|breakout)\./.test(verb)) expect({ verb, here }).toEqual({ verb, here: false });
    }
    expect(may('file.attach', host, memberAs('learner'), breakout)).toBe(true);
    expect(refusalOf('room.invite', host, memberAs('host'), breakout)).toBe('breakouts/in-the-main-room');
    expect(refusalOf('room.read', host, none, breakout)).toBe('not-found');
  });

  it('a guest of another room is nobody; a guest spectator is limited like any spectator', () => {
    expect(roomVerbs.filter((verb) => may(verb, somebody('member', 'guest'), none, room))).toEqual([]);
    const spectating = roomVerbs.filter((verb) => may(verb, somebody('member', 'guest'), memberAs('spectator'), room));
    expect(spectating).toEqual([
      ...['room.read', 'room.follow', 'room.leave', 'room.list-members'],
      ...['meeting.rsvp', 'meeting.enter', 'meeting.rate', 'breakout.ask-help'],
    ]);
  });

  it('somebody banned may do nothing, and is told so only when trying to come in', () => {
    const banned: Relation = { state: 'banned', role: 'learner' };
    expect(roomVerbs.filter((verb) => may(verb, somebody('member'), banned, room))).toEqual([]);
    expect(refusalOf('room.join', somebody('member'), banned, room)).toBe('rooms/banned');
    expect(refusalOf('room.read', somebody('member'), banned, room)).toBe('not-found');
  });

  it('a room role that ended gives nothing: who left a private room cannot see it', () => {
    for (const state of ['left', 'removed'] as const)
      expect(may('room.read', somebody('member'), { state, role: 'host' }, { ...room, visibility: 'private' })).toBe(
        false,
      );
  });

  it('platform staff keep their column whatever they are in the room, and members of staff have both', () => {
    expect(may('room.set-locks', somebody('staff'), memberAs('learner'), room)).toBe(true);
    expect(may('room.leave', somebody('staff'), memberAs('learner'), room)).toBe(true);
    expect(may('room.edit', somebody('staff'), memberAs('co-host'), room)).toBe(true);
    expect(may('room.read', somebody('staff'), { state: 'banned', role: null }, room)).toBe(true);
  });

  it('a co-host acts only towards people of a lower role', () => {
    const towards = (role: RoomRole) => may('room.ban-person', somebody('member'), memberAs('co-host'), room, role);
    expect([towards('spectator'), towards('learner'), towards('judge'), towards('co-host'), towards('host')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('an outsider of a public room hears that members may, and an outsider of a private one hears nothing', () => {
    expect(refusalOf('room.leave', somebody('member'), none, room)).toBe('rooms/not-a-member');
    expect(refusalOf('room.edit', somebody('member'), none, room)).toBe('not-allowed');
    expect(refusalOf('room.edit', somebody('member'), none, { ...room, visibility: 'private' })).toBe('not-found');
  });
});
