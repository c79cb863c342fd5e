import type { Page } from 'playwright-core';
import { words as captions } from '../../client/src/features/captions/captions.es.js';
import { words as meetings } from '../../client/src/features/meetings/meetings.es.js';
import { words as minutes } from '../../client/src/features/minutes/minutes.es.js';
import { words as en } from '../../client/src/features/stage/recording/recording.en.js';
import { words as es } from '../../client/src/features/stage/recording/recording.es.js';
import { words as stageEn } from '../../client/src/features/stage/stage.en.js';
import { words as stage } from '../../client/src/features/stage/stage.es.js';
import { Recorders } from '../../src/features/stage/recording/recorders.js';
import { workerBin } from '../stage/worker-bin.js';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { barOf, endToMinutes, plan } from './meeting-steps.js';
import { enterBy, inviteLink } from './room-steps.js';
import { enterStage, tileOf } from './stage-steps.js';
import { createRoom, es as spanish, say } from './steps.js';
import { listen, ran } from './xss-ears.js';
import { linesUpTo } from './xss-payloads.js';

const house = openHouse({ env: { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() } });

interface Playing {
  at: number;
  width: number;
  sound: number;
}
/** Seconds into a track of the recording, and what of it has been decoded. */
const playing = (page: Page, player: 'video' | 'audio'): Promise<Playing> =>
  page.evaluate<Playing>(`(() => {
    const element = document.querySelector('[data-recording] ${player}');
    return { at: element?.currentTime ?? 0, width: element?.videoWidth ?? 0, sound: element?.webkitAudioDecodedByteCount ?? 0 };
  })()`);

it('a meeting is recorded of who said yes, is seen and heard with its minutes, and is gone when it is deleted', async () => {
  const clara = await house.newcomer('Clara Montes');
  const host = clara.page;
  await listen(clara.device);
  await createRoom(host, 'Lecturas grabadas', spanish);
  const link = await inviteLink(host);
  const other = (await house.newcomer('Wanja Otieno', { ...phone, language: 'en', scheme: 'dark' })).page;
  await enterBy(other, link);
  const title = 'Capítulo tres';
  await plan(host, meetings, { title, day: new Date() });
  await barOf(host, title).getByRole('button', { name: meetings.start }).click();
  await enterStage(host, stage);
  await enterStage(other, stageEn);
  await tileOf(host, 'Wanja Otieno').waitFor();

  await host.getByRole('button', { name: stage.bar.more }).click();
  await host.getByRole('menuitem', { name: es.record }).click();
  const asking = host.getByRole('dialog', { name: es.ask.title });
  await asking.getByRole('button', { name: es.ask.go }).waitFor();
  expect(await barriers(host)).toEqual([]);
  await asking.getByRole('button', { name: es.ask.go }).click();
  const question = other.getByRole('dialog', { name: en.question.title });
  await question.getByRole('button', { name: en.question.no }).waitFor();
  expect(await barriers(other)).toEqual([]);
  await question.getByRole('button', { name: en.question.no }).click();
  const [bar, theirs] = [host.getByRole('region', { name: es.label }), other.getByRole('region', { name: en.label })];
  await bar.getByText(es.state.on).waitFor();
  await theirs.getByText(en.mine.no).waitFor();
  await host.getByRole('article', { name: new RegExp(`^Wanja Otieno.*${es.notRecorded}`) }).waitFor();
  for (const page of [host, other]) {
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
  const bytes = () => house.hub.app.get(Recorders).all[0]?.bytes ?? 0;
  await waitFor('a few seconds of it', () => bytes() > 60_000 || undefined);
  await say(host, 'Leemos hasta la noventa', spanish);
  // What one types as captions is kept too, and that is said before.
  await host.getByRole('button', { name: stage.bar.more }).click();
  await host.getByRole('menuitem', { name: captions.title, exact: true }).click();
  const settings = host.getByRole('dialog', { name: captions.title });
  await settings.getByText(captions.kept).waitFor();
  await settings.getByText(captions.type).click();
  expect(await barriers(host)).toEqual([]);
  await host.keyboard.press('Escape');
  const line = linesUpTo(60).slice(0, 5).join(' ').slice(0, 280).trim();
  await host.getByRole('textbox', { name: captions.line }).fill(line);
  await host.keyboard.press('Enter');
  await host.getByRole('region', { name: captions.title }).getByText(line, { exact: true }).waitFor();
  const said = bytes();
  await waitFor('a few seconds more', () => bytes() > said + 60_000 || undefined);
  await bar.getByRole('button', { name: es.pause, exact: true }).click();
  await theirs.getByText(en.state.paused).waitFor();
  await bar.getByRole('button', { name: es.resume }).click();
  await theirs.getByText(en.state.on).waitFor();
  await bar.getByRole('button', { name: es.end }).click();
  await other.getByText(en.ended['by-hand']).waitFor();

  await host.getByRole('button', { name: stage.bar.leave }).click();
  await endToMinutes(host, title);
  const replay = host.getByRole('region', { name: minutes.replay.title });
  await replay.getByText(minutes.recording.preparing).waitFor({ state: 'detached' });
  await replay.getByRole('button', { name: minutes.recording.next }).click();
  await replay.getByRole('button', { name: minutes.replay.play, exact: true }).click();
  const picture = replay.locator('video');
  const sound = replay.locator('audio');
  await waitFor('a picture that moves', async () => {
    const { at, width } = await playing(host, 'video');
    return (width > 0 && at > 0.5) || undefined;
  });
  await waitFor('sound', async () => {
    const { at, sound: decoded } = await playing(host, 'audio');
    return (decoded > 0 && at > 0.5) || undefined;
  });
  expect([await picture.count(), await sound.count()]).toEqual([1, 1]);
  expect(await barriers(host)).toEqual([]);
  const chat = replay.getByRole('list', { name: minutes.replay.chat });
  await chat.getByText('Leemos hasta la noventa').waitFor();
  await host.getByRole('button', { name: minutes.replay.pause, exact: true }).click();
  // A message leads to its moment.
  const time = replay.getByRole('slider', { name: minutes.replay.at });
  await time.press('End');
  await picture.waitFor({ state: 'detached' });
  await chat.getByRole('button', { name: /^Ir a/ }).first().click();
  await picture.waitFor();
  await host.setViewportSize({ width: 360, height: 740 });
  // What was said as text stands below the picture at its moment, and is turned off and on with the keyboard.
  await time.press('Home');
  await replay.getByRole('button', { name: minutes.recording.next }).click();
  const read = replay.getByRole('region', { name: captions.title }).getByText(line, { exact: true });
  const onTime = async () => (await read.isVisible()) || void (await time.press('ArrowRight'));
  await waitFor('the moment of the line', onTime, 60_000);
  expect(await barriers(host)).toEqual([]);
  const shown = replay.getByRole('switch', { name: captions.show });
  await shown.press('Space');
  await read.waitFor({ state: 'detached' });
  await shown.press('Space');
  await read.waitFor();
  expect(ran).toEqual([]);
  expect(await host.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);

  await replay.getByRole('button', { name: minutes.recording.delete }).click();
  const sure = host.getByRole('dialog', { name: minutes.recording.delete });
  await sure.getByText(minutes.recording.deleteText).waitFor();
  expect(await barriers(host)).toEqual([]);
  await sure.getByRole('button', { name: minutes.recording.delete }).click();
  await picture.waitFor({ state: 'detached' });
  await replay.getByRole('button', { name: minutes.recording.delete }).waitFor({ state: 'detached' });
});

itWasQuiet(house);
