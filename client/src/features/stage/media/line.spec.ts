import { lineOf, NOTHING_COUNTED, qualityOf, steadyQuality, type Line } from './line-quality.js';
import { BACK_MS, stepped, unhurried, type Stepping } from './stepping-down.js';

const good: Line = { lossIn: 0, lossOut: 0, rtt: 40, outgoing: 900_000, starved: false };
/** The line as it is for some seconds. */
const lasting = (state: Stepping, line: Line, from: number, seconds: number, sending = true): Stepping =>
  Array.from({ length: seconds + 1 }, (_, n) => from + n * 1000).reduce(
    (now, at) => stepped(now, line, sending, at),
    state,
  );

describe('the line', () => {
  it.each([
    [0.029, 199, 'good'],
    [0.03, 10, 'fair'],
    [0, 200, 'fair'],
    [0.1, 10, 'poor'],
    [0, 500, 'poor'],
  ] as const)('with a loss of %s either way and %s ms is %s', (loss, rtt, quality) => {
    expect(qualityOf({ lossIn: loss, lossOut: 0, rtt })).toBe(quality);
    expect(qualityOf({ lossIn: 0, lossOut: loss, rtt })).toBe(quality);
  });

  it('is read from what the browser counts; tracks that ended take nothing back', () => {
    const received = [{ type: 'inbound-rtp', trackIdentifier: 'ana', packetsLost: 8, packetsReceived: 92 }];
    const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.25 };
    const lossy = { type: 'remote-inbound-rtp', fractionLost: 0.02 };
    const out = { ...pair, availableOutgoingBitrate: 200_000, bytesSent: 20_000 };
    const awaited = new Set(['ana']);
    const { line, counted } = lineOf(NOTHING_COUNTED, { sent: [out, lossy], received, awaited, at: 1000 });
    expect(line).toEqual({ lossIn: 0.08, lossOut: 0.02, rtt: 250, outgoing: 200_000, starved: false });
    const silent = { sent: [], received: [], awaited: new Set<string>(), at: 2000 };
    expect(lineOf(counted, silent).line).toEqual({ lossIn: 0, lossOut: 0, rtt: null, outgoing: null, starved: false });
    const fox = { ...silent, sent: [{ ...lossy, roundTripTime: 0.3 }] };
    expect(lineOf(counted, fox).line.rtt).toBe(300);
    // Who sends little learns nothing about what the line would carry.
    const little = { ...silent, sent: [{ ...out, bytesSent: 10_000 }], at: 1000 };
    expect(lineOf(NOTHING_COUNTED, little).line.outgoing).toBeNull();
    // A picture that is waited for and does not move on; one that has not begun is only late.
    expect(lineOf(NOTHING_COUNTED, { ...silent, awaited }).line.starved).toBe(false);
    expect(lineOf(counted, { ...silent, received, awaited }).line.starved).toBe(true);
  });

  it('is said when it has lasted', () => {
    expect(steadyQuality(['good', 'poor'], 'good').quality).toBe('good');
    expect(steadyQuality(['good', 'poor', 'poor', 'poor'], 'good').quality).toBe('poor');
  });
});

describe('stepping down', () => {
  const narrow = { ...good, outgoing: 250_000 };
  const thin = { ...good, outgoing: 100_000 };
  const silent = { ...good, outgoing: null };
  /** Sending for so long that the browser knows what the line carries. */
  const sending = lasting(unhurried, good, -8_000, 8);

  it('sends the smallest layer after five narrow seconds, and no picture when even that is too much', () => {
    expect(lasting(sending, narrow, 0, 4).send).toBe('all');
    const low = lasting(sending, narrow, 0, 5);
    expect(low.send).toBe('low');
    expect(lasting(low, thin, 5_000, 4).send).toBe('low');
    expect(lasting(low, thin, 5_000, 5).send).toBe('none');
  });

  it('lets the browser find out first how much the line carries', () => {
    expect(lasting(unhurried, thin, 0, 12).send).toBe('all');
    expect(lasting(unhurried, thin, 0, 13).send).toBe('low');
  });

  it('believes no guess about a line that answers at once and loses nothing', () => {
    expect(lasting(sending, { ...thin, rtt: 2 }, 0, 60).send).toBe('all');
    expect(lasting(sending, { ...thin, rtt: 2, lossOut: 0.05 }, 0, 60).send).toBe('none');
    const held = lasting(sending, thin, 0, 20);
    expect(held.send).toBe('none');
    expect(lasting(held, { ...thin, rtt: 2 }, 21_000, 40).send).toBe('all');
  });

  it('comes back after fifteen good seconds, a step at a time, and waits longer when that was too early', () => {
    const none = lasting(sending, thin, 0, 11);
    expect(none.send).toBe('none');
    expect(lasting(none, silent, 12_000, 14, false).send).toBe('none');
    const low = lasting(none, silent, 12_000, 15, false);
    expect(low.send).toBe('low');
    expect(lasting(low, { ...good, outgoing: 200_000 }, 28_000, 15).send).toBe('all');
    const again = lasting(low, thin, 28_000, 13);
    expect(again).toMatchObject({ send: 'none', patience: { send: BACK_MS * 2 } });
    expect(lasting(again, silent, 42_000, 29, false).send).toBe('none');
    expect(lasting(again, silent, 42_000, 30, false).send).toBe('low');
  });

  it('is not moved by one bad second, nor by a device that sends no picture', () => {
    const now = lasting(sending, { ...good, outgoing: 50_000 }, 0, 3);
    expect(lasting(now, good, 4_000, 10).send).toBe('all');
    expect(lasting(unhurried, { ...good, outgoing: 50_000 }, 0, 60, false).send).toBe('all');
  });

  it('receives less step by step over a line that loses, and more again when it is calm', () => {
    const lossy = { ...good, lossIn: 0.2 };
    const steps = [5, 10, 15, 20, 60].map((seconds) => lasting(unhurried, lossy, 0, seconds).reach);
    expect(steps).toEqual(['slower', 'slower', 'smaller', 'fewer', 'sound']);
    const sound = lasting(unhurried, lossy, 0, 60);
    expect(lasting(sound, good, 61_000, 15).reach).toBe('fewer');
    expect(lasting(sound, good, 61_000, 70).reach).toBe('all');
  });

  it('receives no less because of what gets lost on the way out', () => {
    expect(lasting(unhurried, { ...good, lossOut: 0.3 }, 0, 60).reach).toBe('all');
  });

  it('where no picture comes at all, says so and keeps the sound; and waits longer when more was too early', () => {
    const starved = { ...good, starved: true };
    expect(lasting(unhurried, starved, 0, 4).reach).toBe('all');
    const sound = lasting(unhurried, starved, 0, 5);
    expect(sound.reach).toBe('sound');
    const tried = lasting(sound, good, 6_000, 15);
    expect(tried.reach).toBe('fewer');
    const again = lasting(tried, starved, 22_000, 5);
    expect(again).toMatchObject({ reach: 'sound', patience: { reach: BACK_MS * 2 } });
  });
});
