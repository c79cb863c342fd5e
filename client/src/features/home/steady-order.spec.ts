import { steady } from './steady-order.js';

describe('the order in which rooms are shown', () => {
  it.each([
    ['is as wanted at first', [], ['b', 'a'], ['b', 'a']],
    ['does not follow what becomes busier', ['b', 'a'], ['a', 'b'], ['b', 'a']],
    ['puts whoever comes behind', ['b', 'a'], ['c', 'a', 'b'], ['b', 'a', 'c']],
    ['closes up where somebody left', ['b', 'a', 'c'], ['c', 'b'], ['b', 'c']],
  ])('%s', (_, before, wanted, after) => expect(steady(before, wanted)).toEqual(after));
});
