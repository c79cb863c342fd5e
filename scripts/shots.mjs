// `npm run shots [page …]`: pictures of every page in its states, one contact sheet each, in docs/screens/.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { root } from './node24.mjs';
import { Sentence, step } from './progress.mjs';
import { DEVICES, openCamera } from './shots/camera.mjs';
import { MOMENT, openHub } from './shots/hub.mjs';
import { pagesOf } from './shots/pages.mjs';
import { writePicture, writeSheet } from './shots/sheet.mjs';
import { setTable } from './shots/table.mjs';
import { findTools } from './system-tools.mjs';

const folder = join(root, '.cache', 'shots');
const sheets = join(root, 'docs', 'screens');
const wanted = process.argv.slice(2);
let failures = 0;

try {
  await shoot();
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  failures += 1;
}
process.exit(failures > 0 ? 1 : 0);

async function shoot() {
  const { env, missing } = await findTools(['chromium']);
  for (const advice of missing.values()) throw new Sentence(advice);
  Object.assign(process.env, env);
  await ensureBuilt();
  const opened = await step('a hub with its story', openHub);
  const { hub, planted } = opened;
  try {
    const stage = { hub, ...planted };
    await setTable(stage);
    const pages = pagesOf(planted).filter(
      ({ page }) => wanted.length === 0 || wanted.some((one) => page.startsWith(one)),
    );
    if (pages.length === 0) throw new Sentence(`There is no page that begins with ${wanted.join(', ')}.`);
    for (const { page } of pages) rmSync(join(folder, page), { recursive: true, force: true });
    const pictures = await takeAll(stage, pages);
    mkdirSync(sheets, { recursive: true });
    for (const { page, title, states, devices = DEVICES, picture } of pages) {
      if (picture) {
        await writePicture(join(sheets, `${page}.png`), pictures.get(`${page} ${states[0].name}`)?.[0]);
        continue;
      }
      const rows = states.map(({ name }) => ({ name, pictures: pictures.get(`${page} ${name}`) ?? [] }));
      const whole = rows.filter((row) => row.pictures.length === devices.length);
      if (whole.length === 0) continue;
      const bytes = await writeSheet(
        join(sheets, `${page}.png`),
        title,
        devices.map(({ name }) => name),
        whole,
      );
      console.log(`  docs/screens/${page}.png  ${Math.round(bytes / 1024)} KB`);
    }
  } finally {
    await opened.close();
  }
}

/** Device by device, so that everybody signs in once on each. A state that fails is told and left out. */
async function takeAll(stage, pages) {
  const pictures = new Map();
  const camera = await openCamera({ hub: stage.hub, moment: MOMENT, folder });
  try {
    for (const device of DEVICES) {
      await step(`pictures: ${device.name}`, async () => {
        // What was read while posing is unread again on the next device.
        await stage.hub.sql.query('create table if not exists shots_read as select * from read_marks');
        await stage.hub.sql.query(
          'update read_marks r set seq = s.seq from shots_read s where s.room_id = r.room_id and s.account_id = r.account_id',
        );
        for (const { page, states, devices = DEVICES } of pages) {
          if (!devices.includes(device)) continue;
          for (const state of states) {
            try {
              const picture = await camera.take(device, page, state, stage);
              const key = `${page} ${state.name}`;
              pictures.set(key, [...(pictures.get(key) ?? []), picture]);
            } catch (error) {
              failures += 1;
              console.error(`  ${error.message.split('\n').slice(0, 4).join(' / ')}`);
            }
          }
        }
        await camera.nextDevice();
      });
    }
  } finally {
    await camera.close();
  }
  return pictures;
}
