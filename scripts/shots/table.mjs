// Who sits at the tables of the pictures. Presence is set as the hub itself would say it.

/** Demo people come into their rooms, so that lists and tables are alive. */
export async function setTable({ hub, people, rooms }) {
  const { RoomsService } = await import('../../src/features/rooms/rooms.service.ts');
  const service = hub.app.get(RoomsService);
  const sit = (roomId, ...keys) => keys.forEach((key) => service.arrived(people[key].actor, roomId));
  sit(rooms.marketing, 'lucia', 'dario', 'ines', 'joao', 'tomas', 'wanjiru', 'irene', 'marisol', 'gael');
  sit(rooms.statistics, 'marisol', 'bruno', 'yuki');
  sit(rooms.workshop, 'lucia', 'amaia', 'dario', 'wanjiru', 'noor', 'tomas', 'ines', 'yuki');
  sit(rooms.olympics, 'saida', 'noor', 'gael', 'mateo', 'ines');
}

/** `count` people at the table of a room, the viewer among them; above a hundred as a summary, like the hub. */
export async function seat({ hub, people }, roomId, count) {
  const { Realtime } = await import('../../src/platform/realtime/realtime.ts');
  const realtime = hub.app.get(Realtime);
  const stream = `room:${roomId}`;
  const others = [
    ...people.demo.map(({ actor }) => cardOf(actor)),
    ...people.crowd.map((person) => cardOf(person)),
  ].slice(0, count - 1);
  const signals = others.map((person, at) => ({
    person,
    role: 'learner',
    since: new Date(hub.clock.epochMs() - at * 60_000).toISOString(),
  }));
  const set = [];
  const say = (key, value) => {
    realtime.setSignal(stream, key, value);
    set.push(key);
  };
  if (count > 100) say('presence-summary', { count, faces: signals.slice(0, 24) });
  else for (const signal of signals) say(`presence:${signal.person.id}`, signal);
  if (count >= 3) say(`typing:${others[1].id}`, { person: others[1] });
  return () => set.forEach((key) => realtime.setSignal(stream, key, null));
}

/** Somebody writes, as long as the picture takes. */
export async function type({ hub, people }, roomId, key) {
  const { Realtime } = await import('../../src/platform/realtime/realtime.ts');
  const { actor } = people[key];
  hub.app.get(Realtime).setSignal(`room:${roomId}`, `typing:${actor.accountId}`, { person: cardOf(actor) }, 6_000);
}

export const cardOf = ({ id, accountId, name, kind = 'person', avatar = null }) => ({
  id: id ?? accountId,
  name,
  kind,
  avatar,
});
