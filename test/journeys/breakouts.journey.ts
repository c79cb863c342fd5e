import type { Page } from 'playwright-core';
import { words as en } from '../../client/src/features/breakouts/breakouts.en.js';
import { words as es } from '../../client/src/features/breakouts/breakouts.es.js';
import { words as stageEn } from '../../client/src/features/stage/stage.en.js';
import { words as stageEs } from '../../client/src/features/stage/stage.es.js';
import { words as chatEn } from '../../client/src/features/chat/threads/threads.en.js';
import { barriers, desktop, phone } from '../support/browser.js';
import { withVideo } from '../stage/worker-bin.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, inviteLink, message, option } from './room-steps.js';
import { countConnections, enterStage, heardOn } from './stage-steps.js';
import { createRoom, say, es as spanish } from './steps.js';

const house = openHouse({ env: withVideo() });

const ROOM = 'Lecturas del jueves';
const filled = (text: string, values: Record<string, string>) =>
  Object.entries(values).reduce((now, [key, value]) => now.replace(`{{${key}}}`, value), text);
const name = (n: number) => filled(es.setUp.name, { n: String(n) });
const at = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
const seatOf = (page: Page, person: string) =>
  page.getByRole('combobox', { name: filled(es.seats.move, { name: person }), exact: true });

it('three people: seated by hand, one calls for help, all are spoken to, one is moved along, and all come home', async () => {
  const host = (await house.newcomer('Clara Montes')).page;
  await createRoom(host, ROOM, spanish);
  const link = await inviteLink(host);
  const second = (await house.newcomer('Nadia Ferrer', phone)).page;
  const wanja = await house.newcomer('Wanja Otieno', { ...desktop, language: 'en', scheme: 'dark' });
  const third = wanja.page;
  await countConnections(wanja.device);
  await enterBy(second, link);
  await third.goto(link);
  await third.getByRole('button', { name: /^Enter as/ }).click();
  await third.waitForURL(/\/rooms\//);

  await option(host, es.title);
  await host.getByRole('radio', { name: es.setUp.byHand }).check();
  await seatOf(host, 'Nadia Ferrer').selectOption(name(1));
  await seatOf(host, 'Wanja Otieno').selectOption(name(2));
  expect(await barriers(host)).toEqual([]);
  await host.getByRole('button', { name: es.setUp.open }).click();

  await second.getByText(filled(es.bar.yours, { title: name(1) })).waitFor();
  expect(await barriers(second)).toEqual([]);
  expect(await second.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await second.getByRole('link', { name: es.bar.enter, exact: true }).click();
  await at(second, name(1));
  await third.getByRole('link', { name: en.bar.enter, exact: true }).click();
  await at(third, name(2));
  await say(second, 'Empiezo yo', spanish);

  await second.getByRole('button', { name: es.help.ask, exact: true }).click();
  await second.getByText(es.help.asked, { exact: true }).waitFor();
  for (const page of [second, third]) expect(await barriers(page)).toEqual([]);
  expect(await second.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  const call = { title: name(1), name: 'Nadia Ferrer' };
  await host.getByRole('link', { name: filled(es.help.goNamed, call) }).click();
  await at(host, name(1));
  await message(host, 'Empiezo yo').waitFor();
  await host.getByRole('button', { name: filled(es.help.settleNamed, call) }).click();
  await second.getByRole('button', { name: es.help.ask, exact: true }).waitFor();
  expect(await barriers(host)).toEqual([]);

  await host.getByRole('link', { name: es.bar.back, exact: true }).click();
  await at(host, ROOM);
  await host.getByRole('button', { name: es.bar.lead, exact: true }).click();
  await host.getByLabel(es.run.say).fill('Quedan cinco minutos');
  await host.getByRole('button', { name: es.run.send, exact: true }).click();
  await message(third, 'Quedan cinco minutos').getByText(chatEn.broadcast).waitFor();

  // With her voice too: who is in a breakout hears her on its stage, and knows who speaks.
  const clara = { name: 'Clara Montes' };
  await enterStage(host, stageEs);
  await host.getByRole('button', { name: es.voice.start, exact: true }).click();
  await host.getByText(es.voice.you, { exact: true }).waitFor();
  await third.getByText(filled(en.voice.somebodyAway, clara), { exact: true }).waitFor();
  await enterStage(third, stageEn);
  const speaks = third.getByText(filled(en.voice.somebody, clara), { exact: true });
  await speaks.waitFor();
  await waitFor('the voice from the main room', async () => (await heardOn(third)).energy > 0);
  for (const page of [host, third]) expect(await barriers(page)).toEqual([]);
  await host.getByRole('button', { name: es.voice.stop, exact: true }).click();
  await speaks.waitFor({ state: 'detached' });

  await seatOf(host, 'Wanja Otieno').selectOption(name(1));
  await at(third, name(1));
  await message(third, 'Empiezo yo').waitFor();

  await host.getByRole('button', { name: es.run.close, exact: true }).click();
  expect(await barriers(host)).toEqual([]);
  await host.getByRole('dialog').getByRole('button', { name: es.run.close }).click();
  for (const page of [second, third]) await at(page, ROOM);
  await second.getByText(es.closed).waitFor();
  await third.getByText(en.closed).waitFor();
  await host.getByRole('button', { name: es.setUp.open }).waitFor();
});

itWasQuiet(house);
