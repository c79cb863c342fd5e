import { messageState } from '../../contract/words.js';
import { mayBecome, showsWords } from './message-states.js';

describe('states of a message', () => {
  const states = messageState.options;
  it('allow these transitions and no other', () => {
    const allowed = states.flatMap((from) => states.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`));
    expect(allowed).toEqual([
      'visible → held',
      'visible → hidden',
      'visible → deleted',
      'held → visible',
      'held → hidden',
      'held → deleted',
      'hidden → visible',
      'hidden → deleted',
      'deleted → visible',
    ]);
  });
  it('show words only when visible', () => {
    expect(states.filter(showsWords)).toEqual(['visible']);
  });
});
