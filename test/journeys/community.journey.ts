import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enter, reach } from './keys.js';
import { go } from './room-steps.js';
import { en, es } from './steps.js';

const house = openHouse();

it('an admin lets every member create cohorts, from a phone and by keyboard, and a member creates one', async () => {
  const member = await house.newcomer('Olga Prat');
  await go(member.page, 'Salas');
  await member.page.getByRole('link', { name: es.createRoom }).first().click();
  await member.page.getByRole('radio', { name: /^Grupo de estudio/ }).waitFor();
  expect(await member.page.getByRole('radio', { name: /^Cohorte/ }).count()).toBe(0);

  const admin = await house.hub.person('Marina Administra', { role: 'admin' });
  const { page } = await house.visit(phone);
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await page.getByLabel(es.email).fill(admin.email ?? '');
  await page.getByLabel(es.password, { exact: true }).fill(admin.password ?? '');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL('**/home');
  await go(page, 'Administrar');
  await page.getByRole('tab', { name: 'Ajustes de la comunidad' }).click();
  const cohort = page.getByRole('group', { name: 'Cohorte: quién puede crear' });
  await waitFor('mentors to be chosen', () => cohort.getByRole('radio', { name: 'Mentores/as' }).isChecked());
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(phone.width);
  expect(await barriers(page)).toEqual([]);

  await reach(page, /^Mentores\/as$/);
  expect(await page.evaluate<string>('document.activeElement.closest("fieldset").getAttribute("aria-label")')).toBe(
    'Cohorte: quién puede crear',
  );
  await page.keyboard.press('ArrowLeft');
  expect(await cohort.getByRole('radio', { name: 'Miembros' }).isChecked()).toBe(true);
  await enter(page, /^Guardar quién puede crear$/);
  await page.getByText('Guardado. Ya está en vigor.').waitFor();

  await go(member.page, 'Salas');
  await member.page.getByRole('link', { name: es.createRoom }).first().click();
  await member.page.getByRole('radio', { name: /^Cohorte/ }).check();
  await member.page.getByLabel(es.roomName).fill('La cohorte de Olga');
  await member.page.getByRole('button', { name: es.makeRoom }).click();
  await member.page.getByRole('heading', { level: 1, name: 'La cohorte de Olga' }).waitFor();

  // Undone, it holds again as it was; and a page that cannot be saved says so and keeps what was chosen.
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await waitFor('mentors again', () => cohort.getByRole('radio', { name: 'Mentores/as' }).isChecked());
  await page.context().setOffline(true);
  await cohort.getByText('Administración').click();
  await page.getByRole('button', { name: 'Guardar quién puede crear' }).click();
  await page.getByRole('alert').getByText(/\S/).waitFor();
  expect(await cohort.getByRole('radio', { name: 'Administración' }).isChecked()).toBe(true);
  await page.context().setOffline(false);
});

it('is whole in English, on a phone in the dark; staff who are no admins are not led there', async () => {
  const enter = async (role: 'admin' | 'staff') => {
    const { email, password, id } = await house.hub.person('Sasha Dunn', { role });
    await house.hub.sql.query(`update accounts set language = 'en' where id = $1`, [id]);
    const { page } = await house.visit({ ...phone, language: 'en', scheme: 'dark' });
    await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
    await page.getByLabel(en.email).fill(email ?? '');
    await page.getByLabel(en.password, { exact: true }).fill(password ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');
    await page.goto('/admin?tab=community');
    await page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor();
    return page;
  };
  const page = await enter('admin');
  await page.getByRole('group', { name: 'Competition: who can create it' }).waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(phone.width);
  expect(await barriers(page)).toEqual([]);
  const staff = await enter('staff');
  await staff.getByRole('searchbox').waitFor();
  expect(await staff.getByRole('tab').count()).toBe(0);
});

itWasQuiet(house);
