// The stage: its door, few and many people on it, their order, slides. Pictures of cameras would be nobody's face.
import { moreOf, onStage, openDoor, standOn } from './on-stage.mjs';

const HANDS = /mano levantada|manos levantadas|hand raised|hands raised/;

export function stagePages({ people, rooms }) {
  const { lucia, amaia } = people;
  const path = `/rooms/${rooms.marketing}`;
  const here = (name, count, more) => onStage(rooms.marketing, { name, who: lucia, count, more });
  const workshop = (name, who, more) => onStage(rooms.workshop, { name, who, count: 4, more });
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
        { name: 'its door, without devices', path, who: lucia, act: (stage) => openDoor(stage) },
        here('alone', 0),
        here('two people', 1),
        here('five people', 4),
        here('twelve people', 11),
        here('what else can be done', 4, ({ page }) =>
          page.getByRole('button', { name: /^(Más opciones|More options)$/ }).click(),
        ),
        here('reacting', 4, ({ page }) => page.getByRole('button', { name: /^(Reaccionar|React)$/ }).click()),
        here('order', 5, order),
      ],
    },
    {
      page: 'slides',
      title: 'Slides on the stage',
      states: [
        workshop('choosing them', lucia, choose),
        workshop('shown by oneself', lucia, async (stage) => {
          await choose(stage);
          await slidesIn(stage).click();
          await drawn(stage);
        }),
        workshop('shown by somebody else', amaia, async (stage) => {
          await showFor(stage, rooms.workshop);
          await drawn(stage);
        }),
        workshop('leafing on one’s own', amaia, async (stage) => {
          await showFor(stage, rooms.workshop);
          await drawn(stage);
          await stage.page.getByRole('button', { name: /^(Página siguiente|Next page)$/ }).click();
          await stage.page.waitForTimeout(800);
        }),
      ],
    },
  ];

  async function order({ page }) {
    await page.waitForTimeout(800);
    const button = page.getByRole('button', { name: HANDS });
    if (await button.isVisible()) await button.click();
    else await moreOf({ page }, /^(Turno de palabra|Waiting to speak)$/);
  }
  async function choose(stage) {
    await moreOf(stage, /^(Mostrar diapositivas|Show slides)$/);
    await slidesIn(stage).waitFor();
  }
  async function drawn({ page }) {
    await page.locator('[data-tile=slides] canvas').waitFor();
    await page.waitForTimeout(800);
  }
}

const slidesIn = ({ page }) => page.getByRole('dialog').getByRole('button', { name: /^La primera frase/ });

/** Lucía's slides, without her window: they go when the last one leaves. */
async function showFor({ hub, people }, roomId) {
  const { EventLog } = await import('../../src/platform/event-log/event-log.ts');
  const { StageRepository } = await import('../../src/features/stage/stage.repository.ts');
  const log = hub.app.get(EventLog);
  const { view } = await hub.app.get(StageRepository).stage(hub.sql, roomId);
  const [file] = await hub.sql.query(
    `select id, used_by, name from files where room_id = $1 and type = 'application/pdf'`,
    [roomId],
  );
  const { touched: _, ...settings } = view;
  const slides = { fileId: file.id, title: file.name, presenterId: people.lucia.id, page: 1 };
  const stream = `room:${roomId}`;
  await log.change(people.lucia.actor, [stream], async ({ append }) =>
    append({
      ...{ stream, type: 'stage.slides-changed', subject: file.used_by, actor: people.lucia.id },
      payload: { stage: { ...settings, slides } },
    }),
  );
}
