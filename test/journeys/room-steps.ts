import type { Locator, Page } from 'playwright-core';

/** A message of the open room, by words that stand in it. */
export const message = (page: Page, text: string): Locator =>
  page.getByRole('log').getByRole('article').filter({ hasText: text });

/** Opens the options of the open room and takes one. */
export async function option(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** A button of the bar that comes with the pointer over a message. */
export async function press(page: Page, text: string, name: string): Promise<void> {
  const one = message(page, text).first();
  await one.hover();
  await one.getByRole('button', { name, exact: true }).click();
}

/** Takes one of the further actions of a message. */
export async function more(page: Page, text: string, name: string): Promise<void> {
  await press(page, text, 'Más acciones');
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** The link that the host makes: *Invitar*, *Crear enlace*. */
export async function inviteLink(page: Page, guests = true): Promise<string> {
  await option(page, 'Invitar');
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('checkbox');
  if ((await box.isChecked()) !== guests) await box.setChecked(guests);
  await dialog.getByRole('button', { name: 'Crear enlace' }).click();
  const link = await dialog.getByLabel('Enlace de invitación').inputValue();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return link;
}

/** Somebody with an account follows an invitation. */
export async function enterBy(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: /^(Entrar como|Enter as)/ }).click();
  await page.waitForURL(/\/rooms\//);
  await page.getByRole('textbox', { name: /^(Escribe un mensaje|Write a message)/ }).waitFor();
}

/** Goes to one of the places of the rail. */
export async function go(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Lugares' })
    .getByRole('link', { name: new RegExp(`${place}$`) })
    .click();
}

/** Opens a room of one's own from the list of rooms. */
export async function openRoom(page: Page, title: string): Promise<void> {
  await go(page, 'Salas');
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** The people page of the open room. */
export async function openPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Personas', exact: true }).click();
  await page.getByRole('link', { name: /Ver a todas las personas/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Personas' }).waitFor();
}

/** Opens what one may do about somebody on the people page, and takes it. */
export async function about(page: Page, person: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `Acciones para ${person}` }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** The address of the room that is open. */
export const roomIdOf = (page: Page): string => /\/rooms\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
