import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { processesOf } from '../../src/platform/database/postmaster.js';
import { waitFor } from '../support/wait-for.js';
import { buildServer, cleanUp, newFolder, root } from './hub-process.js';

// In a process of its own, as a hub has it: the supervisor without the rest.
const SUPERVISOR = `
  import { EmbeddedPostgres } from '${pathToFileURL(join(root, 'dist/src/platform/database/embedded-postgres.js')).href}';
  const postgres = new EmbeddedPostgres({
    dataDir: process.argv[1],
    throwAway: true,
    pauses: [0, 20, 20],
    report: (sentence) => console.log(sentence),
  });
  await postgres.start();
  console.log('started');
  process.stdin.resume().once('end', async () => {
    await postgres.stop();
    process.exit();
  });`;

describe('the supervisor of the embedded database', () => {
  let said: string[] = [];
  let dataDir = '';
  let child: ChildProcess;

  beforeAll(buildServer);
  beforeEach(async () => {
    dataDir = join(newFolder(), 'data');
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    child = spawn(process.execPath, ['--input-type=module', '-e', SUPERVISOR, dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    said = [];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      said = text.split('\n').slice(0, -1);
    });
    await waitFor('the start', () => said.includes('started'));
  });
  afterEach(async () => {
    child.stdin?.end();
    await new Promise((resolve) => child.once('close', resolve));
  });
  afterAll(() => cleanUp());

  const processes = (): number[] => processesOf(realpathSync(join(dataDir, 'database')));
  const kill = (): void => {
    for (const pid of processes()) process.kill(pid, 'SIGKILL');
  };

  it('brings it back, and says so', async () => {
    const before = new Set(processes());
    kill();
    await waitFor('its return', () => said.includes('The database runs again.'));
    expect(said).toEqual([
      'The database is made; this takes a moment.',
      'started',
      'The database has ended unexpectedly; it is started again.',
      'The database runs again.',
    ]);
    expect(processes().some((pid) => before.has(pid))).toBe(false);
  });

  it('gives up in words when it cannot be started, and says the reason once', async () => {
    const control = join(dataDir, 'database/global/pg_control');
    renameSync(control, `${control}.away`);
    kill();
    await waitFor('the last word', () => said.some((sentence) => /could not be started again/.test(sentence)));
    const reasons = said.filter((sentence) => sentence.startsWith('The database does not start again: '));
    expect(reasons).toEqual([expect.stringMatching(/: The database in .* did not start: /)]);
    expect(said.at(-1)).toBe('The database could not be started again; start Tertulia anew when the reason is mended.');
    expect(processes()).toEqual([]);
    renameSync(`${control}.away`, control);
  });

  it('gives up as well on one that starts and ends, starts and ends', async () => {
    for (let times = 0; times < 3; times += 1) {
      kill();
      const runs = () => said.filter((sentence) => sentence === 'The database runs again.').length;
      await waitFor('its return', () => runs() === times + 1);
    }
    kill();
    await waitFor('the last word', () => said.some((sentence) => /could not be started again/.test(sentence)));
    expect(processes()).toEqual([]);
  });

  it('leaves alone what belongs to another hub', async () => {
    const other = spawn('sleep', ['60']);
    const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    writeFileSync(join(dataDir, 'hub.lock'), `${other.pid} ${start} running\n`);
    kill();
    await waitFor('the word', () =>
      said.includes(`The database belongs to another Tertulia now (process ${other.pid}).`),
    );
    expect(processes()).toEqual([]);
    other.kill();
  });
});
