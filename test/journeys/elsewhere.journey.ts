import type { BrowserContext, Page } from 'playwright-core';
import { HubAddress } from '../../src/platform/http/hub-address.js';
import { CLIENT, IdentityProvider } from '../accounts/identity-provider.js';
import { barriers, desktop, phone, type Device } from '../support/browser.js';
import type { HubOptions } from '../support/hub.js';
import { openHouse } from './house.js';
import { en, es } from './steps.js';

const options: HubOptions = {};
let idp: IdentityProvider;
beforeAll(async () => {
  idp = await IdentityProvider.start();
  options.env = {
    OIDC_ISSUER: idp.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: 'Escuela Norte',
    OIDC_2_ISSUER: 'http://127.0.0.1:9',
    OIDC_2_CLIENT_ID: 'nobody',
    OIDC_2_NAME: 'Apagado',
  };
});
const house = openHouse(options);
const origin = (): string => house.hub.app.get(HubAddress).origin;
const devices: BrowserContext[] = [];
beforeAll(() => {
  idp.serve(origin());
  for (const [sub, name] of Object.entries({ nora: 'Nora Lima', otto: 'Otto Paz' }))
    idp.people.set(sub, { sub, name, email: `${sub}@example.org`, email_verified: true });
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});
afterAll(() => idp.close());

/** At the address that the provider sends back to. */
async function visit(device: Device = desktop): Promise<Page> {
  const context = await house.browser.device(origin(), device);
  devices.push(context);
  const page = await context.newPage();
  await page.goto('/');
  return page;
}
async function atTheProvider(page: Page, sub: string): Promise<void> {
  await page.getByLabel('Who are you?').selectOption(sub);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}
const looksRight = async (page: Page): Promise<void> => {
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
};

it('comes in with an account of elsewhere, says who they are here once, and afterwards only presses the button', async () => {
  const page = await visit(phone);
  await page.getByRole('link', { name: es.makeAccount }).first().click();
  await page.getByRole('button', { name: 'Seguir con Escuela Norte' }).waitFor();
  await looksRight(page);
  await page.getByRole('button', { name: 'Seguir con Escuela Norte' }).click();
  await atTheProvider(page, 'nora');
  await page.getByRole('heading', { name: 'Casi está' }).waitFor();
  expect(page.url()).toBe(`${origin()}/sign-in/with/1`);
  await looksRight(page);
  expect(await page.getByLabel(es.name).inputValue()).toBe('Nora Lima');
  expect(await page.getByLabel(es.email).inputValue()).toBe('nora@example.org');
  await page.getByRole('button', { name: es.submit }).click();
  await page.getByText('Elige una opción.').waitFor();
  expect(await house.hub.sql.query('select 1 from accounts')).toEqual([]);
  await page.getByText(es.adult).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: es.submit }).click();
  await page.waitForURL('**/home');

  const other = await visit();
  await other.goto('/settings');
  await other.getByRole('button', { name: 'Seguir con Escuela Norte' }).click();
  await atTheProvider(other, 'nora');
  await other.waitForURL('**/settings');
  await other.getByRole('heading', { name: 'Acceso con otra cuenta' }).waitFor();
  await other.getByText('Escuela Norte · nora@example.org').waitFor();
  await looksRight(other);
  // The only way in stays, in words.
  await other.getByRole('button', { name: 'Quitar Escuela Norte (nora@example.org)' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Quitar', exact: true }).click();
  await other
    .getByText(/Es la única manera de entrar en tu cuenta/)
    .first()
    .waitFor();
  await other.getByRole('button', { name: 'Enviarme un enlace para elegirla' }).click();
  await other.getByText('Enviado. Mira tu correo.').first().waitFor();
}, 60_000);

it('adds a way in from the settings, comes in by it, and takes it away again', async () => {
  const otto = await house.hub.person('Otto');
  await house.hub.sql.query(`update accounts set language = 'en' where id = $1`, [otto.id]);
  const page = await visit({ ...desktop, language: 'en', scheme: 'dark' });
  await page.goto('/sign-in?then=/settings');
  await page.getByLabel(en.email).fill(otto.email ?? '');
  await page.getByLabel(en.password, { exact: true }).fill(otto.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Add Escuela Norte' }).click();
  await atTheProvider(page, 'otto');
  await page.getByText('Added. Escuela Norte lets you in from now on.').first().waitFor();
  await looksRight(page);

  const other = await visit({ ...phone, language: 'en' });
  await other.getByRole('link', { name: 'Sign in', exact: true }).first().click();
  await other.getByRole('button', { name: 'Continue with Escuela Norte' }).click();
  await atTheProvider(other, 'otto');
  await other.getByRole('heading', { level: 1, name: /Otto/ }).waitFor();

  await page.getByRole('button', { name: 'Remove Escuela Norte (otto@example.org)' }).click();
  await looksRight(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('You have not added any.').waitFor();
}, 60_000);

it('joins the account of the same confirmed address by its password, and says in words what goes wrong', async () => {
  const page = await visit();
  const nora = await house.hub.person('Nora Otra');
  await house.hub.sql.query(`update accounts set email = 'otto@example.org', email_verified_at = now() where id = $1`, [
    nora.id,
  ]);
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await page.getByRole('button', { name: 'Seguir con Apagado' }).click();
  await page.getByText('Apagado no contesta ahora mismo. Entra de otra manera o prueba en un rato.').waitFor();
  idp.refuses = true;
  await page.getByRole('button', { name: 'Seguir con Escuela Norte' }).click();
  await atTheProvider(page, 'otto');
  await page.getByText(/Escuela Norte no ha confirmado quién eres/).waitFor();
  idp.refuses = false;
  await looksRight(page);
  await page.getByRole('link', { name: 'Volver a entrar' }).click();
  await page.getByRole('button', { name: 'Seguir con Escuela Norte' }).click();
  await atTheProvider(page, 'otto');
  await page.getByRole('heading', { name: 'Ya te conocemos' }).waitFor();
  await looksRight(page);
  await page.getByLabel('Contraseña de tu cuenta de aquí').fill('otra cosa');
  await page.getByRole('button', { name: 'Unir las dos y entrar' }).click();
  await page.getByText('El correo o la contraseña no coinciden.').waitFor();
  await page.getByLabel('Contraseña de tu cuenta de aquí').fill(nora.password ?? '');
  await page.getByRole('button', { name: 'Unir las dos y entrar' }).click();
  await page.getByRole('heading', { level: 1, name: /Nora Otra/ }).waitFor();
  // Opened again, the page of the return leads nowhere and says so.
  await page.goto('/sign-in/with/1');
  await page.getByText(/Ha pasado demasiado tiempo/).waitFor();
}, 60_000);

it('asked nothing of another origin but the provider that was chosen, and the console complained of nothing', () => {
  expect(house.browser.foreign.filter((url) => !url.startsWith(idp.issuer))).toEqual([]);
  expect(house.browser.complaints).toEqual([]);
});
