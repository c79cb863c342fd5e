// `npm run dev`: the hub, built and started again at every change of the server, and Vite for the client.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { node24, root } from './node24.mjs';
import { Sentence } from './progress.mjs';

const SETTLE_MS = 120;
const PAGE = 'http://localhost:5173';

const origins = [process.env.ALLOWED_ORIGINS, PAGE, PAGE.replace('localhost', '127.0.0.1')].filter(Boolean).join(',');
const vite = spawn(
  node24(),
  [join(root, 'node_modules/vite/bin/vite.js'), 'client', '--port', '5173', '--strictPort'],
  { cwd: root, stdio: 'inherit' },
);
let hub;
let timer;
let ending = false;
let turn = Promise.resolve();

for (const folder of ['src', 'migrations']) watch(join(root, folder), { recursive: true }, () => later());
later();

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    ending = true;
    vite.kill('SIGTERM');
    void stopHub().then(() => process.exit(0));
  });

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => (turn = turn.then(restart)), SETTLE_MS);
}

async function restart() {
  if (ending) return;
  try {
    await ensureBuilt(['server']);
  } catch (error) {
    // The hub of before goes on until the mistake is mended.
    console.error(error instanceof Sentence ? error.message : error);
    return;
  }
  await stopHub();
  if (ending) return;
  hub = spawn(node24(), ['--enable-source-maps', join(root, 'dist/src/main.js')], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ALLOWED_ORIGINS: origins },
  });
  console.log(`  The page with reload is at ${PAGE}`);
}

function stopHub() {
  const old = hub;
  hub = undefined;
  if (old === undefined || old.exitCode !== null || old.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    old.once('exit', resolve);
    old.kill('SIGTERM');
  });
}
