// Loaded before the hub by `npm run bench -- --profile`: SIGUSR2 begins a CPU profile, the next one writes it to BENCH_PROFILE.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 200 });
let running = false;

process.on('SIGUSR2', () => {
  if (!running) session.post('Profiler.start');
  else
    session.post('Profiler.stop', (_, { profile }) =>
      writeFileSync(process.env.BENCH_PROFILE, JSON.stringify(profile)),
    );
  running = !running;
});
