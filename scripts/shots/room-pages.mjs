// The room: its seven states, what happens in its chat, and its round table.
import { DEVICES } from './camera.mjs';
import { seat, type } from './table.mjs';

const field = (page) => page.locator('[data-composer] textarea');
const send = async (page, text) => {
  await field(page).fill(text);
  await page.locator('[data-composer] button').last().click();
};

export function roomPages({ people, rooms, offline, MISSING_ID }) {
  const { lucia, amaia, newcomer, long, busy, alone, marisol, dario, ines } = people;
  const marketing = `/rooms/${rooms.marketing}`;
  return [
    {
      page: 'room',
      title: 'Room',
      states: [
        { name: 'full, with unread messages', path: marketing, who: amaia },
        { name: 'empty', path: `/rooms/${rooms.empty}`, who: lucia },
        { name: 'loading', path: marketing, who: lucia, hold: '**/snapshot' },
        {
          name: 'error',
          path: marketing,
          who: lucia,
          fail: '**/snapshot',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
        { name: 'offline', path: marketing, who: lucia, act: offline },
        { name: 'no permission', path: `/rooms/${rooms.direct}`, who: newcomer },
        { name: 'does not exist', path: `/rooms/${MISSING_ID}`, who: newcomer },
        { name: 'long names', path: `/rooms/${rooms.long}`, who: lucia },
        { name: '200 people, 200 messages', path: `/rooms/${rooms.many}`, who: busy, act: people_ },
        { name: 'direct, long name', path: `/rooms/${rooms.longDirect}`, who: lucia },
      ],
    },
    {
      page: 'room-chat',
      title: 'Room: chat',
      states: [
        {
          name: 'code',
          path: `/rooms/${rooms.statistics}?message=${rooms.codeSeq}`,
          who: marisol,
          act: ({ page }) => page.waitForTimeout(3_000),
        },
        { name: 'a message and its actions', path: marketing, who: dario, act: ({ page }) => focusLast(page) },
        { name: 'more actions', path: marketing, who: lucia, act: more },
        { name: 'answering', path: marketing, who: dario, act: ({ page }) => focusLast(page, 'r'), after: forgetDraft },
        { name: 'editing the last one', path: `/rooms/${rooms.direct}`, who: lucia, act: editLast },
        {
          name: 'naming somebody',
          path: marketing,
          who: lucia,
          act: ({ page }) => field(page).pressSequentially('Hola @i', { delay: 30 }),
        },
        {
          name: 'waiting for the connection',
          path: `/rooms/${rooms.direct}`,
          who: amaia,
          async act({ page, context }) {
            await offline({ page, context });
            await send(page, 'Te lo mando ahora, voy en el tren.');
            await send(page, 'Y este también, por si acaso.');
          },
          after: takeBack,
        },
        { name: 'not sent, because', path: `/rooms/${rooms.long}`, who: long, act: refuse, after: takeBack },
        { name: 'people of the room', path: marketing, who: lucia, act: people_ },
        { name: 'inviting', path: marketing, who: lucia, act: invite },
        { name: 'editing the room', path: marketing, who: lucia, act: editRoom },
        { name: 'archived', path: `/rooms/${rooms.archived}`, who: amaia },
        { name: 'looking in', path: `/rooms/${rooms.statistics}`, who: newcomer },
        { name: 'closed chat', path: `/rooms/${rooms.locked}`, who: amaia },
      ],
    },
    {
      page: 'materials',
      title: 'Room: files and materials',
      states: [
        { name: 'materials, whoever runs the room', path: `/rooms/${rooms.withFiles}`, who: lucia, act: materials },
        { name: 'materials, whoever takes part', path: `/rooms/${rooms.withFiles}`, who: amaia, act: materials },
        { name: 'none yet', path: `/rooms/${rooms.empty}`, who: lucia, act: materials },
        { name: 'looking in', path: marketing, who: newcomer, act: materials },
        { name: 'loading', path: `/rooms/${rooms.withFiles}`, who: lucia, hold: '**/materials', act: materials },
        { name: 'error', path: `/rooms/${rooms.withFiles}`, who: lucia, fail: '**/materials', act: materials },
        { name: 'long names', path: `/rooms/${rooms.long}`, who: lucia, act: materials },
        { name: 'files in the chat', path: `/rooms/${rooms.withFiles}`, who: lucia },
        { name: 'attaching', path: `/rooms/${rooms.withFiles}`, who: amaia, act: attach },
        { name: 'a picture', path: `/rooms/${rooms.withFiles}`, who: amaia, act: openPicture },
        { name: 'adding', path: `/rooms/${rooms.withFiles}`, who: lucia, act: addMaterial },
      ],
    },
    {
      page: 'table',
      title: 'The round table',
      states: [1, 3, 12, 40, 300].map((count) => ({
        name: `${count} ${count === 1 ? 'person' : 'people'}`,
        path: `/rooms/${rooms.table}`,
        who: alone,
        height: 480,
        async before(stage) {
          this.clear = await seat(stage, rooms.table, count);
        },
        after() {
          this.clear();
        },
      })),
    },
    {
      page: 'room-1440-dark-es',
      title: 'IA para marketing',
      devices: [DEVICES[3]],
      picture: true,
      states: [{ name: 'lively', path: marketing, who: ines, act: (stage) => type(stage, rooms.marketing, 'joao') }],
    },
  ];

  async function people_({ page }) {
    await page
      .locator('main header')
      .getByRole('button', { name: /^(Personas|People)$/ })
      .click();
  }
  async function materials({ page }) {
    const name = /^(Materiales|Materials)$/;
    const button = page.locator('main header').getByRole('button', { name });
    if (await button.isVisible()) await button.click();
    else {
      // On a narrow screen it is in the menu of the room.
      await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
      await page.getByRole('menuitem', { name }).click();
    }
    await page.waitForTimeout(800);
  }
  async function attach({ page }) {
    const text = { mimeType: 'text/plain', buffer: Buffer.from('apuntes de la tarde') };
    const files = [
      { name: 'apuntes de la tarde.txt', ...text },
      { name: 'no es una foto.png', mimeType: 'image/png', buffer: text.buffer },
    ];
    await page.locator('[data-attach]').setInputFiles(files);
    await page.locator('[data-composer] [role=alert]').waitFor();
  }
  async function openPicture({ page }) {
    await page.locator('[role=log] img[loading]').first().click();
    await page.waitForTimeout(1_000);
  }
  async function addMaterial(stage) {
    await materials(stage);
    const file = { name: 'lectura de la semana.txt', mimeType: 'text/plain', buffer: Buffer.from('lectura') };
    await stage.page.locator('[data-material]').setInputFiles(file);
    await stage.page.waitForTimeout(600);
  }
  async function more({ page }) {
    await focusLast(page, 'm');
  }
  async function invite({ page }) {
    await page.locator('main header [aria-haspopup=menu]').last().click();
    await page.getByRole('menuitem', { name: /Invitar|Invite/ }).click();
  }
  async function editRoom({ page }) {
    await page.locator('main header [aria-haspopup=menu]').last().click();
    await page.getByRole('menuitem', { name: /Editar la sala|Edit the room/ }).click();
  }
  async function editLast({ page }) {
    await field(page).focus();
    await page.keyboard.press('ArrowUp');
  }
  /** Written without a network; meanwhile the chat is closed for those who only take part. */
  async function refuse({ page, context, hub }) {
    const { RoomsService } = await import('../../src/features/rooms/rooms.service.ts');
    const lock = (chat) => hub.app.get(RoomsService).setLocks(lucia.actor, { roomId: rooms.long, locks: { chat } });
    await offline({ page, context });
    await send(page, 'Esto no llegará.');
    await lock(true);
    await context.setOffline(false);
    await page
      .getByText(/No enviado|Not sent/)
      .first()
      .waitFor({ timeout: 30_000 });
    await page.waitForTimeout(600);
    await lock(false);
    await page.waitForTimeout(600);
  }
  async function forgetDraft({ page }) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await field(page).fill('');
    await page.waitForTimeout(500);
  }
  /** Nothing that was written while posing stays for the next device. */
  async function takeBack({ page }) {
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases())
        await new Promise((resolve) => {
          const request = indexedDB.open(name ?? '');
          request.addEventListener('success', () => {
            const change = request.result.transaction('outbox', 'readwrite');
            change.objectStore('outbox').clear();
            change.addEventListener('complete', resolve);
          });
        });
    });
  }
}

/** From the field up to the newest message, and a key pressed there. */
async function focusLast(page, key) {
  await field(page).focus();
  await page.keyboard.press('Shift+Tab');
  await page.locator('[role=log]').focus();
  await page.keyboard.press('ArrowUp');
  if (key) await page.keyboard.press(key);
}
