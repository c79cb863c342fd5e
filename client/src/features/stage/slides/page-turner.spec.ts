import { jest } from '@jest/globals';
import { PageTurner } from './page-turner.js';

/** A hub that answers when the test says so. */
function hub() {
  const asked: number[] = [];
  const answers: { accept: () => void; refuse: () => void }[] = [];
  const failures: unknown[] = [];
  const turner = new PageTurner(
    1,
    (page) => {
      asked.push(page);
      return new Promise<void>((accept, refuse) =>
        answers.push({ accept, refuse: () => refuse(new Error('Not this time.')) }),
      );
    },
    (failure) => failures.push(failure),
  );
  return { turner, asked, answers, failures };
}
/** What follows from an answer has happened; no time has passed. */
const answered = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the page of whoever presents', () => {
  it('is there at once; the hub hears of the last one, and nothing jumps back meanwhile', async () => {
    const { turner, asked, answers } = hub();
    for (const page of [2, 3, 4]) turner.turn(page);
    expect(turner.ahead.get()).toBe(4);
    expect(asked).toEqual([2]);
    answers[0]?.accept();
    await answered();
    expect(asked).toEqual([2, 4]);
    turner.heard(2);
    expect(turner.ahead.get()).toBe(4);
    answers[1]?.accept();
    await answered();
    expect(turner.ahead.get()).toBe(4);
    turner.heard(4);
    expect(turner.ahead.get()).toBeNull();
    turner.close();
  });

  it('is the one of everybody again where nobody hears of it', async () => {
    const { turner, answers } = hub();
    turner.turn(5);
    answers[0]?.accept();
    await answered();
    expect(turner.ahead.get()).toBe(5);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(turner.ahead.get()).toBeNull();
    turner.close();
  });

  it('is the one of everybody again where the hub refuses', async () => {
    const { turner, answers, failures } = hub();
    turner.turn(9);
    answers[0]?.refuse();
    await answered();
    expect(turner.ahead.get()).toBeNull();
    expect(failures).toHaveLength(1);
    turner.close();
  });
});
