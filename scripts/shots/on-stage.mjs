// How a picture is taken on a stage: in by its door, others beside oneself as the hub would say it, and out again.
import { cardOf } from './table.mjs';

const ENTER = /^(Entrar al escenario|Enter the stage)$/;
const time = (hub, ago) => new Date(hub.clock.epochMs() - ago * 1000).toISOString();

export async function signalsOf(hub) {
  const { Realtime } = await import('../../src/platform/realtime/realtime.ts');
  return hub.app.get(Realtime);
}

/** Opens something of the room's header, or of its menu where the screen is narrow. */
export async function openInRoom(page, name) {
  const button = page.getByRole('button', { name }).first();
  if (await button.isVisible().catch(() => false)) return button.click();
  await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

export async function openDoor({ page }, name = ENTER) {
  await openInRoom(page, name);
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(800);
}

/** Goes in, and the hub believes that it has video. */
export async function enter(stage, roomId, by = ENTER, go = ENTER) {
  const { page, hub } = stage;
  await openDoor(stage, by);
  await page.getByRole('dialog').getByRole('button', { name: go }).click();
  await page.getByRole('toolbar').waitFor();
  (await signalsOf(hub)).setSignal(`room:${roomId}`, 'stage', { video: 'ready', epoch: null });
  await page.waitForTimeout(600);
}

export async function leave({ page }) {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^(Salir del escenario|Leave the stage)$/ }).click();
  await page.waitForTimeout(300);
}

export async function moreOf({ page }, name) {
  await page.getByRole('button', { name: /^(Más opciones|More options)$/ }).click();
  await page.getByRole('menuitem', { name }).click();
  await page.waitForTimeout(500);
}

/**
 * People on the stage beside who looks: one speaks, two have a hand up, one has a narrow line, some are muted.
 * Resolves with what clears them.
 */
export async function standOn({ hub, people }, roomId, count, viewer = people.lucia) {
  const realtime = await signalsOf(hub);
  const stream = `room:${roomId}`;
  const set = [];
  const say = (key, value) => {
    realtime.setSignal(stream, key, value);
    set.push(key);
  };
  const others = people.demo.filter(({ actor }) => actor !== viewer.actor).slice(0, count);
  for (const [at, { actor, id }] of others.entries()) {
    const person = cardOf(actor);
    say(`stage:${person.id}`, {
      person,
      role: id === people.lucia.id ? 'host' : id === people.mateo.id ? 'co-host' : 'learner',
      peerId: person.id,
      since: time(hub, 600 - at),
      microphone: { trackId: person.id, on: at % 3 !== 2 },
      camera: null,
      screens: [],
      hand: at === 2 || at === 3 ? time(hub, 60 - at) : null,
      quality: at === 1 ? 'fair' : at === 4 ? 'poor' : 'good',
    });
  }
  const loud = others.slice(0, 1).map(({ actor }) => ({ personId: actor.accountId, level: -20 }));
  if (loud.length > 0) say('speaking', { people: loud });
  return () => set.forEach((key) => realtime.setSignal(stream, key, null));
}

/** A state in which somebody stands on the stage of a room with others, and does one thing more. */
export const onStage = (roomId, { name, who, count, more, undo }) => ({
  name,
  path: `/rooms/${roomId}`,
  who,
  async act(stage) {
    await enter(stage, roomId);
    // The hub believes in one stage of a room: the others come when it stands.
    this.clear = await standOn(stage, roomId, count, who);
    try {
      this.undone = await more?.(stage);
    } catch (error) {
      // Nobody stays behind in the next picture.
      this.clear();
      throw error;
    }
    await stage.page.waitForTimeout(400);
  },
  async after(stage) {
    await this.undone?.();
    await undo?.(stage);
    this.clear();
    await leave(stage);
  },
});
