import { seatOthers, type TablePerson } from './seated-people.js';

const person = (id: string, extra: Partial<TablePerson> = {}): TablePerson => ({
  id,
  name: id,
  kind: 'person',
  avatar: null,
  ...extra,
});

describe('who sits where', () => {
  it('keeps seats when somebody becomes more active', () => {
    const quiet = seatOthers([person('a'), person('b'), person('c')], 12);
    const busy = seatOthers([person('c', { speaking: true }), person('a'), person('b')], 12);
    expect(busy.map(({ id }) => id)).toEqual(quiet.map(({ id }) => id));
  });

  it('gives the seats to the most recently active and never to oneself', () => {
    const people = [person('z'), person('me', { you: true }), person('m'), person('a')];
    expect(seatOthers(people, 2).map(({ id }) => id)).toEqual(['m', 'z']);
  });

  it('leaves the list it was given alone', () => {
    const people = [person('b'), person('a')];
    seatOthers(people, 2);
    expect(people.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});
