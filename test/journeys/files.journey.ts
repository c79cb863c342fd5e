import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { inviteLink, option } from './room-steps.js';
import { createRoom, en, es, reads, say } from './steps.js';

const house = openHouse();
const picture = (background: string, width = 800, height = 500) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const attach = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('[data-attach]').setInputFiles(files);

it('two people share pictures and files in the chat, in two languages, on a desk and on a phone', async () => {
  const host = await house.newcomer('Alba Quirós');
  await createRoom(host.page, 'Taller de fotos', es);
  const other = await house.newcomer('Dario Mena', { ...phone, language: 'en' });
  await other.page.goto(await inviteLink(host.page));
  await other.page.getByRole('button', { name: /^Come in as|^Enter as/ }).click();
  await other.page.getByRole('textbox', { name: en.write }).waitFor();

  await attach(host.page, [
    { name: 'plaza.png', mimeType: 'image/png', buffer: await picture('#c65') },
    { name: 'guion.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'no es.png', mimeType: 'image/png', buffer: Buffer.from('esto no es una foto') },
  ]);
  const tray = host.page.getByRole('list', { name: 'Archivos de este mensaje' });
  await tray.getByLabel('Qué se ve en plaza.png').fill('Una plaza al sol');
  await tray
    .getByRole('alert')
    .getByText(/por dentro es otra cosa/)
    .waitFor();
  const sending = host.page.getByRole('button', { name: es.send, exact: true });
  expect(await sending.isDisabled()).toBe(true);
  await tray.getByRole('button', { name: 'Quitar no es.png' }).click();
  expect(await barriers(host.page)).toEqual([]);
  // A message may be files only.
  await sending.click();
  const seen = other.page.getByRole('log').getByRole('button', { name: 'Una plaza al sol' });
  await seen.locator('img').waitFor();
  const box = await seen.boundingBox();
  await waitFor('the thumbnail to be drawn', () =>
    other.page.evaluate<boolean>(`document.querySelector('[role=log] img[loading]').naturalWidth > 0`),
  );
  expect(await seen.boundingBox()).toEqual(box);
  expect(await barriers(other.page)).toEqual([]);
  await seen.click();
  await other.page.getByRole('dialog', { name: 'plaza.png' }).getByRole('img', { name: 'Una plaza al sol' }).waitFor();
  await other.page.keyboard.press('Escape');
  await other.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await other.page.getByRole('log').getByRole('button', { name: 'Open guion.pdf' }).waitFor();

  await say(other.page, 'What a square', en);
  await reads(host.page, 'What a square');
  const downloading = other.page.waitForEvent('download');
  await other.page.getByRole('log').getByRole('button', { name: 'Open guion.pdf' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('guion.pdf');
});

it('what is pasted and what is dropped is attached too', async () => {
  const { page } = await house.newcomer('Lola Peral');
  await createRoom(page, 'Pegar y soltar', es);
  const bytes = [...(await picture('#376', 64, 64))].join();
  const give = (how: 'paste' | 'drop', name: string) =>
    page.evaluate(`(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array([${bytes}])], '${name}', { type: 'image/png' }));
      const options = { bubbles: true, cancelable: true };
      const event = '${how}' === 'paste'
        ? new ClipboardEvent('paste', { ...options, clipboardData: carried })
        : new DragEvent('drop', { ...options, dataTransfer: carried });
      document.querySelector('[data-composer] textarea').dispatchEvent(event);
    })()`);
  await give('paste', 'pegada.png');
  await give('drop', 'soltada.png');
  const tray = page.getByRole('list', { name: 'Archivos de este mensaje' });
  await tray.getByLabel('Qué se ve en pegada.png').waitFor();
  await tray.getByLabel('Qué se ve en soltada.png').waitFor();
  await say(page, 'Las dos', es);
  await reads(page, 'Las dos');
  await waitFor('both thumbnails', async () => (await page.getByRole('log').locator('img[loading]').count()) === 2);
});

it('materials are added, put in order, opened, renamed and removed, and everybody sees it at once', async () => {
  const host = await house.newcomer('Gema Lara');
  await createRoom(host.page, 'Sala de apuntes', es);
  const other = await house.newcomer('Tomás Rey', phone);
  await other.page.goto(await inviteLink(host.page));
  await other.page.getByRole('button', { name: /^Entrar como/ }).click();
  await option(other.page, 'Materiales');
  await other.page.getByText('Aquí no hay nada todavía').waitFor();
  await host.page.getByRole('button', { name: 'Materiales' }).click();
  const panel = host.page.getByRole('complementary', { name: 'Materiales' });
  const add = async (name: string, mimeType: string, buffer: Buffer, licence: string) => {
    await panel.locator('[data-material]').setInputFiles({ name, mimeType, buffer });
    const dialog = host.page.getByRole('dialog', { name: 'Añadir un material' });
    await dialog.getByLabel('Licencia').fill(licence);
    expect(await barriers(host.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Añadir a la sala' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await add('tema 1.pdf', 'application/pdf', pdf, 'CC BY 4.0');
  await add('mapa.png', 'image/png', await picture('#5c6b2e'), '');
  const shown = other.page.getByRole('list', { name: 'Materiales de la sala' }).getByRole('listitem');
  const names = () => shown.getByRole('button', { name: /^(Abrir|Descargar)/ }).allTextContents();
  await waitFor('both to be seen', async () => (await names()).join() === 'tema 1,mapa');
  await other.page.getByText('Licencia: CC BY 4.0').waitFor();
  expect(await barriers(other.page)).toEqual([]);
  await panel.getByRole('button', { name: 'Subir mapa' }).click();
  await waitFor('the new order', async () => (await names()).join() === 'mapa,tema 1');
  await other.page.getByRole('button', { name: 'Abrir mapa' }).click();
  await other.page.getByRole('dialog', { name: 'mapa' }).getByRole('img', { name: 'Imagen: mapa' }).waitFor();
  await other.page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Acciones para mapa' }).click();
  await host.page.getByRole('menuitem', { name: 'Cambiar título o licencia' }).click();
  await host.page.getByLabel('Título').fill('Mapa del barrio');
  await host.page.getByRole('button', { name: 'Guardar' }).click();
  await waitFor('the new name', async () => (await names()).join() === 'Mapa del barrio,tema 1');
  await panel.getByRole('button', { name: 'Acciones para Mapa del barrio' }).click();
  await host.page.getByRole('menuitem', { name: 'Quitar de la sala' }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Quitar de la sala' }).click();
  await waitFor('one to be left', async () => (await names()).join() === 'tema 1');
  expect(await panel.getByRole('button', { name: 'Subir tema 1' }).count()).toBe(0);
});

itWasQuiet(house);
