import type { BrowserContext, Page } from 'playwright-core';

/** What people do, in the words of the interface. */
export interface Words {
  makeAccount: RegExp;
  name: string;
  email: string;
  password: string;
  adult: RegExp;
  submit: string;
  rooms: string;
  createRoom: RegExp;
  roomName: string;
  makeRoom: string;
  write: string;
  send: string;
}
export const es: Words = {
  makeAccount: /crear (una )?cuenta|crea tu cuenta/i,
  name: 'Tu nombre',
  email: 'Correo electrónico',
  password: 'Contraseña',
  adult: /18 o más/,
  submit: 'Crear la cuenta',
  rooms: 'Salas',
  createRoom: /crear una sala/i,
  roomName: 'Nombre de la sala',
  makeRoom: 'Crear la sala',
  write: 'Escribe un mensaje',
  send: 'Enviar',
};
export const en: Words = {
  makeAccount: /create (an )?account|make an account|create your account/i,
  name: 'Your name',
  email: 'Email',
  password: 'Password',
  adult: /18 or over|18 or older/,
  submit: 'Create account',
  rooms: 'Rooms',
  createRoom: /create a room/i,
  roomName: 'Name of the room',
  makeRoom: 'Create room',
  write: 'Write a message',
  send: 'Send',
};

/** From the landing page to one's own home, by clicking. */
export async function register(context: BrowserContext, name: string, words: Words): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: words.makeAccount }).first().click();
  await page.getByLabel(words.name).fill(name);
  await page.getByLabel(words.email).fill(`${name.toLowerCase().replace(/\W/g, '')}.${Date.now()}@example.org`);
  await page.getByLabel(words.password, { exact: true }).fill('una frase larga para entrar');
  await page.getByText(words.adult).click();
  await page.locator('input[type=checkbox]').check();
  await page.getByRole('button', { name: words.submit }).click();
  await page.waitForURL('**/home');
  return page;
}

export async function createRoom(page: Page, title: string, words: Words): Promise<void> {
  await page.getByRole('link', { name: words.rooms, exact: true }).first().click();
  await page.getByRole('link', { name: words.createRoom }).first().click();
  await page.getByLabel(words.roomName).fill(title);
  await page.getByRole('button', { name: words.makeRoom }).click();
  await page.waitForURL(/\/rooms\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

export async function say(page: Page, text: string, words: Words): Promise<void> {
  await page.getByRole('textbox', { name: words.write }).fill(text);
  await page.getByRole('button', { name: words.send, exact: true }).click();
}

/** Waits until the message stands in the list; answers how often it stands there. */
export async function reads(page: Page, text: string): Promise<number> {
  const message = page.getByRole('log').getByText(text, { exact: true });
  await message.first().waitFor();
  return message.count();
}
