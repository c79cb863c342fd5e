import { words as captionsEn } from '../../client/src/features/captions/captions.en.js';
import { words as captionsEs } from '../../client/src/features/captions/captions.es.js';
import { words as roomEn } from '../../client/src/features/rooms/room/room.en.js';
import { words as roomEs } from '../../client/src/features/rooms/room/room.es.js';
import { words as recordingEn } from '../../client/src/features/stage/recording/recording.en.js';
import { words as recordingEs } from '../../client/src/features/stage/recording/recording.es.js';
import { words as slidesEn } from '../../client/src/features/stage/slides/slides.en.js';
import { words as slidesEs } from '../../client/src/features/stage/slides/slides.es.js';
import { words as stageEn } from '../../client/src/features/stage/stage.en.js';
import { words as stageEs } from '../../client/src/features/stage/stage.es.js';
import type { Device } from '../support/browser.js';
import { shut } from './dialogs.js';
import type { Screen } from './screen.js';

const said = {
  es: { room: roomEs, stage: stageEs, slides: slidesEs, captions: captionsEs, recording: recordingEs },
  en: { room: roomEn, stage: stageEn, slides: slidesEn, captions: captionsEn, recording: recordingEn },
};

/** What is wrong with the stage of a room and all that opens there, where no video can be had. */
export async function faultsOnAStage(screen: Screen, roomId: string, { language, touch }: Device): Promise<string[]> {
  const { page } = screen;
  const { room, stage: t, slides, captions, recording } = said[language];
  const found: string[] = [];
  const look = async (where: string): Promise<void> => void found.push(...(await screen.faults(where)));
  await screen.go(`/rooms/${roomId}`);
  if (touch) {
    await page.getByRole('button', { name: room.menu }).click();
    await page.getByRole('menuitem', { name: room.enterStage, exact: true }).click();
  } else await page.getByRole('button', { name: room.enterStage, exact: true }).click();
  const door = page.getByRole('dialog', { name: t.preview.title });
  await door.locator('video').waitFor();
  await look('the door of the stage');
  await door.getByRole('button', { name: t.preview.enter, exact: true }).click();
  const bar = page.getByRole('toolbar', { name: t.bar.label });
  await bar.waitFor();
  await door.waitFor({ state: 'detached' });
  await look('the stage');
  for (const name of [t.bar.react, t.bar.more]) {
    await bar.getByRole('button', { name, exact: true }).click();
    await page.getByRole('menuitem').first().waitFor();
    await look(name);
    await shut(page);
  }
  await page.getByRole('button', { name: t.tile.options.replace('{{name}}', t.tile.you), exact: true }).click();
  await page.getByRole('menuitem').first().waitFor();
  await look('options of a tile');
  await shut(page);
  const open = async (item: string): Promise<void> => {
    await bar.getByRole('button', { name: t.bar.more, exact: true }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look(item);
    await shut(page);
  };
  await open(t.bar.devices);
  await open(slides.show);
  await open(captions.title);
  await open(recording.record);
  if (touch) await open(t.order.queue);
  else {
    await bar.getByRole('button', { name: t.order.queue, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look('order on the stage');
    await shut(page);
  }
  await bar.getByRole('button', { name: t.bar.leave }).click();
  await bar.waitFor({ state: 'detached' });
  return found;
}
