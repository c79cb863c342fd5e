import type { Page } from 'playwright-core';
import { words as chatEn } from '../../client/src/features/chat/chat.en.js';
import { words as chatEs } from '../../client/src/features/chat/chat.es.js';
import { words as roomEn } from '../../client/src/features/rooms/room/room.en.js';
import { words as roomEs } from '../../client/src/features/rooms/room/room.es.js';
import { words as roomsEn } from '../../client/src/features/rooms/rooms.en.js';
import { words as roomsEs } from '../../client/src/features/rooms/rooms.es.js';
import { words as settingsEn } from '../../client/src/features/accounts/settings.en.js';
import { words as settingsEs } from '../../client/src/features/accounts/settings.es.js';
import { words as adminEn } from '../../client/src/features/admin/admin.en.js';
import { words as adminEs } from '../../client/src/features/admin/admin.es.js';
import { barriers, desktop, phone, type Device } from '../support/browser.js';
import { generous } from '../support/generous-limits.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { foreignWords, isKey, textsOf } from './words.js';

const house = openHouse({ replace: [generous] });

interface Planted {
  admin: Person;
  roomId: string;
  competition: string;
  directId: string;
  code: string;
}
let planted: Planted;

// Names and titles are in no dictionary, so whatever is found is the interface's own.
beforeAll(async () => {
  const { hub } = house;
  const admin = await hub.person('Xenia Ozz', { role: 'admin', mentor: true });
  const other = await hub.person('Bram Uit');
  await hub.person('Quim Ettz');
  const roomId = await hub.room(admin, { title: 'Zwölf Rüben', about: 'Xyz qwv', language: 'en' });
  const competition = await hub.room(admin, { title: 'Øvre Kvist', kind: 'competition', visibility: 'private' });
  const live = await admin.connect();
  const theirs = await other.connect();
  await theirs.do('rooms:join', { roomId, as: 'learner' });
  const { messageId } = await live.post(roomId, 'Qwv zxc **vbn** `mnb`\n\n```python\ndef f(x): return x\n```');
  await live.do('chat:edit', { roomId, messageId, text: 'Qwv zxc vbn', mentions: [], clientId: messageId });
  await theirs.post(roomId, 'Ghj klp', { replyTo: messageId });
  await theirs.do('chat:react', { roomId, messageId, emoji: '🎉', on: true, clientId: roomId });
  await theirs.post(roomId, `@Xenia Ozz wrt`, { mentions: [admin.id] });
  const direct = await admin.http.post<{ room: { id: string } }>('/api/rooms/direct', { personId: other.id });
  await live.post(direct.body.room.id, 'Bnm');
  const invite = await admin.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, { guests: true });
  theirs.close();
  await hub.log.settled();
  planted = { admin, roomId, competition, directId: direct.body.room.id, code: invite.body.code };
}, 60_000);

const outside = (): string[] => [
  '/',
  '/register',
  '/sign-in',
  '/setup',
  `/i/${planted.code}`,
  '/i/ZZZZZZZZZZZZ',
  '/legal/terms',
  '/legal/privacy',
  '/nowhere/at/all',
];
const inside = (): string[] => [
  '/home',
  '/rooms',
  '/rooms?scope=public',
  '/rooms?scope=archived',
  '/rooms/new',
  `/rooms/${planted.roomId}`,
  `/rooms/${planted.directId}`,
  `/rooms/${planted.competition}`,
  '/rooms/00000000-0000-7000-8000-000000000000',
  `/rooms/${planted.roomId}/people`,
  `/rooms/${planted.roomId}/people?tab=invites`,
  `/rooms/${planted.roomId}/people?tab=banned`,
  '/messages',
  '/settings',
  '/admin',
];

/** Loaded: there is a title, and nothing is still on its way; leaving a page that is being fetched would be its failure. */
async function whole(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** What is wrong with what is shown. */
async function faults(page: Page, where: string, isForeign: (text: string) => boolean): Promise<string[]> {
  const found = await barriers(page);
  const texts = await textsOf(page);
  found.push(...texts.filter(isKey).map((text) => `a key instead of words: ${text}`));
  found.push(...texts.filter(isForeign).map((text) => `words of the other language: ${text}`));
  if (!(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')))
    found.push('wider than the screen');
  return found.map((fault) => `${where}: ${fault}`);
}

async function enter(page: Page): Promise<void> {
  await page.goto('/');
  await page.locator('a[href="/sign-in"]').first().click();
  await page.locator('input[name=email]').fill(planted.admin.email ?? '');
  await page.locator('input[name=password]').fill(planted.admin.password ?? '');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
  await page.getByRole('heading', { level: 1, name: /Xenia Ozz/ }).waitFor();
  await whole(page);
}

const ways: [string, Device, 'es' | 'en'][] = [
  ['in Spanish on a desk', desktop, 'es'],
  ['in English on a phone in the dark', { ...phone, language: 'en', scheme: 'dark' }, 'en'],
];

it.each(ways)(
  'no page has a barrier, a wrong word or too much width, %s',
  async (_, device, language) => {
    await house.hub.sql.query('update accounts set language = $2 where id = $1', [planted.admin.id, language]);
    const isForeign = await foreignWords(language);
    const visitor = await house.visit(device);
    const found: string[] = [];
    for (const path of outside()) {
      await visitor.page.goto(path);
      await whole(visitor.page);
      found.push(...(await faults(visitor.page, path, isForeign)));
    }
    await enter(visitor.page);
    for (const path of inside()) {
      await visitor.page.goto(path);
      await whole(visitor.page);
      found.push(...(await faults(visitor.page, path, isForeign)));
    }
    expect(found).toEqual([]);
  },
  240_000,
);

const said = {
  es: { room: roomEs, rooms: roomsEs, chat: chatEs, settings: settingsEs, admin: adminEs },
  en: { room: roomEn, rooms: roomsEn, chat: chatEn, settings: settingsEn, admin: adminEn },
};

it.each(ways)(
  'no dialog, menu or panel has a barrier or a wrong word, %s',
  async (_, device, language) => {
    await house.hub.sql.query('update accounts set language = $2 where id = $1', [planted.admin.id, language]);
    const isForeign = await foreignWords(language);
    const { room, rooms, chat, settings, admin } = said[language];
    const { page } = await house.visit(device);
    await enter(page);
    const found: string[] = [];
    const look = async (where: string): Promise<void> => void found.push(...(await faults(page, where, isForeign)));
    const shut = async (): Promise<void> => {
      await page.keyboard.press('Escape');
      await waitFor('everything shut', async () => (await page.locator('[role=dialog], [role=menu]').count()) === 0);
    };

    await page.goto(`/rooms/${planted.roomId}`);
    await whole(page);
    const options = page.getByRole('button', { name: room.menu });
    await options.click();
    await page.getByRole('menuitem').first().waitFor();
    await look('options of the room');
    await shut();
    for (const item of [room.invite, room.edit, room.archive, room.leave]) {
      await options.click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await look(item);
      await shut();
    }
    const first = page.getByRole('log').getByRole('article').first();
    // A pointer over it, or a finger on it.
    const near = (): Promise<void> => (device.touch ? first.tap({ position: { x: 4, y: 4 } }) : first.hover());
    await near();
    await first.getByRole('button', { name: chat.react }).click();
    await page.getByRole('searchbox', { name: chat.searchEmoji }).waitFor();
    await look('emoji');
    await shut();
    await near();
    await first.getByRole('button', { name: chat.more }).click();
    await page.getByRole('menuitem').first().waitFor();
    await look('actions of a message');
    await shut();
    await first.getByRole('button', { name: chat.edited }).click();
    await page.getByRole('dialog').waitFor();
    await look('versions');
    await shut();
    await page.getByRole('textbox', { name: chat.composer.label }).fill('@B');
    await page.getByRole('listbox').waitFor();
    await look('mentions');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: room.people, exact: true }).click();
    await page.getByRole('link', { name: room.allPeople }).waitFor();
    await look('people beside the room');

    await page.goto(`/rooms/${planted.roomId}/people`);
    await whole(page);
    const actions = page.getByRole('button', { name: rooms.people.actions.replace('{{name}}', 'Bram Uit') });
    await actions.click();
    await page.getByRole('menuitem').first().waitFor();
    await look('actions for a person');
    for (const item of [rooms.people.remove, rooms.people.ban]) {
      if ((await page.getByRole('menu').count()) === 0) await actions.click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await look(item);
      await shut();
    }
    await page.goto('/messages');
    await whole(page);
    await page.getByRole('button', { name: rooms.messages.write }).click();
    await page.getByRole('dialog').getByText('Bram Uit').waitFor();
    await look('whom to write to');
    await page.goto('/settings');
    await whole(page);
    await page.getByRole('button', { name: settings.devices.everywhere }).click();
    await page.getByRole('dialog').waitFor();
    await look('signing out everywhere');
    await page.goto('/admin');
    await whole(page);
    await page.getByRole('button', { name: admin.actions.replace('{{name}}', 'Bram Uit') }).click();
    await page.getByRole('menuitem').first().waitFor();
    await look('actions of the administration');
    await page.getByRole('menuitem', { name: admin.ban, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look('suspending');
    expect(found).toEqual([]);
  },
  240_000,
);

itWasQuiet(house);
