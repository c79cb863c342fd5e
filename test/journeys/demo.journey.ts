import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoPasswords } from '../../src/features/demo/demo-passwords.js';
import { prepareDemo } from '../../src/first-content.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { House, itWasQuiet } from './house.js';
import { go, openRoom } from './room-steps.js';

const house = new House();
let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'tertulia-demo-journey-'));
  await prepareDemo(
    loadConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'fatal',
      DEMO: 'on',
      VIDEO: 'off',
    }),
  );
  await house.open({ database, dataDir, env: { DEMO: 'on' } });
}, 120_000);
afterEach(() => house.sendHome());
afterAll(async () => {
  await house.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('with the printed password one is somebody of the demo; a second window is somebody else; and the room comes to life', async () => {
  const passwords = house.hub.app.get(DemoPasswords);
  const { device, page } = await house.visit();
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await page.getByLabel('Correo electrónico').fill(passwords.emailOf('amaia'));
  await page.getByLabel('Contraseña', { exact: true }).fill(passwords.password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Hola, Amaia Etxeberria' }).waitFor();

  const own = page.getByRole('button', { name: 'Tu cuenta: Amaia Etxeberria' });
  await own.click();
  await page.getByRole('menuitem', { name: 'Abrir como otra persona' }).click();
  const opened = device.waitForEvent('page');
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /Darío Ferreyra/ })
    .click();
  const second = await opened;
  await second.getByRole('heading', { level: 1, name: 'Hola, Darío Ferreyra' }).waitFor();
  await second.reload();
  await second.getByRole('button', { name: 'Tu cuenta: Darío Ferreyra' }).waitFor();
  await page.reload();
  await own.waitFor();

  // Both are in the same room, each as who they are.
  await openRoom(page, 'IA para marketing');
  await openRoom(second, 'IA para marketing');
  await second.getByRole('textbox', { name: 'Escribe un mensaje' }).fill('Saludos desde la otra ventana');
  await second.getByRole('button', { name: 'Enviar', exact: true }).click();
  // The room opened where one had stopped reading; what is new is below.
  await page.getByRole('button', { name: /mensajes? nuevos?$/ }).click();
  await page.getByRole('log').getByText('Saludos desde la otra ventana', { exact: true }).waitFor();
  const table = page.getByRole('region', { name: 'Quién está en la mesa' });
  await table.getByRole('button', { name: /^Darío Ferreyra/ }).waitFor();

  await own.click();
  await page.getByRole('menuitem', { name: 'Que pase algo' }).click();
  await page.getByText('En «IA para marketing» va a haber movimiento durante dos minutos.').waitFor();
  const after = await page.evaluate<number>(
    `Math.max(...[...document.querySelectorAll('[data-message]')].map((node) => Number(node.dataset.message)))`,
  );
  await table.getByText(/[3-9] personas aquí/).waitFor({ state: 'attached' });
  await page
    .getByText(/escriben?…$/)
    .first()
    .waitFor();
  const news = `[...document.querySelectorAll('[data-message]')].filter((node) => Number(node.dataset.message) > ${after})`;
  await waitFor('new messages', () => page.evaluate<boolean>(`${news}.length > 0`), 60_000);
  const reacted = `${news}.some((node) => node.querySelector('button[aria-pressed]'))`;
  await waitFor('a reaction to one of them', () => page.evaluate<boolean>(reacted), 90_000);

  // The second window ends its own session only.
  await go(second, 'Ajustes');
  await second.getByRole('button', { name: 'Cerrar sesión', exact: true }).click();
  await page.reload();
  await own.waitFor();
});

itWasQuiet(house);
