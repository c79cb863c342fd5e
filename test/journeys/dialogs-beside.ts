import { randomUUID } from 'node:crypto';
import { words as breakoutsEn } from '../../client/src/features/breakouts/breakouts.en.js';
import { words as breakoutsEs } from '../../client/src/features/breakouts/breakouts.es.js';
import { words as chatEn } from '../../client/src/features/chat/chat.en.js';
import { words as chatEs } from '../../client/src/features/chat/chat.es.js';
import { words as materialsEn } from '../../client/src/features/materials/materials.en.js';
import { words as materialsEs } from '../../client/src/features/materials/materials.es.js';
import { words as meetingsEn } from '../../client/src/features/meetings/meetings.en.js';
import { words as meetingsEs } from '../../client/src/features/meetings/meetings.es.js';
import { words as minutesEn } from '../../client/src/features/minutes/minutes.en.js';
import { words as minutesEs } from '../../client/src/features/minutes/minutes.es.js';
import { words as orderEn } from '../../client/src/features/order/order.en.js';
import { words as orderEs } from '../../client/src/features/order/order.es.js';
import { words as roomEn } from '../../client/src/features/rooms/room/room.en.js';
import { words as roomEs } from '../../client/src/features/rooms/room/room.es.js';
import { words as threadsEn } from '../../client/src/features/chat/threads/threads.en.js';
import { words as threadsEs } from '../../client/src/features/chat/threads/threads.es.js';
import type { Device } from '../support/browser.js';
import { uploaded } from '../support/files.js';
import type { Person } from '../support/person.js';
import { shut } from './dialogs.js';
import type { Screen } from './screen.js';

const said = {
  es: {
    breakouts: breakoutsEs,
    materials: materialsEs,
    meetings: meetingsEs,
    minutes: minutesEs,
    order: orderEs,
    room: roomEs,
    threads: threadsEs,
    more: chatEs.more,
  },
  en: {
    breakouts: breakoutsEn,
    materials: materialsEn,
    meetings: meetingsEn,
    minutes: minutesEn,
    order: orderEn,
    room: roomEn,
    threads: threadsEn,
    more: chatEn.more,
  },
};

const TO_COME = 'Kvist Øx';
const MATERIAL = 'Hjk Bnm';

/** What stands beside the chat of a room: threads, questions, pins, meetings, materials, reports. Answers the meeting that is over. */
export async function plantBeside(admin: Person, other: Person, roomId: string): Promise<string> {
  const { socket } = admin;
  const key = () => ({ roomId, clientId: randomUUID() });
  const { messageId: root } = await socket.post(roomId, 'Wrt plk', { asks: true });
  await other.socket.post(roomId, 'Vbn mkl', { threadId: root });
  await socket.do('chat:pin', { ...key(), messageId: root, pin: 'decision' });
  await socket.do('chat:save', { roomId, messageId: root, saved: true });
  const plan = {
    date: '2099-01-01',
    time: '10:00',
    timeZone: 'UTC',
    minutes: 30,
    agenda: [{ title: 'Qaz', minutes: 5 }],
  };
  const [meetingId = ''] = (await socket.do('meetings:schedule', { ...key(), title: 'Edc rfv', ...plan })).meetingIds;
  await socket.do('meetings:schedule', { ...key(), title: TO_COME, about: 'Tgb yhn', ...plan, waitingRoom: true });
  for (const step of ['meetings:start', 'meetings:end'] as const) await socket.do(step, { roomId, meetingId });
  const file = await uploaded(admin, roomId, 'poi.txt', 'lkj');
  await socket.do('materials:add', { ...key(), fileId: file.id, title: MATERIAL, licence: 'Uio' });
  for (const text of ['Zxc asd', 'Qwe rty']) {
    const { messageId } = await other.socket.post(roomId, text);
    await socket.do('chat:report', { ...key(), messageId, reason: 'spam', words: 'Lkj hgf' });
    if (text === 'Zxc asd') await socket.do('chat:hide', { ...key(), messageId, reason: 'Fds aqw' });
  }
  return meetingId;
}

/** What is wrong with all that opens beside a room and on the pages of its staff. */
export async function faultsBesideARoom(
  screen: Screen,
  { roomId, meetingId }: { roomId: string; meetingId: string },
  { language, touch }: Device,
): Promise<string[]> {
  const { page } = screen;
  const { breakouts, materials, meetings, minutes, order, room, threads } = said[language];
  const found: string[] = [];
  const look = async (where: string): Promise<void> => {
    await screen.settled();
    found.push(...(await screen.faults(where)));
  };
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: room.menu }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  const lookAtDialog = async (where: string): Promise<void> => {
    await page.getByRole('dialog').waitFor();
    await look(where);
    await shut(page);
  };
  await screen.go(`/rooms/${roomId}`);
  await choose(order.settings);
  await lookAtDialog(order.settings);
  // Said by somebody else, who could be muted or reported for it.
  const theirs = page.getByRole('log').getByRole('article').filter({ hasText: 'Qwe rty' });
  await (touch ? theirs.tap({ position: { x: 4, y: 4 } }) : theirs.hover());
  await theirs.getByRole('button', { name: said[language].more }).click();
  await page.getByRole('menuitem', { name: order.report, exact: true }).click();
  await lookAtDialog(order.report);

  await page.getByRole('button', { name: new RegExp(`^${threads.panel.title}`) }).click();
  const panel = page.getByRole('complementary', { name: threads.panel.title });
  for (const tab of ['questions', 'pins', 'threads'] as const) {
    await panel.getByText(threads.panel[tab], { exact: true }).click();
    await panel.getByText('Wrt plk').waitFor();
    await look(threads.panel[tab]);
  }
  await panel.getByText('Wrt plk').click();
  await page.getByRole('complementary', { name: threads.thread, exact: true }).getByText('Vbn mkl').waitFor();
  await look(threads.thread);

  await screen.go(`/rooms/${roomId}`);
  await choose(meetings.title);
  const meeting = page.getByRole('article', { name: TO_COME });
  await meeting.waitFor();
  await look(meetings.title);
  await page.getByRole('button', { name: meetings.panel.schedule }).click();
  await lookAtDialog(meetings.panel.schedule);
  await meeting.getByRole('button', { name: meetings.who }).click();
  await lookAtDialog(meetings.whoTitle);
  await meeting.getByRole('button', { name: meetings.options.replace('{{title}}', TO_COME) }).click();
  await page.getByRole('menuitem', { name: meetings.cancel }).click();
  await lookAtDialog(meetings.cancelTitle);

  await screen.go(`/rooms/${roomId}`);
  await choose(breakouts.title);
  await page.getByRole('radio', { name: breakouts.setUp.byHand }).check();
  await look(breakouts.title);
  await page.getByRole('button', { name: breakouts.setUp.open }).click();
  await page.getByRole('button', { name: breakouts.run.close }).click();
  await lookAtDialog(breakouts.run.closeTitle);
  await look(breakouts.run.say);
  await page.getByRole('button', { name: breakouts.run.close }).click();
  await page.getByRole('dialog').getByRole('button', { name: breakouts.run.close }).click();
  await page.getByRole('button', { name: breakouts.setUp.open }).waitFor();

  await screen.go(`/rooms/${roomId}`);
  await choose(room.materials);
  const actions = page.getByRole('button', { name: materials.actions.replace('{{title}}', MATERIAL) });
  for (const item of [materials.edit, materials.remove]) {
    await actions.click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await lookAtDialog(item);
  }

  await screen.go(`/rooms/${roomId}/reports`);
  for (const action of [order.hide, order.keepMessage, order.mute]) {
    await page.getByRole('button', { name: action, exact: true }).first().click();
    await lookAtDialog(action);
  }
  for (const tab of [order.tabs.closed, order.tabs.decisions]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').getByRole('listitem').first().waitFor();
    await look(tab);
  }
  await screen.go(`/rooms/${roomId}/meetings/${meetingId}/minutes`);
  await page.getByRole('button', { name: minutes.edit, exact: true }).click();
  await lookAtDialog(minutes.form.title);
  return found;
}
