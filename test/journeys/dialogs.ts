import type { Page } from 'playwright-core';
import { words as chatEn } from '../../client/src/features/chat/chat.en.js';
import { words as chatEs } from '../../client/src/features/chat/chat.es.js';
import { words as roomEn } from '../../client/src/features/rooms/room/room.en.js';
import { words as roomEs } from '../../client/src/features/rooms/room/room.es.js';
import { words as roomsEn } from '../../client/src/features/rooms/rooms.en.js';
import { words as roomsEs } from '../../client/src/features/rooms/rooms.es.js';
import { words as settingsEn } from '../../client/src/features/accounts/settings.en.js';
import { words as settingsEs } from '../../client/src/features/accounts/settings.es.js';
import { words as profilesEn } from '../../client/src/features/profiles/profiles.en.js';
import { words as profilesEs } from '../../client/src/features/profiles/profiles.es.js';
import { words as adminEn } from '../../client/src/features/admin/admin.en.js';
import { words as adminEs } from '../../client/src/features/admin/admin.es.js';
import type { Device } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import type { Screen } from './screen.js';

const said = {
  es: { room: roomEs, rooms: roomsEs, chat: chatEs, settings: settingsEs, admin: adminEs, profiles: profilesEs },
  en: { room: roomEn, rooms: roomsEn, chat: chatEn, settings: settingsEn, admin: adminEn, profiles: profilesEn },
};

export async function shut(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await waitFor('everything shut', async () => (await page.locator('[role=dialog], [role=menu]').count()) === 0);
}

/** What is wrong with all that opens in a room. */
export async function faultsOfARoom(screen: Screen, roomId: string, { language, touch }: Device): Promise<string[]> {
  const { page } = screen;
  const { room, chat } = said[language];
  const found: string[] = [];
  const look = async (where: string): Promise<void> => void found.push(...(await screen.faults(where)));
  await screen.go(`/rooms/${roomId}`);
  const options = page.getByRole('button', { name: room.menu });
  await options.click();
  await page.getByRole('menuitem').first().waitFor();
  await look('options of the room');
  await shut(page);
  for (const item of [room.invite, room.edit, room.copy, room.archive, room.leave]) {
    await options.click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look(item);
    await shut(page);
  }
  const first = page.getByRole('log').getByRole('article').first();
  // A pointer over it, or a finger on it.
  const near = (): Promise<void> => (touch ? first.tap({ position: { x: 4, y: 4 } }) : first.hover());
  await near();
  await first.getByRole('button', { name: chat.react, exact: true }).click();
  await page.getByRole('searchbox', { name: chat.searchEmoji }).waitFor();
  await look('emoji');
  await shut(page);
  await near();
  await first.getByRole('button', { name: chat.more }).click();
  await page.getByRole('menuitem').first().waitFor();
  await look('actions of a message');
  await shut(page);
  await first.getByRole('button', { name: chat.edited }).click();
  await page.getByRole('dialog').waitFor();
  await look('versions');
  await shut(page);
  // What was written on another device is there already.
  await page.getByRole('textbox', { name: chat.composer.label }).fill('');
  await page.getByRole('textbox', { name: chat.composer.label }).fill('@B');
  await page.getByRole('listbox').waitFor();
  await look('mentions');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: room.people, exact: true }).click();
  await page.getByRole('link', { name: room.allPeople }).waitFor();
  await look('people beside the room');
  return found;
}

/** What is wrong with all that opens on the other pages. The person to meet there is Bram Uit. */
export async function faultsElsewhere(screen: Screen, roomId: string, { language }: Device): Promise<string[]> {
  const { page } = screen;
  const { rooms, settings, admin, profiles } = said[language];
  const found: string[] = [];
  const look = async (where: string): Promise<void> => void found.push(...(await screen.faults(where)));
  await screen.go(`/rooms/${roomId}/people`);
  const actions = page.getByRole('button', { name: rooms.people.actions.replace('{{name}}', 'Bram Uit') });
  await actions.click();
  await page.getByRole('menuitem').first().waitFor();
  await look('actions for a person');
  for (const item of [rooms.people.remove, rooms.people.ban]) {
    if ((await page.getByRole('menu').count()) === 0) await actions.click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look(item);
    await shut(page);
  }
  await page.getByRole('button', { name: 'Bram Uit', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: profiles.actions.write }).waitFor();
  await look('name card');
  await page.getByRole('dialog').getByRole('button', { name: profiles.actions.block }).click();
  await page.getByText(profiles.actions.blockText).waitFor();
  await look('blocking');
  await shut(page);
  await screen.go('/home');
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  await look('search');
  await page.getByRole('combobox').fill('vbn');
  await page.locator('mark').first().waitFor();
  await look('what was found');
  await shut(page);
  await screen.go('/messages');
  await page.getByRole('button', { name: rooms.messages.write }).click();
  await page.getByRole('dialog').getByText('Bram Uit').waitFor();
  await look('whom to write to');
  await screen.go('/settings');
  await page.getByRole('button', { name: settings.devices.everywhere }).click();
  await page.getByRole('dialog').waitFor();
  await look('signing out everywhere');
  await shut(page);
  await page.getByRole('button', { name: settings.leaving.exportAsk }).click();
  await page.getByRole('dialog').getByText(settings.leaving.password).waitFor();
  await look('a copy of everything');
  await shut(page);
  await page.getByRole('button', { name: settings.leaving.deleteAsk }).click();
  await page.getByRole('dialog').getByText(settings.leaving.what).waitFor();
  await look('deleting the account');
  await page.getByRole('dialog').getByRole('button', { name: settings.leaving.next }).click();
  await page.getByRole('dialog').getByText(settings.leaving.sure).waitFor();
  await look('deleting the account, the second step');
  await screen.go('/admin');
  await page.getByRole('button', { name: admin.actions.replace('{{name}}', 'Bram Uit') }).click();
  await page.getByRole('menuitem').first().waitFor();
  await look('actions of the administration');
  await page.getByRole('menuitem', { name: admin.ban, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await look('suspending');
  return found;
}
