// Programs of the system that the tests use. `npm start` never needs and never installs any.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from './progress.mjs';

const tools = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'],
    places: ['/usr/bin/chromium', '/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    // Without the second one every emoji is an empty box.
    debian: ['chromium', 'fonts-noto-color-emoji'],
    advice:
      'The browser journeys need Chromium: install it (on Debian "apt-get install chromium"), or set CHROMIUM_PATH to one.',
  },
  redis: {
    variable: 'REDIS_SERVER',
    commands: ['redis-server', 'valkey-server'],
    places: ['/usr/bin/redis-server'],
    debian: ['redis-server'],
    advice:
      'The tests with two nodes need Redis 7: install it (on Debian "apt-get install redis-server"), or set REDIS_SERVER to its program.',
  },
  nginx: {
    // Not NGINX: nginx itself reads that one, as a list of sockets.
    variable: 'NGINX_PATH',
    commands: ['nginx'],
    // Debian keeps it where only root's PATH leads.
    places: ['/usr/sbin/nginx', '/usr/local/sbin/nginx'],
    debian: ['nginx'],
    advice:
      'The tests of docker-compose.yml need nginx: install it (on Debian "apt-get install nginx"), or set NGINX_PATH to its program.',
  },
};

/**
 * Finds the named tools, installing them where apt-get may be used.
 * Returns the variables that name them, and the advice for those that are missing.
 */
export async function findTools(names) {
  // A path that somebody chose and that is wrong is theirs to mend.
  const lacking = names.filter((name) => find(tools[name]) === undefined && !process.env[tools[name].variable]);
  await installPackages(lacking.flatMap((name) => tools[name].debian));
  const env = {};
  const missing = new Map();
  for (const name of names) {
    const path = find(tools[name]);
    if (path === undefined) missing.set(name, tools[name].advice);
    else env[tools[name].variable] = path;
  }
  return { env, missing };
}

function find({ variable, commands, places }) {
  const chosen = process.env[variable];
  if (chosen) return runs(chosen) ? chosen : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...places].find(runs);
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not a program for this user.
  }
}

const isRoot = () => process.getuid?.() === 0;

function mayInstall() {
  if (!existsSync('/usr/bin/apt-get')) return false;
  return isRoot() || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

// Services that the packages bring shall not start, now or with the machine: the tests start what they need themselves.
// Debian asks this file whether they may; one that somebody else put there is left as it is.
const quietly = `
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' >$policy && chmod 755 $policy
fi
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" || exit 1
[ ! -d /run/systemd/system ] || for name in "$@"; do systemctl disable -q "$name" 2>/dev/null; done
true
`;

/** Where apt-get may be used; says why where it failed. */
export async function installPackages(packages) {
  if (packages.length === 0 || !mayInstall()) return;
  const asRoot = (command) => {
    const [program, ...args] = isRoot() ? command : ['sudo', '-n', ...command];
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  try {
    await step(`system packages (${packages.join(', ')})`, () => {
      asRoot(['apt-get', 'update', '-q']);
      asRoot(['sh', '-c', quietly, 'sh', ...packages]);
    });
  } catch (error) {
    console.error(
      `  ${packages.join(', ')} could not be installed: ${String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  }
}
