import { FramePace } from './frame-pace.js';

/** When the frames leave of events that come at these times. */
function frames(followers: number, comes: readonly number[]): number[] {
  const pace = new FramePace();
  const left: number[] = [];
  for (const at of comes) {
    const now = Math.max(at, left.at(-1) ?? 0);
    const leaves = now + pace.wait(followers, now);
    pace.sent(followers, leaves);
    left.push(leaves);
  }
  return left;
}
const without = (length: number): number[] => Array.from({ length }, () => 0);

describe('the pace of frames', () => {
  it('sends the first one at once, and those of a busy stream 50 ms apart', () => {
    expect(frames(2, without(4))).toEqual([0, 50, 100, 150]);
  });

  it('is rarer the more follow, up to half a second; the second one needs to be only 50 ms after the first', () => {
    expect(frames(600, without(5))).toEqual([0, 50, 200, 400, 600]);
    expect(frames(1_000_000, without(4))).toEqual([0, 50, 500, 1_000]);
  });

  it('sends what comes just as often as it may when it comes, also after one that came late', () => {
    const late = [0, 500, 1_300, 1_500, 2_000, 2_700, 3_000, 3_500];
    expect(frames(10_000, late)).toEqual(late);
  });

  it('makes nobody wait for more than a pause, whatever was sent out of turn', () => {
    const pace = new FramePace();
    for (let now = 0; now < 100; now += 1) pace.sent(10_000, now);
    expect(pace.wait(10_000, 100)).toBe(499);
  });
});
