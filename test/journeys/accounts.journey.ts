import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { go } from './room-steps.js';
import { es } from './steps.js';

const house = openHouse();
const PASSWORD = 'una frase larga para entrar';

async function fillRegistration(page: Page, name: string, email: string, password: string): Promise<void> {
  await page.getByLabel(es.name).fill(name);
  await page.getByLabel(es.email).fill(email);
  await page.getByLabel(es.password, { exact: true }).fill(password);
}

async function registerAs(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('link', { name: es.makeAccount }).first().click();
  await fillRegistration(page, name, email, PASSWORD);
  await page.getByText(es.adult).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: es.submit }).click();
  await page.waitForURL('**/home');
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(es.email).fill(email);
  await page.getByLabel(es.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

/** From the first page to one's own home. */
async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await signIn(page, email, password);
  await page.waitForURL('**/home');
}

const focusedField = (page: Page): Promise<string | null> =>
  page.evaluate<string | null>('document.activeElement.getAttribute("name")');

it('says in words why an account cannot be made, and makes it when all is right', async () => {
  const taken = await house.hub.person('Quien llegó antes');
  const { page } = await house.visit();
  await page.getByRole('link', { name: es.makeAccount }).first().click();
  const submit = page.getByRole('button', { name: es.submit });
  await submit.click();
  for (const sentence of [
    'Escribe tu nombre.',
    'Escribe un correo, como nombre@ejemplo.org.',
    'La contraseña necesita al menos 10 caracteres.',
    'Elige una opción.',
    'Para crear la cuenta hay que aceptar las condiciones.',
  ])
    await page.getByText(sentence).waitFor();
  await waitFor('the focus on the first field', async () => (await focusedField(page)) === 'name');

  await fillRegistration(page, 'Nerea Solís', taken.email ?? '', '1234567890');
  await page.getByText('Menos de 16').click();
  await page.getByRole('checkbox').check();
  await submit.click();
  await page.getByText('Para tener una cuenta hay que tener al menos 16 años.').waitFor();
  await page.getByText(es.adult).click();
  await submit.click();
  await page.getByText('Esa contraseña es demasiado fácil de adivinar.').waitFor();
  await waitFor('the focus on the password', async () => (await focusedField(page)) === 'password');
  await page.getByLabel(es.password, { exact: true }).fill(PASSWORD);
  await submit.click();
  await page.getByText('Ya hay una cuenta con ese correo. Entra con ella.').waitFor();
  await waitFor('the focus on the address', async () => (await focusedField(page)) === 'email');
  await page.getByLabel(es.email).fill('nerea.solis@example.org');
  await submit.click();
  await page.waitForURL('**/home');
  await page.getByRole('heading', { name: 'Hola, Nerea Solís' }).waitFor();
});

it('signs out, refuses a wrong password in words, and signs in with the right one', async () => {
  const { page } = await house.visit();
  await registerAs(page, 'Bruno Lago', 'bruno.lago@example.org');
  await page.getByRole('button', { name: 'Tu cuenta: Bruno Lago' }).click();
  await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
  await page.getByRole('heading', { name: 'Siéntate a la mesa' }).waitFor();

  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await signIn(page, 'bruno.lago@example.org', 'otra frase que no es');
  await page.getByText('El correo o la contraseña no coinciden.').waitFor();
  await signIn(page, 'bruno.lago@example.org', PASSWORD);
  await page.getByRole('heading', { name: 'Hola, Bruno Lago' }).waitFor();
});

it('changes language, look, name and photo, each at once and to last', async () => {
  const { page } = await house.visit();
  await registerAs(page, 'Irene Pardo', 'irene.pardo@example.org');
  await go(page, 'Ajustes');
  const root = page.locator('html');

  await page.getByRole('group', { name: 'Idioma de la aplicación' }).getByText('English').click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await root.getAttribute('lang')).toBe('en');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page
    .getByRole('group', { name: /language/i })
    .getByText('Español')
    .click();
  await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor();
  expect(await root.getAttribute('lang')).toBe('es');

  await page.getByRole('group', { name: 'Aspecto' }).getByText('Oscuro').click();
  expect(await root.getAttribute('data-theme')).toBe('dark');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor();
  expect(await root.getAttribute('data-theme')).toBe('dark');

  await page.getByLabel('Nombre', { exact: true }).fill('Irene P. Vidal');
  await page.getByRole('button', { name: 'Guardar los cambios' }).click();
  await page.getByText('Guardado.').waitFor();
  const own = page.getByRole('button', { name: 'Tu cuenta: Irene P. Vidal' });
  await own.waitFor();

  const photo = page.locator('input[type=file]');
  await photo.setInputFiles({ name: 'notas.txt', mimeType: 'text/plain', buffer: Buffer.from('no es una foto') });
  await page.getByText('Esa imagen no se puede leer. Prueba con JPEG, PNG o WebP de hasta 5 MB.').waitFor();
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#1f6e78' } })
    .png()
    .toBuffer();
  await photo.setInputFiles({ name: 'yo.png', mimeType: 'image/png', buffer: picture });
  await page.getByRole('img', { name: 'Así se verá' }).waitFor();
  await page.getByRole('button', { name: 'Usar esta foto' }).click();
  await page.getByText('Tu foto nueva ya se ve en todas tus salas.').waitFor();
  const face = own.locator('img');
  await face.waitFor();
  await waitFor('the photo to be drawn', () =>
    page.evaluate<boolean>('[...document.images].every((image) => image.naturalWidth > 0)'),
  );
  await page.getByRole('button', { name: 'Quitar la foto' }).click();
  await page.getByText('Foto quitada.').waitFor();
  await face.waitFor({ state: 'detached' });
});

it('a changed password and a sign-out everywhere close what is open on other devices', async () => {
  const first = await house.visit();
  const email = 'teo.rivas@example.org';
  await registerAs(first.page, 'Teo Rivas', email);
  const second = await house.visit();
  await enter(second.page, email, PASSWORD);

  await go(first.page, 'Ajustes');
  const devices = first.page.getByRole('region', { name: 'Dispositivos' }).getByRole('listitem');
  await waitFor('both devices', async () => (await devices.count()) === 2);
  expect(await devices.filter({ hasText: 'Este dispositivo' }).count()).toBe(1);

  const next = 'otra frase larga y nueva';
  await first.page.getByLabel('Contraseña actual').fill('no era esta');
  await first.page.getByLabel('Contraseña nueva').fill(next);
  await first.page.getByRole('button', { name: 'Cambiar la contraseña' }).click();
  await first.page.getByText('La contraseña actual no es esa.').waitFor();
  await first.page.getByLabel('Contraseña actual').fill(PASSWORD);
  await first.page.getByRole('button', { name: 'Cambiar la contraseña' }).click();
  await first.page.getByText('Contraseña cambiada. Tus otros dispositivos tendrán que entrar de nuevo.').waitFor();
  await second.page.getByText('Tu sesión ha terminado. Entra de nuevo.').waitFor();

  // The page one was on is where one comes back to.
  await signIn(second.page, email, next);
  await second.page.waitForURL('**/home');
  await first.page.getByRole('button', { name: 'Cerrar sesión en todas partes' }).click();
  await first.page
    .getByRole('dialog', { name: '¿Cerrar la sesión en todos tus dispositivos?' })
    .getByRole('button', { name: 'Cerrar sesión en todas partes' })
    .click();
  await first.page.getByRole('heading', { name: 'Siéntate a la mesa' }).waitFor();
  await second.page.getByText('Tu sesión ha terminado. Entra de nuevo.').waitFor();
});

it('whoever asks to be a mentor may create a cohort as soon as an admin says yes, without a reload', async () => {
  const asking = await house.newcomer('Vera Iriarte');
  await go(asking.page, 'Ajustes');
  await asking.page.getByRole('button', { name: 'Pedir ser mentor/a' }).click();
  await asking.page.getByText('Cuenta en una frase por qué.').waitFor();
  await asking.page.getByLabel('¿Por qué quieres ser mentor/a?').fill('Enseño estadística desde hace años');
  await asking.page.getByRole('button', { name: 'Pedir ser mentor/a' }).click();
  await asking.page.getByText('Tu petición está pendiente de que la vea quien administra.').waitFor();
  await go(asking.page, 'Salas');
  await asking.page.getByRole('link', { name: es.createRoom }).first().click();
  await asking.page.getByRole('radio', { name: /^Grupo de estudio/ }).waitFor();
  expect(await asking.page.getByRole('radio', { name: /^Cohorte/ }).count()).toBe(0);

  const admin = await house.hub.person('Administra Todo', { role: 'admin' });
  const { page } = await house.visit();
  await enter(page, admin.email ?? '', admin.password ?? '');
  await go(page, 'Administrar');
  await page.getByLabel('Qué personas se muestran').selectOption({ label: 'Peticiones de mentoría' });
  await page.getByText('Dice: «Enseño estadística desde hace años»').waitFor();
  await page.getByRole('button', { name: 'Acciones para Vera Iriarte' }).click();
  await page.getByRole('menuitem', { name: 'Aprobar como mentor/a' }).click();
  await page.getByText('No hay peticiones pendientes').waitFor();

  await asking.page.getByRole('radio', { name: /^Cohorte/ }).check();
  await asking.page.getByLabel(es.roomName).fill('Primera cohorte de Vera');
  await asking.page.getByRole('button', { name: es.makeRoom }).click();
  await asking.page.getByRole('heading', { level: 1, name: 'Primera cohorte de Vera' }).waitFor();
});

itWasQuiet(house);
