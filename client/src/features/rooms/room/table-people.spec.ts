import { tablePeople } from './table-people.js';

const card = (id: string) => ({ id, name: id, kind: 'person' as const, avatar: null });
const here = (id: string, since = '2026-11-01T10:00:00Z') => ({ person: card(id), role: 'learner', since });
const me = card('me');

describe('who is at the table', () => {
  it('is the viewer and everybody with a presence, who writes first', () => {
    const table = tablePeople(
      {
        'presence:ana': here('ana', '2026-11-01T12:00:00Z'),
        'presence:me': here('me'),
        'presence:leo': here('leo'),
        'typing:leo': { person: card('leo') },
      },
      [],
      me,
      true,
    );
    expect(table.people.map(({ id, typing, you }) => [id, typing, you])).toEqual([
      ['leo', true, false],
      ['ana', false, false],
      ['me', false, true],
    ]);
    expect(table).toMatchObject({ total: 3, typing: ['leo'] });
  });

  it('shows a member their own face before the hub says so, and nobody who only looks in', () => {
    expect(tablePeople({}, [], me, true).people.map(({ id }) => id)).toEqual(['me']);
    expect(tablePeople({}, [], me, false)).toMatchObject({ people: [], total: 0 });
  });

  it('takes the count of a summary', () => {
    expect(tablePeople({ 'presence-summary': { count: 300, faces: [here('ana')] } }, [], me, true).total).toBe(300);
  });

  it('does not tell the viewer that they write themselves', () => {
    expect(tablePeople({ 'typing:me': { person: me } }, [], me, true).typing).toEqual([]);
  });
});
