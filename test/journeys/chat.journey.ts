import type { BrowserContext, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { enterBy, go, inviteLink, message, more, openRoom, press } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse();
const composer = (page: Page) => page.getByRole('textbox', { name: es.write });

/** A host and somebody whom they invited, both in the room. */
async function two(host: string, other: string, title: string): Promise<[Visitor, Visitor]> {
  const first = await house.newcomer(host);
  await createRoom(first.page, title, es);
  const second = await house.newcomer(other);
  await enterBy(second.page, await inviteLink(first.page));
  return [first, second];
}

it('one answers a message and goes back to it, edits with the arrow, and the host reads the former words', async () => {
  const [host, other] = await two('Alba Quirós', 'Dario Mena', 'Lecturas cruzadas');
  await say(host.page, '¿Qué leemos este mes?', es);
  await reads(other.page, '¿Qué leemos este mes?');
  await press(other.page, '¿Qué leemos este mes?', 'Responder');
  await other.page.getByText('Respondes a Alba Quirós').waitFor();
  await say(other.page, 'Una novela corta', es);
  const answer = message(host.page, 'Una novela corta');
  await answer.getByRole('button', { name: 'Respuesta a Alba Quirós' }).click();
  await host.page.locator('[data-highlighted]').filter({ hasText: '¿Qué leemos este mes?' }).waitFor();

  await composer(other.page).press('ArrowUp');
  await other.page.getByText('Editas tu mensaje').waitFor();
  expect(await composer(other.page).inputValue()).toBe('Una novela corta');
  await composer(other.page).fill('Una novela muy corta');
  await composer(other.page).press('Enter');
  expect(await reads(host.page, 'Una novela muy corta')).toBe(1);
  await message(other.page, 'Una novela muy corta').getByText('editado').waitFor();
  expect(await message(other.page, 'Una novela muy corta').getByRole('button', { name: 'editado' }).count()).toBe(0);
  await message(host.page, 'Una novela muy corta').getByRole('button', { name: 'editado' }).click();
  const versions = host.page.getByRole('dialog', { name: 'Versiones del mensaje' });
  await versions.getByText('Una novela corta', { exact: true }).waitFor();
  await versions.getByText('Una novela muy corta', { exact: true }).waitFor();
});

it('one deletes, takes it back, deletes for good; reactions come and go', async () => {
  const [host, other] = await two('Lola Peral', 'Nico Saez', 'Cosas que se borran');
  await say(host.page, 'Esto lo borro y vuelve', es);
  await reads(other.page, 'Esto lo borro y vuelve');
  await more(host.page, 'Esto lo borro y vuelve', 'Borrar');
  await other.page.getByRole('log').getByText('Mensaje borrado', { exact: true }).waitFor();
  await host.page.getByRole('button', { name: 'Deshacer' }).click();
  expect(await reads(other.page, 'Esto lo borro y vuelve')).toBe(1);

  await press(other.page, 'Esto lo borro y vuelve', 'Reaccionar');
  await other.page.getByRole('searchbox', { name: 'Buscar emoji' }).fill('corazón');
  await other.page.getByRole('button', { name: '❤️', exact: true }).click();
  await message(host.page, 'Esto lo borro y vuelve')
    .getByRole('button', { name: '❤️: 1 persona', exact: true })
    .click();
  const counted = message(other.page, 'Esto lo borro y vuelve').getByRole('button', {
    name: '❤️: 2 personas, tú también',
  });
  await counted.click();
  await message(host.page, 'Esto lo borro y vuelve').getByRole('button', { name: '❤️: 1 persona, tú también' }).click();
  await waitFor('no reaction left', async () => (await other.page.getByRole('button', { name: /^❤️/ }).count()) === 0);

  await more(host.page, 'Esto lo borro y vuelve', 'Borrar');
  await other.page.getByRole('log').getByText('Mensaje borrado', { exact: true }).waitFor();
  house.hub.clock.advance(11 * 60_000);
  await waitFor('the words to be gone for good', async () => {
    const rows = await house.hub.sql.query(`select 1 from messages where text like '%lo borro y vuelve%'`);
    return rows.length === 0;
  });
  await other.page.reload();
  await other.page.getByRole('log').waitFor();
  expect(await other.page.getByText('Esto lo borro y vuelve').count()).toBe(0);
});

it('typing is seen, a mention reaches somebody on another page, and what is unread is counted and cleared', async () => {
  const [host, other] = await two('Gema Lara', 'Tomás Rey', 'Sala de avisos');
  await waitFor('the host to see that somebody types', async () => {
    await composer(other.page).pressSequentially('pienso ');
    return (await host.page.getByText('Tomás Rey escribe…').count()) > 0;
  });
  await composer(other.page).fill('');
  await say(other.page, 'Ya está dicho', es);
  await reads(host.page, 'Ya está dicho');

  // The other one looks at another page, and has a second device at home.
  await go(other.page, 'Ajustes');
  const shared: BrowserContext = other.device;
  const tab = await shared.newPage();
  await tab.goto('/home');
  await composer(host.page).pressSequentially('Te necesito, @tom');
  await host.page.getByRole('option', { name: 'Tomás Rey' }).waitFor();
  await composer(host.page).press('Enter');
  await composer(host.page).pressSequentially('mira esto');
  await composer(host.page).press('Enter');
  await reads(host.page, 'Te necesito, @Tomás Rey mira esto');
  await say(host.page, 'Y esto también', es);
  const rail = other.page.getByRole('navigation', { name: 'Lugares' });
  await rail.getByText('2 sin leer').waitFor();
  await waitFor('the count in the title', async () => (await other.page.title()).startsWith('(2)'));
  await tab.getByRole('main').getByText('1 mención').first().waitFor();

  // Opened, the line stands before the first unread message; read here is read there.
  await tab
    .getByRole('main')
    .getByRole('link', { name: /Sala de avisos/ })
    .first()
    .click();
  await tab.getByRole('log').getByText('Sin leer', { exact: true }).waitFor();
  expect(await message(tab, 'Te necesito').locator('[data-mentioned]').count()).toBe(1);
  await tab.bringToFront();
  await waitFor('nothing unread on the other page', async () => !(await other.page.title()).startsWith('('));
  expect(await rail.getByText(/sin leer/).count()).toBe(0);

  // Two tabs of one person are one face.
  await openRoom(other.page, 'Sala de avisos');
  const table = host.page.getByRole('region', { name: 'Quién está en la mesa' });
  await table.getByText(/2 personas aquí/).waitFor();
  expect(await table.getByRole('button', { name: /^Tomás Rey/ }).count()).toBe(1);
});

it('code has colours and can be copied; a message in English says so to screen readers', async () => {
  const host = await house.newcomer('Berta Conde');
  await createRoom(host.page, 'Código y lenguas', es);
  await composer(host.page).fill('```python\ndef suma(a, b):\n    return a + b\n```');
  await composer(host.page).press('Enter');
  await host.page.locator('pre code span[class*="hljs"]').first().waitFor();
  await host.page.locator('pre').hover();
  await host.page.getByRole('button', { name: 'Copiar el código' }).click();
  await host.page.getByText('Copiado', { exact: true }).waitFor();
  expect(await host.page.evaluate<string>('navigator.clipboard.readText()')).toContain('return a + b');
  // A link leaves the room open.
  await say(host.page, 'Está en https://example.org/curso', es);
  const anchor = host.page.getByRole('link', { name: 'https://example.org/curso' });
  expect(await anchor.getAttribute('target')).toBe('_blank');
  expect(await anchor.getAttribute('rel')).toContain('noopener');
  const english = 'I think we should read the whole chapter before the meeting on Thursday.';
  await say(host.page, english, es);
  await reads(host.page, english);
  await message(host.page, english).locator('[lang=en]').waitFor();
});

itWasQuiet(house);
