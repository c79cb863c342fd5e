// Captions on the stage: what is said as text, the pen, and where one's own voice goes.
import { moreOf, onStage, signalsOf } from './on-stage.mjs';

const LOOK = 'tertulia.captions';
const LINES = {
  mateo: [{ text: 'La primera frase promete algo, y el relato lo cumple o lo rompe.', source: 'endpoint' }],
  dario: [{ text: 'Yo siempre la escribo al final.', source: 'typed' }],
  wanjiru: [{ text: 'Mine came first, and everything else had to follow it.', source: 'device', language: 'en' }],
};

export function captionsPages({ people, rooms }) {
  const { lucia } = people;
  const state = (name, more, undo) => onStage(rooms.workshop, { name, who: lucia, count: 4, more, undo });
  const large = state('large letters, and one’s own voice', async (stage) => {
    const clear = await said(stage, rooms.workshop);
    await dialog(stage);
    await stage.page.getByRole('button', { name: /^(Subtitular mi voz|Caption my voice)$/ }).click();
    return clear;
  });
  return [
    {
      page: 'captions',
      title: 'Captions',
      states: [
        state('what is said', (stage) => said(stage, rooms.workshop)),
        {
          ...large,
          before: ({ page }) => page.addInitScript((key) => localStorage.setItem(key, 'large'), LOOK),
          async after(stage) {
            await stage.page.evaluate((key) => localStorage.removeItem(key), LOOK);
            await large.after.call(this, stage);
          },
        },
        state('typing them', async (stage) => {
          const clear = await said(stage, rooms.workshop);
          await dialog(stage);
          await stage.page.getByLabel(/^(Escribir subtítulos a mano|Type captions by hand)/).click();
          await stage.page.keyboard.press('Escape');
          await stage.page
            .getByRole('textbox', { name: /^(Línea de subtítulo|Line of captions)$/ })
            .fill('Cambia quién mira.');
          return clear;
        }),
        { ...state('its dialog', dialog), height: 960 },
      ],
    },
  ];

  async function said({ hub }, roomId) {
    const realtime = await signalsOf(hub);
    const keys = Object.entries(LINES).map(([who, lines], index) => {
      const key = `caption:${people[who].id}`;
      const at = new Date(hub.clock.epochMs() - 9_000 + index * 2_000).toISOString();
      realtime.setSignal(`room:${roomId}`, key, { lines: lines.map((line) => ({ language: 'es', at, ...line })) });
      return key;
    });
    return () => keys.forEach((key) => realtime.setSignal(`room:${roomId}`, key, null));
  }
}

/** With an endpoint that is elsewhere. */
async function dialog(stage) {
  const { Captions } = await import('../../src/features/stage/captions/captions.ts');
  stage.hub.app.get(Captions).way = () =>
    Promise.resolve({ endpoint: { host: 'subtitulos.example.org', here: false } });
  await moreOf(stage, /^(Subtítulos|Captions)$/);
  await stage.page.getByRole('button', { name: /^(Subtitular mi voz|Caption my voice)$/ }).waitFor();
}
