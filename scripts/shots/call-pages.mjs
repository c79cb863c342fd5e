// Calls between two people: for who is called, wherever they are, and for who calls.
import { enter, leave, openDoor, signalsOf } from './on-stage.mjs';
import { cardOf } from './table.mjs';

const CALL = /^(Llamar|Call)$/;

export function callPages({ people, rooms }) {
  const { lucia, amaia, dario, long } = people;
  const roomId = rooms.direct;
  const path = `/rooms/${roomId}`;
  const rung = (name, { at, who, by, others = [] }) => ({
    name,
    path: at,
    who,
    async act({ page, hub }) {
      const endsAt = new Date(hub.clock.epochMs() + 30_000).toISOString();
      const ring = { by: cardOf(by.actor), others: others.map(({ actor }) => cardOf(actor)), endsAt };
      const realtime = await signalsOf(hub);
      this.hush = () => realtime.setSignal(`account:${who.id}`, `call:${roomId}`, null);
      realtime.setSignal(`account:${who.id}`, `call:${roomId}`, ring);
      await page.getByRole('alert').getByRole('button').first().waitFor();
    },
    after() {
      this.hush();
    },
  });
  /** Lucía calls; `more` is what the other does. */
  const call = (name, more) => ({
    name,
    path,
    who: lucia,
    async act(stage) {
      await enter(stage, roomId, CALL, CALL);
      this.clear = await more?.(stage);
      await stage.page.waitForTimeout(600);
    },
    async after(stage) {
      this.clear?.();
      // Nobody is told of a call that was missed.
      await answer(stage, false);
      await leave(stage);
    },
  });
  return [
    {
      page: 'calls',
      title: 'Calls',
      states: [
        rung('called, on another page', { at: '/home', who: amaia, by: lucia }),
        rung('called by a long name, with others', { at: '/rooms', who: lucia, by: long, others: [amaia, dario] }),
        { name: 'before calling', path, who: lucia, act: (stage) => openDoor(stage, CALL) },
        call('it rings'),
        call('the other is coming', (stage) => void answer(stage, true)),
        call('talking', async (stage) => {
          await answer(stage, true);
          return arrive(stage);
        }),
        call('not now', (stage) => void answer(stage, false)),
      ],
    },
  ];

  async function answer({ hub }, accept) {
    const { Calls } = await import('../../src/features/stage/calls/calls.ts');
    // What is over takes no answer any more.
    await hub.app
      .get(Calls)
      .answer(amaia.actor, { roomId, accept })
      .catch(() => null);
  }
  /** Amaia on the stage, as the hub would say it. */
  async function arrive({ hub }) {
    const realtime = await signalsOf(hub);
    const person = cardOf(amaia.actor);
    const set = (value) => realtime.setSignal(`room:${roomId}`, `stage:${person.id}`, value);
    set({
      ...{ person, role: 'learner', peerId: person.id, since: new Date(hub.clock.epochMs()).toISOString() },
      ...{ microphone: { trackId: person.id, on: true }, camera: null, screens: [], hand: null, quality: 'good' },
    });
    realtime.setSignal(`room:${roomId}`, 'speaking', { people: [{ personId: person.id, level: -20 }] });
    return () => {
      set(null);
      realtime.setSignal(`room:${roomId}`, 'speaking', null);
    };
  }
}
