// The dependencies, exactly as package-lock.json says. Runs on the system's Node (20.19 or newer), without any dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';
import { Sentence, step } from './progress.mjs';

const OLDEST_NODE = [20, 19];
const stamp = join(root, 'node_modules', '.tertulia-stamp');
// Warnings about the system's Node and about settings of the person's own npm say nothing about the hub.
const NOISE = /EBADENGINE|npm warn (Unknown|deprecated)|^npm warn\s*$/i;

/** Installs what is missing. Returns true when it had to. */
export async function ensureDependencies() {
  assertNode();
  const lock = join(root, 'package-lock.json');
  if (!existsSync(lock)) throw new Sentence('package-lock.json is missing; fetch the sources again.');
  const wanted = fingerprint(lock);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  if (!matches(lock)) {
    rmSync(stamp, { force: true });
    await step('dependencies', npmCi, progress);
    if (!matches(lock)) throw new Sentence('npm has ended, but dependencies are missing; run "npm ci" to see why.');
  }
  try {
    writeFileSync(stamp, wanted);
  } catch {
    // Somebody else installed them and this user may not write there; the longer look is taken at every start.
  }
  return true;
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Sentence(`Tertulia needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.version}.`);
}

function fingerprint(lock) {
  return createHash('sha256').update(readFileSync(lock)).update(`${process.platform} ${process.arch}`).digest('hex');
}

// npm writes its own list last, so an install that was interrupted has none.
function matches(lock) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, os, cpu, peer }]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined)
      return optional === true || peer === true || !fits(os, process.platform) || !fits(cpu, process.arch);
    return found.version === version && existsSync(join(root, path, 'package.json'));
  });
}

function fits(allowed, here) {
  return (
    allowed === undefined ||
    allowed.includes(here) ||
    (allowed.every((name) => name.startsWith('!')) && !allowed.includes(`!${here}`))
  );
}

function npmCi() {
  // Some shells set NODE_ENV=production, and the client is built from development dependencies.
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=warn'];
  const npm = process.env.npm_execpath;
  const [command, args] = npm && /\.c?js$/.test(npm) ? [process.execPath, [npm, ...options]] : ['npm', options];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const forward = (signal) => child.kill(signal);
    process.once('SIGINT', forward).once('SIGTERM', forward);
    child.on('error', () =>
      reject(new Sentence('npm was not found; it comes with Node and is needed to install the dependencies.')),
    );
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      if (code === 0) resolve();
      else if (signal !== null) reject(new Sentence('Interrupted.'));
      else
        reject(
          new Sentence(
            `The dependencies could not be installed:\n${useful(output)}\nCheck the connection to the npm registry and the room on the disk, and try again.`,
          ),
        );
    });
  });
}

function useful(output) {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '' && !NOISE.test(line))
    .slice(-15)
    .join('\n');
}

function progress() {
  try {
    return `${readdirSync(join(root, 'node_modules')).length} folders`;
  } catch {
    return ''; // npm has just taken the old folder away.
  }
}
