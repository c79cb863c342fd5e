import { readFileSync } from 'node:fs';
import type { PlatformRole, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { onRefusalOf, refusalOf, stageVerbs, type Place, type StageVerb } from './stage.policy.js';

const rows = readFileSync('docs/permissions.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (stage|recording)\./.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const COLUMNS = ['visitor', 'guest', 'outsider', 'spectator', 'learner', 'judge', 'co-host', 'host', 'staff', 'admin'];

const somebody = (role: PlatformRole = 'member', kind: Actor['kind'] = 'person'): Actor => ({
  ...{ accountId: '00000000-0000-7000-8000-000000000002', sessionId: null, kind, role, mentor: false, minor: false },
  ...{ name: 'Alba', avatar: null, language: 'es', guestOf: null },
});
const as = (role: RoomRole | null, more: Partial<Place> = {}): Place => ({
  ...{ kind: 'competition', state: 'open', role, muted: false, held: false, blocked: false },
  locks: { microphones: false, cameras: false, screens: false },
  ...more,
});
const people: Record<string, [Actor, Place]> = {
  guest: [somebody('member', 'guest'), as('learner')],
  outsider: [somebody(), as(null)],
  ...Object.fromEntries(
    (['spectator', 'learner', 'judge', 'co-host', 'host'] as const).map((role) => [role, [somebody(), as(role)]]),
  ),
  staff: [somebody('staff'), as(null)],
  admin: [somebody('admin'), as(null)],
};
const refused = (place: Place, actor = somebody()) =>
  Object.fromEntries(stageVerbs.map((verb) => [verb, refusalOf(verb, actor, place, 'learner')]));

describe('rights on the stage', () => {
  it('are those of docs/permissions.md, verb by verb and column by column', () => {
    expect(rows.map(([verb]) => verb)).toEqual(stageVerbs);
    for (const [verb, ...cells] of rows)
      for (const [at, column] of COLUMNS.entries()) {
        const [actor, place] = people[column] ?? [somebody(), as(null)];
        const [down, up] = (['learner', 'host'] as const).map((other) =>
          refusalOf(verb as StageVerb, actor, place, other),
        );
        const cell = { yes: [true, true], no: [false, false], lower: [true, false] }[cells[at] ?? ''];
        expect({ verb, column, may: [down === null, up === null] }).toEqual({ verb, column, may: cell });
      }
  });

  it('are in an archived room only to take away, none between two who block each other, and few in a direct one', () => {
    const host = as('host');
    const archived = refused({ ...host, state: 'archived' });
    const left = stageVerbs.filter((verb) => archived[verb] !== 'rooms/archived');
    // Nobody rings in any room but a direct one.
    expect(left).toEqual(['stage.ring', 'recording.leave-out', 'recording.delete']);
    expect(archived['stage.ring']).toBe('not-allowed');
    const direct = refused({ ...host, kind: 'direct' });
    const may = stageVerbs.filter((verb) => direct[verb] === null);
    expect(may).toEqual([
      'stage.join',
      'stage.speak',
      'stage.show-camera',
      'stage.share-screen',
      'stage.caption',
      'stage.ring',
      'stage.react',
    ]);
    const blocked = refused({ ...host, kind: 'direct', blocked: true });
    for (const verb of may) expect(blocked[verb]).toBe('rooms/no-direct');
    expect(refusalOf('stage.remove-person', somebody('admin'), as(null, { kind: 'direct' }))).toBe('not-allowed');
  });

  it('wait for who waits to be let in, unless they are of the staff of the room', () => {
    const held = refused(as('learner', { held: true }));
    for (const verb of ['stage.join', 'stage.speak', 'stage.react'] as const)
      expect(held[verb]).toBe('stage/let-in-first');
    expect(refused(as('co-host', { held: true }))['stage.join']).toBeNull();
  });

  it('leave who is muted ears, eyes and a hand', () => {
    const muted = refused(as('learner', { muted: true }));
    for (const verb of ['stage.join', 'stage.raise-hand', 'stage.check-in'] as const) expect(muted[verb]).toBeNull();
    for (const verb of ['stage.speak', 'stage.show-camera', 'stage.share-screen', 'stage.present'] as const)
      expect(muted[verb]).toBe('stage/muted');
  });

  it('lock each kind of track for those who do not pass locks', () => {
    const locks = { microphones: true, cameras: false, screens: true };
    const on = (place: Place) =>
      (['microphone', 'camera', 'screen', 'screen-audio'] as const).map((one) => onRefusalOf(one, somebody(), place));
    expect(on(as('learner', { locks }))).toEqual(['stage/locked', null, 'stage/locked', 'stage/locked']);
    expect(on(as('judge', { locks }))).toEqual([null, null, null, null]);
    expect(on(as('spectator', { locks }))).toEqual(Array(4).fill('not-allowed'));
  });
});
