import { openHouse } from './house.js';
import { go } from './room-steps.js';
const house = openHouse();
it('debug', async () => {
  const admin = await house.hub.person('Administra Todo', { role: 'admin' });
  const { page } = await house.visit();
  page.setDefaultTimeout(6000);
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await page.getByLabel('Correo electrónico').fill(admin.email ?? '');
  await page.getByLabel('Contraseña', { exact: true }).fill(admin.password ?? '');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL('**/home');
  await page.getByRole('heading', { level: 1, name: /Hola/ }).waitFor();
  await page.screenshot({ path: '/tmp/dbg1.png' });
  console.log(await page.locator('nav').first().innerHTML());
  await go(page, 'Administración');
});
