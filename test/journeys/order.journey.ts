import { barriers, phone } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { about, enterBy, inviteLink, message, more, openPeople, option, press } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse();

it('a message is reported from its menu, judged on the page of reports, and whoever reported hears of it', async () => {
  const host = await house.newcomer('Olga Ferrer');
  await createRoom(host.page, 'Sala con normas', es);
  const link = await inviteLink(host.page);
  const loud = await house.newcomer('Iván Ruido');
  await enterBy(loud.page, link);
  const calm = await house.newcomer('Celia Calma');
  await enterBy(calm.page, link);
  await say(loud.page, 'Compra ya mis cursos', es);

  await reads(calm.page, 'Compra ya mis cursos');
  await more(calm.page, 'Compra ya mis cursos', 'Avisar al equipo');
  const dialog = calm.page.getByRole('dialog');
  await dialog.getByLabel('Motivo').selectOption({ label: 'Publicidad o engaño' });
  await dialog.getByLabel(/Algo más que deba saber/).fill('Lo pone cada día');
  expect(await barriers(calm.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Avisar al equipo' }).click();
  await calm.page.getByText('Aviso enviado. Te diremos qué se decide.').waitFor();

  await option(host.page, 'Informes');
  await host.page.getByRole('heading', { level: 1, name: 'Informes' }).waitFor();
  await host.page.getByText('Avisó Celia Calma').waitFor();
  await host.page.getByText('«Lo pone cada día»').waitFor();
  await host.page.getByRole('button', { name: 'Ver lo que se dijo alrededor' }).click();
  expect(await barriers(host.page)).toEqual([]);
  await host.page.setViewportSize({ width: 360, height: 740 });
  expect(await host.page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await barriers(host.page)).toEqual([]);
  await host.page.setViewportSize({ width: 1280, height: 800 });
  await host.page.getByRole('button', { name: 'Ocultar' }).click();
  const deciding = host.page.getByRole('dialog');
  await deciding.getByLabel('Por qué').fill('Es publicidad');
  await deciding.getByRole('button', { name: 'Ocultar' }).click();
  await host.page.getByText('Nada por mirar').waitFor();
  await host.page.getByRole('tab', { name: 'Decisiones' }).click();
  await host.page.getByText('Olga Ferrer ocultó un mensaje de Iván Ruido').waitFor();

  await calm.page.getByText('El equipo ha ocultado un mensaje del que avisaste. Gracias.').waitFor();
  await calm.page.getByText('Mensaje oculto por moderación').waitFor();
  expect(await calm.page.getByText('Compra ya mis cursos').count()).toBe(0);
  expect(await calm.page.getByRole('button', { name: 'Ver qué decía' }).count()).toBe(0);
  // Its author still reads it, and why.
  await loud.page.getByRole('button', { name: 'Ver qué decía' }).click();
  await loud.page.getByText('Compra ya mis cursos').waitFor();
  await loud.page.getByText('Oculto porque: Es publicidad').waitFor();
  expect(await barriers(loud.page)).toEqual([]);
});

it('slow mode counts down in the composer, announcements close it, and both are lifted without reload', async () => {
  const host = await house.newcomer('Rita Pausa');
  await createRoom(host.page, 'Sala con calma', es);
  const guest = await house.newcomer('Leo Prisa');
  await enterBy(guest.page, await inviteLink(host.page));
  const set = async (change: () => Promise<unknown>) => {
    await option(host.page, 'Orden y memoria');
    await change();
    expect(await barriers(host.page)).toEqual([]);
    await host.page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
    await host.page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const pace = (label: string) => () =>
    host.page.getByRole('dialog').getByLabel('Modo pausado').selectOption({ label });
  await set(pace('1 hora'));
  await say(guest.page, 'Primero', es);
  await guest.page.getByText(/Modo pausado: puedes escribir otra vez en \d+:\d\d/).waitFor();
  expect(await barriers(guest.page)).toEqual([]);
  await guest.page.getByRole('textbox', { name: es.write }).fill('Segundo');
  expect(await guest.page.getByRole('button', { name: es.send, exact: true }).isDisabled()).toBe(true);
  await set(pace('Sin espera'));
  await guest.page.getByRole('timer').waitFor({ state: 'hidden' });
  await guest.page.getByRole('button', { name: es.send, exact: true }).click();
  expect(await reads(host.page, 'Segundo')).toBe(1);

  await set(() =>
    host.page
      .getByRole('dialog')
      .getByLabel(/Solo anuncios/)
      .check(),
  );
  await guest.page.getByText('Aquí publica solo el equipo de la sala.').waitFor();
  await say(host.page, 'Mañana a las seis', es);
  await reads(guest.page, 'Mañana a las seis');
  await press(guest.page, 'Mañana a las seis', 'Reaccionar');
  await guest.page.keyboard.press('Escape');
  await set(() =>
    host.page
      .getByRole('dialog')
      .getByLabel(/Solo anuncios/)
      .uncheck(),
  );
  await guest.page.getByRole('textbox', { name: es.write }).waitFor();
  expect(await message(guest.page, 'Primero').count()).toBe(1);
});

it('who comes late reads from there on, and is told so; somebody is muted and heard again from the list of people', async () => {
  const host = await house.newcomer('Nora Sala');
  await createRoom(host.page, 'Sala sin pasado', es);
  await say(host.page, 'De antes', es);
  await option(host.page, 'Orden y memoria');
  const form = host.page.getByRole('dialog');
  await form.getByLabel('Quien entre después lee').selectOption({ label: 'Desde que entra' });
  await form.getByRole('button', { name: 'Guardar' }).click();
  await form.waitFor({ state: 'hidden' });
  const late = (await house.newcomer('Tadeo Tarde', phone)).page;
  await enterBy(late, await inviteLink(host.page));
  await late.getByText('Lees desde que entraste en la sala.').waitFor();
  await say(host.page, 'De ahora', es);
  await reads(late, 'De ahora');
  await late.getByText('Lees desde que entraste en la sala.').waitFor();
  expect(await late.getByText('De antes').count()).toBe(0);
  expect(await barriers(late)).toEqual([]);

  await openPeople(host.page);
  const person = host.page.getByRole('listitem').filter({ hasText: 'Tadeo Tarde' });
  await about(host.page, 'Tadeo Tarde', 'Silenciar');
  const asking = host.page.getByRole('dialog');
  await asking.getByLabel('Por qué').fill('Un rato de calma');
  await asking.getByRole('button', { name: 'Silenciar' }).click();
  await person.getByText('En silencio').waitFor();
  await late.getByText(/El equipo de la sala te ha silenciado/).waitFor();
  expect(await barriers(host.page)).toEqual([]);
  await about(host.page, 'Tadeo Tarde', 'Dejar que escriba otra vez');
  await person.getByText('En silencio').waitFor({ state: 'detached' });
  await late.getByRole('textbox', { name: es.write }).waitFor();
});

itWasQuiet(house);
