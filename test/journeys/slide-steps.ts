import type { Locator, Page } from 'playwright-core';
import { words as slides } from '../../client/src/features/stage/slides/slides.es.js';
import { waitFor } from '../support/wait-for.js';
import type { StageWords } from './stage-steps.js';

/** Opens what one chooses slides from. */
export async function chooseSlides(page: Page, t: StageWords): Promise<Locator> {
  await page.getByRole('button', { name: t.bar.more, exact: true }).click();
  await page.getByRole('menuitem', { name: slides.show }).click();
  const dialog = page.getByRole('dialog', { name: slides.choose });
  await dialog.waitFor();
  return dialog;
}

/** Adds a PDF to the materials where one was about to choose one. */
export async function materialFrom(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.locator('[data-slides]').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes });
  const adding = page.getByRole('dialog', { name: 'Añadir un material' });
  await adding.getByRole('button', { name: 'Añadir a la sala' }).click();
  await adding.waitFor({ state: 'detached' });
}

/** This page is there: said, readable, and drawn with something darker than paper on it. */
export async function onPage(page: Page, number: number, text: string): Promise<void> {
  const tile = page.locator('[data-tile=slides]');
  await tile.locator(`canvas[data-page="${number}"]`).waitFor();
  await tile.getByText(text).waitFor({ state: 'attached' });
  await tile.getByRole('status').getByText(`Página ${number} de 3`).waitFor({ state: 'attached' });
  await waitFor('ink on the page', () =>
    page.evaluate<boolean>(`(() => {
      const paper = document.querySelector('[data-tile=slides] canvas');
      const { data } = paper.getContext('2d').getImageData(0, paper.height / 2 - 40, paper.width, 80);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] < 90 && data[at + 3] > 200) dark += 1;
      return dark > 100;
    })()`),
  );
}

/** A finger goes across the page. */
export async function swipe(page: Page, way: 'left' | 'right'): Promise<void> {
  const box = await page.locator('[data-tile=slides] canvas').boundingBox();
  if (!box) throw new Error('There is no page to swipe.');
  const y = box.y + box.height / 2;
  const [from, to] = [0.3, 0.7].map((part) => box.x + box.width * (way === 'right' ? part : 1 - part));
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number | undefined) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await send('touchStart', from);
  await send('touchMove', to);
  await send('touchEnd', undefined);
  await touch.detach();
}
