import { Pace } from './pace.js';

/** Commits a stream as soon as it may, and says when that was. */
function commits(pace: Pace, stream: string, from: number, count: number): number[] {
  let now = from;
  return Array.from({ length: count }, () => {
    now += pace.early([stream], now);
    pace.committing([stream], now);
    return now;
  });
}

describe('the pace of a stream', () => {
  it('holds up nobody for a hundred commits, and then lets one pass every 100 ms', () => {
    const times = commits(new Pace(), 'room:a', 1_000, 104);
    expect(times.slice(0, 101).every((at) => at === 1_000)).toBe(true);
    expect(times.slice(101)).toEqual([1_100, 1_200, 1_300]);
  });

  it('gives back what was not used', () => {
    const pace = new Pace();
    commits(pace, 'room:a', 0, 101);
    expect(pace.early(['room:a'], 0)).toBe(100);
    expect(pace.early(['room:a'], 30)).toBe(70);
    expect(commits(pace, 'room:a', 5_000, 51).at(-1)).toBe(5_100);
  });

  it('lets a batch go as soon as one of its streams is due', () => {
    const pace = new Pace();
    commits(pace, 'room:busy', 0, 101);
    expect(pace.early(['room:busy', 'room:quiet'], 0)).toBe(0);
    expect(pace.early(['room:busy'], 0)).toBe(100);
  });

  it('counts a batch once, however many commands of a stream are in it', () => {
    const pace = new Pace();
    for (let i = 0; i < 100; i += 1)
      pace.committing(
        Array.from({ length: 20 }, () => 'room:a'),
        0,
      );
    expect(pace.early(['room:a'], 0)).toBe(0);
  });

  it('forgets streams that owe nothing', () => {
    const pace = new Pace();
    commits(pace, 'room:busy', 0, 101);
    for (let i = 0; i < 3_000; i += 1) pace.committing([`room:${i}`], i);
    expect(pace.early(['room:busy'], 0)).toBe(100);
  });
});
