import type { Page } from 'playwright-core';
import { mailTo, linkIn } from '../mail/outbox.js';
import { barriers, desktop, phone, type Device } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { en, es, type Words } from './steps.js';

const house = openHouse();
const NEXT = 'otra frase larga y bien distinta';

interface Said extends Words {
  readonly confirm: string;
  readonly reset: string;
  readonly confirmed: string;
  readonly forgot: string;
  readonly sendLink: string;
  readonly look: string;
  readonly choose: string;
  readonly next: string;
  readonly save: string;
  readonly saved: string;
  readonly goSignIn: string;
  readonly signIn: string;
  readonly expired: string;
  readonly unconfirmed: string;
  readonly isConfirmed: string;
  readonly settings: string;
}
const spanish: Said = {
  ...es,
  confirm: 'Confirma tu correo',
  reset: 'Elige una contraseña nueva',
  confirmed: 'Correo confirmado',
  forgot: '¿Has olvidado tu contraseña?',
  sendLink: 'Enviarme el enlace',
  look: 'Mira tu correo',
  choose: 'Elige una contraseña nueva',
  next: 'Contraseña nueva',
  save: 'Guardar la contraseña',
  saved: 'Contraseña guardada',
  goSignIn: 'Ir a entrar',
  signIn: 'Entrar',
  expired: 'Este enlace ya no vale',
  unconfirmed: 'Sin confirmar',
  isConfirmed: 'Confirmado',
  settings: 'Ajustes',
};
const english: Said = {
  ...en,
  email: 'Email address',
  confirm: 'Confirm your address',
  reset: 'Choose a new password',
  confirmed: 'Address confirmed',
  forgot: 'Forgot your password?',
  sendLink: 'Send me the link',
  look: 'Look at your mail',
  choose: 'Choose a new password',
  next: 'New password',
  save: 'Save the password',
  saved: 'Password saved',
  goSignIn: 'Go to sign in',
  signIn: 'Sign in',
  expired: 'This link is no longer valid',
  unconfirmed: 'Not confirmed',
  isConfirmed: 'Confirmed',
  settings: 'Settings',
};

/** As the browser knows it: the hub of a test answers at another name than the one it tells people. */
const here = (link: string): string => link.slice(link.indexOf('/', 'https://'.length));
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function noBarriers(page: Page): Promise<void> {
  expect(await barriers(page)).toEqual([]);
}

async function lostAndFound(device: Device, said: Said, name: string): Promise<void> {
  const { page } = await house.newcomer(name, device);
  const [row] = await house.hub.sql.query<{ email: string }>('select email from accounts where name = $1', [name]);
  const email = row?.email ?? '';
  await page.goto('/settings');
  await page.getByText(said.unconfirmed, { exact: true }).waitFor();
  await noBarriers(page);

  // The link of the mail, opened on another device; the first one learns of it.
  const other = await house.visit(device);
  const confirm = here(linkIn(await mailTo(house.hub.dataDir, email, said.confirm)));
  await other.page.goto(confirm);
  await heading(other.page, said.confirmed);
  expect(new URL(other.page.url()).hash).toBe('');
  await noBarriers(other.page);
  await page.getByText(said.isConfirmed, { exact: true }).waitFor();

  await other.page.goto('/sign-in');
  await other.page.getByRole('link', { name: said.forgot }).click();
  await heading(other.page, said.forgot);
  await noBarriers(other.page);
  await other.page.getByLabel(said.email).fill(email);
  await other.page.getByRole('button', { name: said.sendLink }).click();
  await heading(other.page, said.look);
  await noBarriers(other.page);

  const link = here(linkIn(await mailTo(house.hub.dataDir, email, said.reset)));
  await other.page.goto(link);
  await heading(other.page, said.choose);
  await noBarriers(other.page);
  await other.page.getByLabel(said.next, { exact: true }).fill('corta');
  await other.page.getByRole('button', { name: said.save }).click();
  await other.page.locator('[aria-invalid="true"]').waitFor();
  await other.page.getByLabel(said.next, { exact: true }).fill(NEXT);
  await other.page.getByRole('button', { name: said.save }).click();
  await heading(other.page, said.saved);
  await noBarriers(other.page);

  // The device that was signed in is out.
  await page.waitForURL((url) => !url.pathname.startsWith('/settings'));

  await other.page.getByRole('link', { name: said.goSignIn }).click();
  await other.page.getByLabel(said.email).fill(email);
  await other.page.getByLabel(said.password, { exact: true }).fill(NEXT);
  await other.page.getByRole('button', { name: said.signIn, exact: true }).click();
  await other.page.waitForURL('**/home');

  // The link was good once.
  const late = await house.visit(device);
  await late.page.goto(link);
  await heading(late.page, said.expired);
  await noBarriers(late.page);
}

it('confirms an address, loses a password and finds the way back by mail', async () => {
  await lostAndFound(desktop, spanish, 'Nerea Olmo');
});

it('the same on a phone, in English', async () => {
  await lostAndFound({ ...phone, language: 'en' }, english, 'Ada Field');
});

it('a link that is none is told so, on both pages', async () => {
  const { page } = await house.visit();
  for (const path of ['/verify-email', '/reset-password#x']) {
    await page.goto(path);
    await heading(page, spanish.expired);
  }
});

it('makes a token that is shown once, and revokes it', async () => {
  const { page } = await house.newcomer('Olga Prado');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Crear una clave' }).click();
  await page.getByRole('button', { name: 'Crear la clave' }).click();
  await page.getByText('Ponle un nombre.').waitFor();
  await page.getByLabel('Nombre', { exact: true }).last().fill('Mi bot');
  await page.getByLabel('Escribir y reaccionar en el chat').check();
  await noBarriers(page);
  await page.getByRole('button', { name: 'Crear la clave' }).click();
  const secret = await page.getByLabel('Tu clave nueva').inputValue();
  expect(secret).toMatch(/^tertulia_[\w-]{43}$/);
  await page.getByRole('button', { name: 'Ya la tengo' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Retirar la clave Mi bot' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click();
  await page.getByText('No tienes ninguna.').waitFor();
  expect(await page.content()).not.toContain(secret);
});

it('changes the address with the password, and has to confirm the new one', async () => {
  const { page } = await house.newcomer('Raúl Vega');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Cambiar el correo' }).click();
  await page.getByLabel('Correo nuevo').fill('raul.nuevo@example.org');
  await page.getByLabel('Tu contraseña, para saber que eres tú', { exact: true }).fill('no es esta frase');
  await page.getByRole('button', { name: 'Usar este correo' }).click();
  await page.getByText('La contraseña actual no es esa.').waitFor();
  await page.getByLabel('Tu contraseña, para saber que eres tú', { exact: true }).fill('una frase larga para entrar');
  await page.getByRole('button', { name: 'Usar este correo' }).click();
  await page.getByText('raul.nuevo@example.org').waitFor();
  await page.goto(here(linkIn(await mailTo(house.hub.dataDir, 'raul.nuevo@example.org', spanish.confirm))));
  await heading(page, spanish.confirmed);
});

it('the administration sends itself a mail', async () => {
  const { page } = await house.newcomer('Teresa Mir');
  await house.hub.sql.query(`update accounts set role = 'admin' where name = 'Teresa Mir'`);
  await page.reload();
  await page.goto('/admin?tab=mail');
  await page.getByText('No hay servidor de correo', { exact: false }).waitFor();
  await noBarriers(page);
  await page.getByRole('button', { name: 'Enviarme un correo de prueba' }).click();
  await page.getByText('Escrito en la carpeta «outbox».').waitFor();
});

itWasQuiet(house);
