import { useEffect, useState } from 'react';
import { now } from '../../../lib/session/device.js';
import { useConnection, useLive } from '../../../lib/streams/hooks.js';
import type { Live } from '../../../lib/streams/live.js';
import { offsetOf, type Sample } from './shared-clock.js';

const QUESTIONS = 5;
const AGAIN_MS = 60_000;

async function ask(live: Live, roomId: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let n = 0; n < QUESTIONS; n += 1) {
    const asked = now();
    const { now: said } = await live.ask('meetings:time', { roomId });
    samples.push({ asked, answered: now(), hub: Date.parse(said) });
  }
  return samples;
}

/** The hub's time, renewed every second while `on`; null until it is known. Everybody sees the same, whatever their device says. */
export function useHubTime(roomId: string, on: boolean): number | null {
  const live = useLive();
  const online = useConnection() === 'online';
  const [offset, setOffset] = useState<number | null>(null);
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    if (!on || !online) return undefined;
    const measure = () =>
      ask(live, roomId).then(
        (samples) => setOffset(offsetOf(samples)),
        // Without an answer the offset of before still holds.
        () => undefined,
      );
    void measure();
    const timer = setInterval(() => void measure(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [live, roomId, on, online]);
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => setMoment(now()), 250);
    return () => clearInterval(timer);
  }, [on]);
  return offset === null ? null : moment + offset;
}
