// Runs a script with Node 24: `node scripts/run24.mjs [node options] script.mjs [arguments]`.
// A shell finds the system's Node; the one the hub is built for comes with the dependencies.
import { spawn } from 'node:child_process';
import { node24 } from './node24.mjs';

const child = spawn(node24(), process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
