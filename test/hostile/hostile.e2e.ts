import { join } from 'node:path';
import { cleanUp, buildServer, newFolder, startHub } from '../ground/hub-process.js';
import { judge } from './answers.js';
import { campaign } from './campaign.js';
import { inputOf, NAMES } from './grammar.js';
import { knock } from './handshakes.js';
import { packets } from './packets.js';
import { Random } from './random.js';
import { troublesOf, troublesOfEnding } from './verdict.js';

const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_261_122);

// A slice of `npm run fuzz`: the same frames and handshakes, fewer of them. Times are not judged here.
describe('a hub under fire', () => {
  beforeAll(buildServer);
  afterAll(cleanUp);

  it('bears hostile frames and handshakes: it answers in the contract’s words, forgets them, and the honest notice nothing', async () => {
    const folder = newFolder();
    const probe = join(folder, 'probe.sock');
    const hub = startHub({
      DATA_DIR: join(folder, 'data'),
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'inside.mjs')}`,
      HOSTILE_PROBE: probe,
    });
    const report = await campaign(hub, probe, {
      ...{ seed: SEED, frames: 30_000, handshakes: 3_000, members: 20, guests: 40 },
      ...{ attackers: 32, knockers: 32, slow: 20, untilSlowEnd: false },
    });
    hub.kill('SIGTERM');
    const ending = troublesOfEnding(await hub.exited, hub.errors());
    expect({ seed: SEED, troubles: [...troublesOf(report), ...ending] }).toEqual({ seed: SEED, troubles: [] });
    const { tally, honest, outcomes } = report;
    expect(tally.frames).toBeGreaterThanOrEqual(30_000);
    expect(tally.handshakes).toBeGreaterThanOrEqual(3_000);
    expect(honest.received).toBe(honest.posted);
    // It was not all refused at the door: commands went through, and others were refused where they had to be.
    for (const outcome of ['ok', 'invalid-input', 'not-found', 'not-allowed'])
      expect(outcomes.get(outcome) ?? 0).toBeGreaterThan(20);
  }, 300_000);
});

describe('the fuzzer', () => {
  const ids = { rooms: ['r'], people: ['p'], messages: ['m'] };
  const written = (seed: number) => {
    const random = new Random(seed, 'all');
    return Array.from({ length: 300 }, (_, index) => [
      Buffer.concat([...packets(random, ids)]).toString('base64'),
      inputOf(random, NAMES[index % NAMES.length] ?? 'chat:post', ids),
      knock(random, index).parts.map((part) => part.toString('base64')),
    ]);
  };

  it('says the same for the same seed, and something else for another', () => {
    const first = written(7);
    expect(written(7)).toEqual(first);
    expect(written(8)).not.toEqual(first);
  });

  it.each([
    ['a result', '437[{"ok":true,"data":{}}]', 'ok'],
    [
      'an error',
      '437[{"ok":false,"error":{"code":"not-found","message":"No existe o no puedes verlo."}}]',
      'not-found',
    ],
    ['an event', '42["moved",[]]', 'event'],
    ['a namespace that is not there', '44/x,{"message":"Invalid namespace"}', 'no-namespace'],
  ])('lets %s pass', (_what, packet, outcome) => {
    expect(judge(packet)).not.toHaveProperty('problem');
    expect(judge(packet).outcome).toBe(outcome);
  });

  it.each([
    ['a code of its own', '437[{"ok":false,"error":{"code":"oops","message":"x"}}]'],
    ['other words', '437[{"ok":false,"error":{"code":"not-found","message":"relation does not exist"}}]'],
    [
      'a field too many',
      '437[{"ok":false,"error":{"code":"not-found","message":"No existe o no puedes verlo.","stack":"x"}}]',
    ],
    [
      'a failure inside',
      '437[{"ok":false,"error":{"code":"internal","message":"Algo ha fallado por nuestra parte. Ya ha quedado anotado."}}]',
    ],
    ['no answer', '437["Internal server error"]'],
    ['a strange event', '42["exception",{"status":"error"}]'],
    ['words of its inside in a result', '437[{"ok":true,"data":"TypeError: x is not a function"}]'],
    ['an error without data', '44{"message":"boom"}'],
    ['what is no packet', 'oops'],
  ])('finds %s', (_what, packet) => {
    expect(judge(packet)).toHaveProperty('problem');
  });
});
