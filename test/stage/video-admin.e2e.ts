import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutsideServices } from '../../src/contract/admin.contract.js';
import type { VideoState, VideoTest } from '../../src/contract/stage-admin.contract.js';
import { MediaDoors } from '../../src/features/stage/media-doors.js';
import { MeasuredCapacity } from '../../src/features/stage/worker/measured-capacity.js';
import { SelfTest } from '../../src/features/stage/worker/self-test.js';
import { workerPlace } from '../../src/features/stage/worker/worker-place.js';
import { Programs } from '../../src/platform/programs/programs.js';
import { cleanUp } from '../ground/hub-process.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { withVideo } from './worker-bin.js';
import { Machine } from './toolbox.js';

let hub: TestHub;
let ada: Person;
const state = async () => (await ada.http.get<VideoState>('/api/admin/video')).body;
const test = async () => (await ada.http.post<VideoTest>('/api/admin/video/test')).body.knocks;

beforeAll(async () => {
  const relays = { STUN_URLS: 'stun:stun.example.org', TURN_URLS: 'turn:10.0.0.5:3478,turns:turn.example.org:5349' };
  const env = { ...withVideo(), ...relays, TURN_SECRET: 'shared with the relay' };
  hub = await TestHub.boot({ env, replace: [{ token: Programs, by: Machine }] });
  ada = await hub.person('Ada', { role: 'admin' });
});
afterAll(async () => {
  await hub.close();
  await cleanUp();
});

it('tells an admin what there is, and nobody where the secret is', async () => {
  await waitFor('the worker', async () => (await state()).video === 'ready');
  expect(await state()).toMatchObject({
    doing: null,
    lack: null,
    addresses: ['127.0.0.1'],
    reach: 'machine',
    ports: null,
    relays: [
      { url: 'turn:10.0.0.5:3478', refused: false },
      { url: 'turns:turn.example.org:5349', refused: false },
    ],
  });
  const services = await hub.visitor().get<OutsideServices>('/api/hub/services');
  const relay = services.body.services.find(({ service }) => service === 'relay');
  expect(relay).toEqual({
    service: 'relay',
    used: true,
    names: ['stun.example.org', '10.0.0.5', 'turn.example.org'],
  });
  expect(JSON.stringify([services.body, await state()])).not.toContain('shared with the relay');
});

it('is answered at its own doors by UDP and TCP, as browsers are', async () => {
  const knocks = await test();
  expect(knocks.map(({ address, protocol }) => `${address} ${protocol}`)).toEqual(['127.0.0.1 udp', '127.0.0.1 tcp']);
  for (const { ms } of knocks) expect(ms).not.toBeNull();
  // Nothing of it stays: the next time there are as many again.
  expect(await test()).toHaveLength(2);
});

it('says at which doors nobody answers: where nothing listens, and where the password is another', async () => {
  const selfTest = hub.app.get(SelfTest);
  const [door] = await hub.app.get(MediaDoors).open();
  if (door === undefined) throw new Error('No worker runs.');
  const { iceParameters, iceCandidates, close } = door;
  const wrong = { usernameFragment: iceParameters.usernameFragment, password: 'x'.repeat(32) };
  const closed = { address: '127.0.0.1', port: 9, protocol: 'tcp' as const };
  selfTest.through(async () => [
    { iceParameters: wrong, iceCandidates, close },
    { iceParameters, iceCandidates: [closed], close },
  ]);
  expect((await test()).map(({ protocol, ms }) => [protocol, ms])).toEqual([
    ['udp', null],
    ['tcp', null],
    ['tcp', null],
  ]);
  selfTest.through(async () => []);
  expect(await test()).toEqual([]);
});

it('has measured once what this machine carries, and says it in rooms and people', async () => {
  expect((await state()).capacity).toBeNull();
  const capacity = hub.app.get(MeasuredCapacity);
  await capacity.measure();
  const told = (await state()).capacity;
  expect(told?.packets).toBeGreaterThan(1_000);
  expect(told).toMatchObject({ tiles: 9, largest: { rooms: 1 } });
  // The next hub of this machine knows it from the beginning.
  const { cacheFolder } = hub.app.get(Programs);
  const kept = readFileSync(join(dirname(workerPlace(cacheFolder)), 'measured.json'), 'utf8');
  expect(JSON.parse(kept)).toEqual({ packets: expect.any(Number), at: told?.measuredAt });
});
