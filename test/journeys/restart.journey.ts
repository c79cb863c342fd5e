import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { House, itWasQuiet } from './house.js';
import { enterBy, inviteLink } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = new House();
let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'tertulia-restart-'));
  await house.open({ database, dataDir });
}, 60_000);
afterEach(() => house.sendHome());
afterAll(async () => {
  await house.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('the hub goes and comes back under open pages: they recover by themselves and nothing is lost', async () => {
  const host = await house.newcomer('Salma Reig');
  await createRoom(host.page, 'Sala que resiste', es);
  const other = await house.newcomer('Unai Belda');
  await enterBy(other.page, await inviteLink(host.page));
  await say(host.page, 'Antes de la caída', es);
  await reads(other.page, 'Antes de la caída');

  const { port } = new URL(house.hub.url);
  await house.hub.close();
  await host.page.getByText(/Reconectando…|Sin conexión\./).waitFor();
  await say(host.page, 'Con el servidor caído', es);
  await say(other.page, 'Yo también escribo sin servidor', es);
  await other.page.getByText('Se enviará al recuperar la conexión').waitFor();
  await house.open({ database, dataDir, env: { PORT: port } });

  expect(await reads(other.page, 'Con el servidor caído')).toBe(1);
  expect(await reads(host.page, 'Yo también escribo sin servidor')).toBe(1);
  await say(other.page, 'Y después todo sigue', es);
  expect(await reads(host.page, 'Y después todo sigue')).toBe(1);
  await host.page.getByText(/Reconectando…|Sin conexión\./).waitFor({ state: 'hidden' });
  await host.page.reload();
  for (const text of [
    'Antes de la caída',
    'Con el servidor caído',
    'Yo también escribo sin servidor',
    'Y después todo sigue',
  ])
    expect(await reads(host.page, text)).toBe(1);
  await host.page
    .getByRole('button', { name: /^Unai Belda/ })
    .first()
    .waitFor();
});

itWasQuiet(house);
