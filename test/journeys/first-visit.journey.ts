import type { Page } from 'playwright-core';
import { SetupCode } from '../../src/features/accounts/setup-code.js';
import { itWasQuiet, openHouse } from './house.js';
import { go, inviteLink } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

// Nobody may make an account here without an invitation; whoever started the hub makes the first one with the code.
const house = openHouse({ env: { REGISTRATION: 'invite' } });

async function fillPerson(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel(es.name).fill(name);
  await page.getByLabel(es.email).fill(email);
  await page.getByLabel(es.password, { exact: true }).fill('una frase larga para entrar');
  await page.getByText(es.adult).click();
  await page.getByRole('checkbox').check();
}

it('the first visit makes the admin with the one-time code; then an invitation makes accounts, and its link a room', async () => {
  const code = await house.hub.app.get(SetupCode).setupCode();
  const admin = await house.visit();
  await admin.page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await admin.page.getByText('Este servidor es nuevo y todavía no lo administra nadie.').waitFor();
  await admin.page.getByRole('link', { name: 'Prepararlo' }).click();
  await admin.page.getByRole('heading', { level: 1, name: 'Prepara tu Tertulia' }).waitFor();
  await fillPerson(admin.page, 'Olga Prados', 'olga@example.org');
  await admin.page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();
  await admin.page.getByText('Escribe el código.').waitFor();
  await admin.page.getByLabel('Código de instalación').fill('AAAA-AAAA-AAAA');
  await admin.page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();
  await admin.page.getByText('Ese código no es el que se mostró al arrancar.').waitFor();
  await admin.page.getByLabel('Código de instalación').fill((code ?? '').toLowerCase());
  await admin.page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();
  await admin.page.waitForURL('**/home');
  await go(admin.page, 'Administrar');
  await admin.page.getByText('Las personas de este servidor y cómo se usa.').waitFor();

  // It is offered once: the next visitor finds the ordinary door, and no way to an account.
  const next = await house.visit();
  await next.page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await next.page.getByRole('button', { name: 'Entrar', exact: true }).waitFor();
  expect(await next.page.getByRole('link', { name: 'Prepararlo' }).count()).toBe(0);
  await next.page.getByRole('link', { name: 'Crea una' }).click();
  await next.page.getByRole('heading', { name: 'Para crear una cuenta hace falta una invitación' }).waitFor();
  await next.page.goto('/setup');
  await next.page.getByRole('heading', { name: 'Este servidor ya está preparado' }).waitFor();

  await createRoom(admin.page, 'Sala de bienvenida', es);
  await next.page.goto(await inviteLink(admin.page, false));
  await next.page.getByText('Para esta sala hace falta una cuenta.').waitFor();
  await next.page.getByRole('link', { name: 'Crear una cuenta' }).click();
  await fillPerson(next.page, 'Pau Vila', 'pau@example.org');
  await next.page.getByRole('button', { name: es.submit }).click();
  await next.page.getByRole('heading', { level: 1, name: 'Sala de bienvenida' }).waitFor();
  await say(next.page, 'Ya estoy dentro', es);
  expect(await reads(admin.page, 'Ya estoy dentro')).toBe(1);
});

it('a hub that makes no accounts says so', async () => {
  await house.reboot({ env: { REGISTRATION: 'closed' } });
  const { page } = await house.visit();
  await page.getByRole('link', { name: es.makeAccount }).first().click();
  await page.getByRole('heading', { name: 'Aquí no se crean cuentas nuevas' }).waitFor();
  await page.getByText('Pídele una cuenta.').waitFor();
  expect(await page.getByLabel(es.email).count()).toBe(0);
  await page.getByRole('link', { name: 'Ir a entrar' }).click();
  await page.getByRole('button', { name: 'Entrar', exact: true }).waitFor();
});

itWasQuiet(house);
