// Loaded into the hub under fire (NODE_OPTIONS=--import), never by the hub itself: tells through a socket in the file system how
// long its event loop stood still and what it holds. Of a standstill it knows how much the thread worked meanwhile: on a machine
// that is busy with other things a process also waits without doing anything.
import { createServer } from 'node:http';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const TICK_MS = 10;
const KEPT = 20;
const path = process.env.HOSTILE_PROBE;

if (isMainThread && path) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const workMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let stops = [];
  let [at, work] = [performance.now(), workMs()];
  setInterval(() => {
    const [now, worked] = [performance.now(), workMs()];
    stops.push({ lagMs: now - at - TICK_MS, workMs: Math.min(now - at, worked - work) });
    if (stops.length > 1_000) stops = longest();
    [at, work] = [now, worked];
  }, TICK_MS).unref();
  const longest = () => {
    const byLag = stops.toSorted((a, b) => b.lagMs - a.lagMs).slice(0, KEPT);
    const byWork = stops.toSorted((a, b) => b.workMs - a.workMs).slice(0, KEPT);
    return [...new Set([...byLag, ...byWork])];
  };
  createServer((request, response) => {
    if (request.url === '/collect') for (let times = 0; times < 3; times += 1) collect();
    if (request.url.startsWith('/heap')) writeHeapSnapshot(request.url.slice('/heap'.length));
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ rss, heapUsed, external, cpuMs: (user + system) / 1000, stops: longest() }));
    if (request.url === '/collect') [stops, at, work] = [[], performance.now(), workMs()];
  })
    .listen(path)
    .unref();
}
