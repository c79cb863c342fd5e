import { DomainError } from '../errors/domain-error.js';
import { Admission, MAX_BATCH } from './admission.js';

/** `undefined` when it was let in, and otherwise how long it is to stay away. */
function refused(admission: Admission, stream: string, now: number): number | undefined {
  try {
    admission.enter(stream, now);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'busy') throw error;
    return Number(error.details['retryInMs']);
  }
}

/** One lane in a time of its own. A commit of n commands takes `fixed + each * n` ms, and a refusal `refusal` ms of the same hub. */
class Lane {
  readonly #admission = new Admission();
  #waiting: number[] = [];
  #now = 0;
  done = 0;
  refused = 0;
  longest = 0;

  constructor(private readonly cost: { fixed: number; each: number; refusal: number }) {}

  /** `perMs` commands a millisecond come for so long. */
  run(ms: number, perMs: number): void {
    const end = this.#now + ms;
    let owed = 0;
    let until = 0;
    let underWay: number[] = [];
    for (; this.#now < end; this.#now += 1) {
      owed += perMs;
      for (; owed >= 1; owed -= 1) {
        if (refused(this.#admission, 'room:a', this.#now) === undefined) this.#waiting.push(this.#now);
        else {
          this.refused += 1;
          until += this.cost.refusal;
        }
      }
      if (this.#now < until) continue;
      if (underWay.length > 0) {
        this.#admission.ended(this.#now);
        this.done += underWay.length;
        this.longest = Math.max(this.longest, this.#now - (underWay[0] ?? this.#now));
      }
      underWay = this.#waiting.splice(0, MAX_BATCH);
      if (underWay.length === 0) continue;
      this.#admission.began(
        underWay.map(() => 'room:a'),
        this.#now,
      );
      until = this.#now + this.cost.fixed + this.cost.each * underWay.length;
    }
  }
}

describe('who may join a lane', () => {
  it.each([
    ['a quick database', { fixed: 5, each: 0.2 }],
    ['a slow one', { fixed: 100, each: 0.5 }],
    ['a very slow one', { fixed: 400, each: 1 }],
  ])(
    '%s at three times its capacity: 9 of 10 of it are used, nobody waits long, and it recovers at once',
    (_name, cost) => {
      const capacity = MAX_BATCH / (cost.fixed + cost.each * MAX_BATCH);
      const lane = new Lane({ ...cost, refusal: cost.each / 50 });
      lane.run(20_000, 3 * capacity);
      expect(lane.done).toBeGreaterThanOrEqual(0.9 * capacity * 20_000);
      expect(lane.refused).toBeGreaterThan(capacity * 20_000);
      expect(lane.longest).toBeLessThanOrEqual(1_000 + 3 * (cost.fixed + cost.each * MAX_BATCH));
      // The load drops: a few seconds later nobody is refused any more.
      lane.run(2_500, capacity / 2);
      const before = lane.refused;
      lane.run(10_000, capacity / 2);
      expect(lane.refused).toBe(before);
    },
  );

  it('refuses nobody below its capacity', () => {
    const lane = new Lane({ fixed: 5, each: 0.2, refusal: 0.01 });
    lane.run(20_000, 4);
    expect(lane.refused).toBe(0);
    expect(lane.done).toBeGreaterThan(79_000);
  });

  it('lets a burst in after one slow commit: it is no omen', () => {
    const admission = new Admission();
    admission.enter('room:a', 0);
    admission.began(['room:a'], 0);
    admission.ended(9_000);
    for (let n = 0; n < MAX_BATCH; n += 1) expect(refused(admission, 'room:a', 9_000)).toBeUndefined();
    expect(refused(admission, 'room:a', 9_000)).toBe(9_000);
  });

  it('refuses while one commit lasts and lasts, and says how long it may still be', () => {
    const admission = new Admission();
    admission.enter('room:a', 0);
    admission.began(['room:a'], 0);
    expect(refused(admission, 'room:a', 900)).toBeUndefined();
    expect(refused(admission, 'room:a', 1_500)).toBe(1_500);
    expect(refused(admission, 'room:a', 60_000)).toBe(10_000);
    admission.ended(60_000);
    expect(refused(admission, 'room:a', 60_000)).toBeUndefined();
  });

  it('bounds what waits in a stream and in all, and forgets those who were served', () => {
    const admission = new Admission();
    for (let n = 0; n < 2_000; n += 1) admission.enter('room:a', 0);
    expect(refused(admission, 'room:a', 0)).toBe(1_000);
    for (let n = 0; n < 3_000; n += 1) admission.enter(`room:${n}`, 0);
    expect(refused(admission, 'room:b', 0)).toBe(1_000);
    admission.began(
      Array.from({ length: 500 }, () => 'room:a'),
      0,
    );
    for (let n = 0; n < 500; n += 1) admission.enter('room:a', 0);
    expect(refused(admission, 'room:a', 0)).toBe(1_000);
  });
});
