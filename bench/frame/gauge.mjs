// How busy a load process is and how late: above these bounds it would be itself that is measured.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
export const MOST_LAG_MS = 20;
export const MOST_BUSY = 0.8;

/** Begins to measure this process; the returned function ends it: { busy, lag }. */
export function gauge() {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const before = performance.eventLoopUtilization();
  return () => {
    delay.disable();
    const { utilization } = performance.eventLoopUtilization(before);
    return { busy: utilization, lag: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS) };
  };
}

/** The worst of several load processes. */
export const worst = (gauges) => ({
  busy: Math.max(...gauges.map(({ busy }) => busy)),
  lag: Math.max(...gauges.map(({ lag }) => lag)),
});

export const saturated = ({ busy, lag }) => busy > MOST_BUSY || lag > MOST_LAG_MS;

/** Lets the parent know that something has begun. */
export const tell = (word) => process.send({ said: word });
