// The stage: its door, and people on it as the hub would say it. Pictures of cameras would be nobody's face.
import { cardOf } from './table.mjs';

const TIME = (hub, ago) => new Date(hub.clock.epochMs() - ago * 1000).toISOString();

export function stagePages({ people, rooms }) {
  const { lucia, amaia } = people;
  const path = `/rooms/${rooms.marketing}`;
  const onStage = (name, count, more) => ({
    name,
    path,
    who: lucia,
    async act(stage) {
      await enter(stage);
      // The hub believes in one stage of a room: the others come when it stands.
      this.clear = await standOn(stage, rooms.marketing, count);
      await more?.(stage);
      await stage.page.waitForTimeout(400);
    },
    async after({ page }) {
      this.clear();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^(Salir del escenario|Leave the stage)$/ }).click();
      await page.waitForTimeout(300);
    },
  });
  return [
    {
      page: 'stage',
      title: 'The stage',
      states: [
        {
          name: 'people on it, seen from the room',
          path,
          who: amaia,
          async before(stage) {
            this.clear = await standOn(stage, rooms.marketing, 5);
          },
          after() {
            this.clear();
          },
        },
        { name: 'its door, without devices', path, who: lucia, act: openDoor },
        onStage('alone', 0),
        onStage('six people', 5),
        onStage('fifteen people', 14),
        onStage('order', 5, order),
        onStage('slides', 5, slides),
      ],
    },
  ];
}

async function openDoor({ page }) {
  const enter = page.getByRole('button', { name: /^(Entrar al escenario|Enter the stage)$/ }).first();
  if (!(await enter.isVisible().catch(() => false))) {
    await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
    await page.getByRole('menuitem', { name: /^(Entrar al escenario|Enter the stage)$/ }).click();
  } else await enter.click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(800);
}

async function enter(stage) {
  const { page, hub, rooms } = stage;
  await openDoor(stage);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Entrar al escenario|Enter the stage)$/ })
    .click();
  await page.getByRole('toolbar').waitFor();
  const { Realtime } = await import('../../src/platform/realtime/realtime.ts');
  hub.app.get(Realtime).setSignal(`room:${rooms.marketing}`, 'stage', { video: 'ready', epoch: null });
  await page.waitForTimeout(600);
}

async function order({ page }) {
  await page.waitForTimeout(800);
  const button = page.getByRole('button', { name: /mano levantada|manos levantadas|hand raised|hands raised/ });
  if (await button.isVisible()) await button.click();
  else {
    await page.getByRole('button', { name: /^(Más opciones|More options)$/ }).click();
    await page.getByRole('menuitem', { name: /^(Turno de palabra|Waiting to speak)$/ }).click();
  }
  await page.waitForTimeout(400);
}

async function slides({ page }) {
  const { pdfOf } = await import('../../test/support/pdf.ts');
  await page.getByRole('button', { name: /^(Más opciones|More options)$/ }).click();
  await page.getByRole('menuitem', { name: /^(Mostrar diapositivas|Show slides)$/ }).click();
  const bytes = pdfOf(['¿A quién le hablas?', 'Tres preguntas', 'Para el jueves']);
  const file = { name: 'A quién le hablas.pdf', mimeType: 'application/pdf', buffer: bytes };
  await page.locator('[data-slides]').setInputFiles(file);
  await page.getByRole('button', { name: /^(Añadir a la sala|Add to the room)$/ }).click();
  await page
    .getByRole('button', { name: /^A quién le hablas/ })
    .last()
    .click();
  await page.locator('[data-tile=slides] canvas').waitFor();
  await page.waitForTimeout(600);
}

/** `count` others on the stage: two speak, one has a hand up, one has a narrow line, some are muted. */
async function standOn({ hub, people }, roomId, count) {
  const { Realtime } = await import('../../src/platform/realtime/realtime.ts');
  const realtime = hub.app.get(Realtime);
  const stream = `room:${roomId}`;
  const set = [];
  const say = (key, value) => {
    realtime.setSignal(stream, key, value);
    set.push(key);
  };
  const others = people.demo.filter(({ actor }) => actor !== people.lucia.actor).slice(0, count);
  for (const [at, { actor }] of others.entries()) {
    const person = cardOf(actor);
    say(`stage:${person.id}`, {
      person,
      role: at === 0 ? 'co-host' : 'learner',
      peerId: person.id,
      since: TIME(hub, 600 - at),
      microphone: { trackId: person.id, on: at % 3 !== 2 },
      camera: null,
      screens: [],
      hand: at === 2 || at === 3 ? TIME(hub, 60 - at) : null,
      quality: at === 1 ? 'fair' : at === 4 ? 'poor' : 'good',
    });
  }
  const loud = others.slice(0, 1).map(({ actor }) => ({ personId: actor.accountId, level: -20 }));
  if (loud.length > 0) say('speaking', { people: loud });
  return () => set.forEach((key) => realtime.setSignal(stream, key, null));
}
