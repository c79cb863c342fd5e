// Breakouts of a meeting: before they open, for who leads, for who sits in one.
import { randomUUID } from 'node:crypto';
import { signalsOf } from './on-stage.mjs';
import { cardOf } from './table.mjs';

const SEATS = { amaia: 1, noor: 1, ines: 1, dario: 2, wanjiru: 2, tomas: 2, yuki: 2 };
const rest = ({ page }) => page.waitForTimeout(800);

export function breakoutPages({ people, rooms }) {
  const { lucia, amaia, dario, tomas } = people;
  const path = `/rooms/${rooms.workshop}`;
  /** `at`: seen from within that breakout. */
  const opened = (name, who, { at, way = 'by-hand', ...more } = {}) => ({
    name,
    path,
    who,
    async before(stage) {
      const breakouts = await open(stage, rooms.workshop, way);
      if (at === undefined) return;
      this.room = breakouts[at];
      this.path = `/rooms/${this.room}`;
    },
    act: rest,
    ...more,
  });
  return [
    {
      page: 'breakouts',
      title: 'Breakouts',
      states: [
        {
          name: 'dividing',
          path,
          who: lucia,
          height: 900,
          before: (stage) => close(stage, rooms.workshop),
          act: divide,
        },
        { name: 'dividing by hand', path, who: lucia, height: 1300, act: divideByHand },
        opened('open, for who leads', lucia),
        opened('leading them', lucia, { height: 1300, act: lead }),
        opened('a seat', dario),
        opened('in a breakout, help asked for', amaia, { at: 0 }),
        opened('in a breakout, somebody speaks to all', dario, {
          at: 1,
          async act({ page, hub }) {
            const spoken = { person: cardOf(lucia.actor), trackId: null };
            this.realtime = await signalsOf(hub);
            this.realtime.setSignal(`room:${this.room}`, 'voice-to-all', spoken);
            await page.waitForTimeout(800);
          },
          after() {
            this.realtime.setSignal(`room:${this.room}`, 'voice-to-all', null);
          },
        }),
        opened('everybody chooses', tomas, { way: 'self-chosen', after: (stage) => close(stage, rooms.workshop) }),
      ],
    },
  ];
}

async function divide({ page }) {
  await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
  await page.getByRole('menuitem', { name: /^(Corrillos|Breakouts)$/ }).click();
  await page.getByRole('button', { name: /^(Abrir los corrillos|Open the breakouts|Open breakouts)$/ }).waitFor();
}
async function divideByHand(stage) {
  await divide(stage);
  await stage.page.getByText(/^(A mano|By hand)$/).click();
  const lists = stage.page.getByRole('combobox');
  for (let at = 0; at < (await lists.count()) - 1; at += 1) await lists.nth(at).selectOption({ index: (at % 2) + 1 });
}
async function lead({ page }) {
  await page
    .getByRole('button', { name: /^(Dirigir|Lead)$/ })
    .first()
    .click();
  await page.waitForTimeout(800);
}

async function servicesOf({ app }) {
  const of = async (path, name) => app.get((await import(`../../src/features/${path}.ts`))[name]);
  return {
    opening: await of('rooms/breakouts/open-breakouts', 'OpenBreakouts'),
    running: await of('rooms/breakouts/run-breakouts', 'RunBreakouts'),
    repository: await of('rooms/breakouts/breakouts.repository', 'BreakoutsRepository'),
    chat: await of('chat/chat.service', 'ChatService'),
    broadcast: await of('chat/breakouts/broadcast', 'Broadcast'),
  };
}

async function close({ hub, people }, roomId) {
  const { running } = await servicesOf(hub);
  await running.close(people.lucia.actor, { roomId });
}

/** Resolves with the ids of the breakouts; two of their people wait for help, and something was said. */
async function open(stage, roomId, way) {
  const { hub, people, device } = stage;
  const { opening, running, repository, chat, broadcast } = await servicesOf(hub);
  const before = await repository.open(hub.sql, roomId);
  if (before?.way === way) return before.rooms.map(({ id }) => id);
  await close(stage, roomId);
  const key = () => ({ roomId, clientId: randomUUID() });
  const seats = Object.entries(SEATS).map(([who, place]) => ({ personId: people[who].id, place }));
  const title = device.language === 'es' ? 'Corrillo' : 'Breakout';
  await opening.open(people.lucia.actor, {
    ...{ ...key(), way, latecomers: 'smallest', minutes: 10 },
    rooms: [1, 2].map((place) => ({ title: `${title} ${place}` })),
    seats: way === 'by-hand' ? seats : [],
  });
  const now = await repository.open(hub.sql, roomId);
  const ids = now.rooms.map(({ id }) => id);
  if (way !== 'by-hand') return ids;
  const say = (who, at, text) =>
    chat.post(people[who].actor, {
      ...{ roomId: ids[at], clientId: randomUUID(), text },
      ...{ replyTo: null, threadId: null, mentions: [] },
    });
  await say('noor', 0, 'Yo empezaría por la voz: ¿quién cuenta y cuándo lo cuenta?');
  await say('amaia', 0, 'Alguien que vuelve treinta años después.');
  await say('tomas', 1, 'La nuestra: «No llegamos tarde: llegamos cuando ya daba igual.»');
  await broadcast.say(people.lucia.actor, { ...key(), text: 'Quedan diez minutos. Elegid una sola frase por grupo.' });
  for (const who of ['amaia', 'noor']) await running.askHelp(people[who].actor, { roomId });
  return ids;
}
