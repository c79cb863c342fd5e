import { desktop, phone, type Device } from '../support/browser.js';
import { generous } from '../support/generous-limits.js';
import type { Person } from '../support/person.js';
import { faultsElsewhere, faultsOfARoom } from './dialogs.js';
import { faultsBesideARoom, plantBeside } from './dialogs-beside.js';
import { faultsOnAStage } from './dialogs-stage.js';
import { itWasQuiet, openHouse } from './house.js';
import { Screen } from './screen.js';
import { foreignWords } from './words.js';

const house = openHouse({ replace: [generous] });

interface Planted {
  admin: Person;
  roomId: string;
  meetingId: string;
  competition: string;
  directId: string;
  other: string;
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
  const meetingId = await plantBeside(admin, other, roomId);
  const direct = await admin.http.post<{ room: { id: string } }>('/api/rooms/direct', { personIds: [other.id] });
  await live.post(direct.body.room.id, 'Bnm');
  const shown = { skills: ['Qwv', 'Zxc vbn'], seeks: ['Mnb'], offers: ['Lkj'], country: 'ES', languages: ['es', 'eu'] };
  const links = [{ label: 'Poi uyt', url: 'https://192.0.2.7/' }];
  for (const { http } of [admin, other])
    await http.patch('/api/profile', { ...shown, links, visibility: { skills: 'all', links: 'all' } });
  const blocked = await hub.person('Jkl Asd');
  await admin.http.put(`/api/people/${blocked.id}/block`);
  const invite = await admin.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, { guests: true });
  theirs.close();
  await hub.log.settled();
  planted = {
    admin,
    roomId,
    meetingId,
    competition,
    directId: direct.body.room.id,
    other: other.id,
    code: invite.body.code,
  };
}, 60_000);

const outside = (): string[] => [
  '/',
  '/register',
  '/sign-in',
  '/forgot-password',
  '/reset-password',
  '/verify-email',
  '/setup',
  `/i/${planted.code}`,
  '/i/ZZZZZZZZZZZZ',
  `/p/${planted.admin.id}`,
  '/p/00000000-0000-7000-8000-000000000000',
  '/unsubscribe',
  '/legal/terms',
  '/legal/privacy',
  '/services',
  '/sign-in/with/1',
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
  `/rooms/${planted.roomId}/reports`,
  `/rooms/${planted.roomId}/meetings/${planted.meetingId}`,
  `/rooms/${planted.roomId}/meetings/${planted.meetingId}/minutes`,
  '/messages',
  '/saved',
  '/people',
  `/people/${planted.admin.id}`,
  `/people/${planted.other}`,
  '/people/00000000-0000-7000-8000-000000000000',
  '/profile',
  '/notices',
  '/settings',
  '/admin',
  '/admin?tab=community',
  '/admin?tab=brand',
  '/admin?tab=mail',
  '/admin?tab=rooms',
  '/admin?tab=system',
  '/admin?tab=audit',
];

/** The account speaks the language of the device. */
const speak = ({ language }: Device): Promise<unknown> =>
  house.hub.sql.query('update accounts set language = $2 where id = $1', [planted.admin.id, language]);

async function screen(device: Device): Promise<Screen> {
  const { page } = await house.visit(device);
  return new Screen(page, await foreignWords(device.language));
}

async function enter(screen: Screen): Promise<void> {
  const { page } = screen;
  await screen.go('/');
  await page.locator('a[href="/sign-in"]').first().click();
  await page.locator('input[name=email]').fill(planted.admin.email ?? '');
  await page.locator('input[name=password]').fill(planted.admin.password ?? '');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
  await page.getByRole('heading', { level: 1, name: /Xenia Ozz/ }).waitFor();
  await screen.settled();
}

async function walk(screen: Screen, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await screen.go(path);
    found.push(...(await screen.faults(path)));
  }
  return found;
}

// Of the pages inside, for whoever has looked at those outside: it makes both walks equally long.
const SHARE = 6;

const ways: [string, Device][] = [
  ['in Spanish on a desk', desktop],
  ['in English on a phone in the dark', { ...phone, language: 'en', scheme: 'dark' }],
];

it.each(ways)('no page has a barrier, a wrong word or too much width, %s', async (_, device) => {
  await speak(device);
  const [visitor, member] = [await screen(device), await screen(device)];
  const first = async (): Promise<string[]> => {
    const found = await walk(visitor, outside());
    await enter(visitor);
    return [...found, ...(await walk(visitor, inside().slice(0, SHARE)))];
  };
  const second = async (): Promise<string[]> => {
    await enter(member);
    return walk(member, inside().slice(SHARE));
  };
  // Two at once: while one page is on its way, the other is looked at.
  const found = await Promise.all([first(), second()]);
  expect(found.flat()).toEqual([]);
});

it.each(ways)('no dialog, menu or panel has a barrier or a wrong word, %s', async (_, device) => {
  await speak(device);
  const [one, other, third] = [await screen(device), await screen(device), await screen(device)];
  const found = await Promise.all([
    enter(one)
      .then(() => faultsOfARoom(one, planted.roomId, device))
      .then(async (found) => [...found, ...(await faultsOnAStage(one, planted.roomId, device))]),
    enter(other).then(() => faultsElsewhere(other, planted.roomId, device)),
    enter(third).then(() => faultsBesideARoom(third, planted, device)),
  ]);
  expect(found.flat()).toEqual([]);
});

itWasQuiet(house);
