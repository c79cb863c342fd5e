import { lineOf, NOTHING_COUNTED, qualityOf, steadyQuality, type Line } from './line-quality.js';
import { BACK_MS, stepped, unhurried, type Stepping } from './stepping-down.js';

const good: Line = { loss: 0, rtt: 40, outgoing: 900_000 };
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
  ] as const)('with a loss of %s and %s ms is %s', (loss, rtt, quality) => {
    expect(qualityOf({ loss, rtt })).toBe(quality);
  });

  it('is read from what the browser counts; tracks that ended take nothing back', () => {
    const received = [{ type: 'inbound-rtp', packetsLost: 8, packetsReceived: 92 }];
    const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.25 };
    const lossy = { type: 'remote-inbound-rtp', fractionLost: 0.02 };
    const out = { ...pair, availableOutgoingBitrate: 200_000, bytesSent: 20_000 };
    const { line, counted } = lineOf(NOTHING_COUNTED, [out, lossy], received, 1000);
    expect(line).toEqual({ loss: 0.08, rtt: 250, outgoing: 200_000 });
    expect(lineOf(counted, [], [], 2000).line).toEqual({ loss: 0, rtt: null, outgoing: null });
    // Who sends little learns nothing about what the line would carry.
    expect(lineOf(NOTHING_COUNTED, [{ ...out, bytesSent: 10_000 }], [], 1000).line.outgoing).toBeNull();
  });

  it('is said when it has lasted', () => {
    expect(steadyQuality(['good', 'poor'], 'good').quality).toBe('good');
    expect(steadyQuality(['good', 'poor', 'poor', 'poor'], 'good').quality).toBe('poor');
  });
});

describe('stepping down', () => {
  it('sends the smallest layer after five narrow seconds, and no picture when even that is too much', () => {
    const narrow = { ...good, outgoing: 250_000 };
    expect(lasting(unhurried, narrow, 0, 4).send).toBe('all');
    const low = lasting(unhurried, narrow, 0, 5);
    expect(low.send).toBe('low');
    const thin = { ...good, outgoing: 100_000 };
    expect(lasting(low, thin, 5_000, 4).send).toBe('low');
    expect(lasting(low, thin, 5_000, 5).send).toBe('none');
  });

  it('comes back after fifteen good seconds, a step at a time, and waits longer when that was too early', () => {
    const none: Stepping = { ...unhurried, send: 'none' };
    expect(lasting(none, { ...good, outgoing: null }, 0, 14, false).send).toBe('none');
    const low = lasting(none, { ...good, outgoing: null }, 0, 15, false);
    expect(low.send).toBe('low');
    expect(lasting(low, { ...good, outgoing: 200_000 }, 15_000, 16).send).toBe('all');
    const again = lasting(low, { ...good, outgoing: 100_000 }, 15_000, 6);
    expect(again).toMatchObject({ send: 'none', patience: BACK_MS * 2 });
  });

  it('is not moved by one bad second, nor by a device that sends no picture', () => {
    const now = lasting(unhurried, { ...good, outgoing: 50_000 }, 0, 3);
    expect(lasting(now, good, 4_000, 10).send).toBe('all');
    expect(lasting(unhurried, { ...good, outgoing: 50_000 }, 0, 60, false).send).toBe('all');
  });

  it('receives less step by step over a line that loses, and more again when it is calm', () => {
    const lossy = { ...good, loss: 0.2 };
    const steps = [5, 10, 15, 20, 60].map((seconds) => lasting(unhurried, lossy, 0, seconds).reach);
    expect(steps).toEqual(['slower', 'slower', 'smaller', 'fewer', 'sound']);
    const sound = lasting(unhurried, lossy, 0, 60);
    expect(lasting(sound, good, 61_000, 15).reach).toBe('fewer');
    expect(lasting(sound, good, 61_000, 70).reach).toBe('all');
  });
});
