import { Lane } from './lane.js';

describe('the line of one socket and room', () => {
  it('is too long when the first has been under way for more than a second', () => {
    const lane = new Lane();
    expect(lane.waitOf(0)).toBe(0);
    lane.arrived(0, false);
    expect([lane.waitOf(1_000), lane.waitOf(1_500)]).toEqual([0, 1_500]);
    lane.done(1_500);
    expect([lane.waiting, lane.waitOf(1_500)]).toEqual([0, 0]);
  });

  it('is too long when all before take more than a second, each as long as the last one or as the present one so far', () => {
    const lane = new Lane();
    for (let n = 0; n < 8; n += 1) lane.arrived(0, false);
    expect([lane.waitOf(100), lane.waitOf(200)]).toEqual([0, 1_600]);
    lane.done(200);
    expect(lane.waitOf(210)).toBe(1_400);
    lane.done(220);
    expect(lane.waitOf(220)).toBe(0);
    expect(lane.waitOf(400)).toBe(6 * 180);
  });

  it('counts those that have come and are not received yet', () => {
    const lane = new Lane();
    lane.arrived(0, false);
    expect([lane.waitOf(300), lane.waitOf(300, 2), lane.waitOf(300, 3)]).toEqual([0, 0, 1_200]);
  });

  it('does not add up what pipelined ones take: they take it side by side', () => {
    const lane = new Lane();
    for (let n = 0; n < 60; n += 1) lane.arrived(0, true);
    lane.done(300);
    expect([lane.waitOf(300), lane.waitOf(1_200)]).toEqual([0, 1_200]);
  });
});
