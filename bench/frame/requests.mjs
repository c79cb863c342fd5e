// A load of HTTP requests: so many at once, each as soon as the one before it is answered.
import http from 'node:http';
import { gauge, tell } from './gauge.mjs';

export const generator = {
  async requests({ url, path, tokens, atOnce, seconds, warmup }) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
    const start = performance.now();
    const [from, until] = [start + warmup * 1000, start + (warmup + seconds) * 1000];
    const latencies = [];
    let [failed, bytes, least, turn] = [0, 0, Infinity, 0];
    let measured;
    const get = () =>
      new Promise((resolve, reject) => {
        const token = tokens?.[turn++ % tokens.length];
        const request = http.get(
          `${url}${path}`,
          { agent, headers: token ? { authorization: `Bearer ${token}` } : {} },
          (response) => {
            let size = 0;
            response.on('data', (chunk) => (size += chunk.length));
            response.on('end', () => resolve({ status: response.statusCode, size }));
          },
        );
        request.on('error', reject);
      });
    const work = async () => {
      while (performance.now() < until) {
        const at = performance.now();
        const { status, size } = await get();
        if (at < from) continue;
        if (measured === undefined) {
          measured = gauge();
          tell('counting');
        }
        if (status !== 200) failed += 1;
        bytes = size;
        least = Math.min(least, size);
        latencies.push(performance.now() - at);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    tell('stopped');
    const generator = measured();
    agent.destroy();
    return { latencies: Float64Array.from(latencies), failed, bytes, least, generator };
  },
};
