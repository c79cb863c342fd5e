import type { Page } from 'playwright-core';
import type { words as en } from '../../client/src/features/meetings/meetings.en.js';
import { words as es } from '../../client/src/features/meetings/meetings.es.js';
import { words as minutes } from '../../client/src/features/minutes/minutes.es.js';
import { barriers } from '../support/browser.js';

/** Opens the panel, fills the form in, and sends it. */
export async function plan(
  page: Page,
  t: typeof es | typeof en,
  meeting: { title: string; day: Date; steps?: readonly string[]; waitingRoom?: boolean },
): Promise<void> {
  await page.getByRole('button', { name: t.title, exact: true }).click();
  await page.getByRole('button', { name: t.panel.schedule }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel(t.form.name).fill(meeting.title);
  const iso = meeting.day.toISOString();
  await form.getByLabel(t.form.date, { exact: true }).fill(iso.slice(0, 10));
  await form.getByLabel(t.form.time, { exact: true }).fill(iso.slice(11, 16));
  await form.getByLabel(t.form.zone).selectOption('UTC');
  for (const [index, step] of (meeting.steps ?? []).entries()) {
    await form.getByRole('button', { name: t.form.addStep }).click();
    await form.getByLabel(t.form.step.replace('{{n}}', String(index + 1)), { exact: true }).fill(step);
  }
  if (meeting.waitingRoom) await form.getByText(t.form.waitingRoom).click();
  expect(await barriers(page)).toEqual([]);
  await form.getByRole('button', { name: t.form.send, exact: true }).click();
  await form.waitFor({ state: 'detached' });
}
/** A meeting in the panel. */
export const meetingOf = (page: Page, title: string) => page.getByRole('article', { name: title });
/** The bar of a meeting that goes on or is near. */
export const barOf = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });

/** A meeting ends, and its minutes are opened. */
export async function endToMinutes(page: Page, title: string): Promise<void> {
  await meetingOf(page, title)
    .getByRole('button', { name: es.options.replace('{{title}}', title) })
    .click();
  await page.getByRole('menuitem', { name: es.end }).click();
  await page.getByRole('dialog').getByRole('button', { name: es.end }).click();
  await page.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: minutes.title }).click();
  await page.getByRole('heading', { level: 1, name: minutes.of.replace('{{title}}', title) }).waitFor();
}
