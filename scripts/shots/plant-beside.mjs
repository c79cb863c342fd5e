// What stands beside a chat: a meeting that was, with its minutes; those to come; threads, questions, pins; reports.
import { randomUUID } from 'node:crypto';

const MINUTE_MS = 60_000;
export const HELD_MS = 40 * MINUTE_MS;

/** A reading group that has just met. It takes the clock forty minutes on. */
export async function plantClub(app, clock, { create, people }) {
  const { lucia, amaia, mateo, ines, dario, wanjiru } = people;
  const services = await servicesOf(app);
  const { planning, running, minutes, chat, threads, rooms, log, sql } = services;
  const roomId = await create(lucia, {
    kind: 'study-group',
    title: 'Club de lectura',
    about: 'Una novela corta al mes, sin prisa y en voz alta.',
  });
  const readers = [amaia, mateo, ines, dario, wanjiru];
  for (const { actor } of readers) await rooms.join(actor, { roomId, as: 'learner' });
  const key = () => ({ roomId, clientId: randomUUID() });
  const say = async ({ actor }, text, more = {}) =>
    (await chat.post(actor, { ...key(), text, replyTo: null, threadId: null, mentions: [], ...more })).messageId;
  const plan = (title, date, more = {}) =>
    planning.schedule(lucia.actor, {
      ...key(),
      ...{
        title,
        date,
        about: '',
        time: '18:30',
        timeZone: 'Europe/Madrid',
        minutes: 60,
        waitingRoom: false,
        agenda: [],
      },
      ...more,
    });

  const begin = clock.epochMs();
  const at = (minute) => clock.travelTo(new Date(begin + minute * MINUTE_MS));
  const now = new Date(begin + 30 * MINUTE_MS).toISOString();
  const steps = ['Ronda de impresiones', 'La escena de la estación', 'Qué leemos ahora', 'Despedida'];
  const [meetingId] = (
    await plan('Capítulo tres', now.slice(0, 10), {
      time: now.slice(11, 16),
      timeZone: 'UTC',
      minutes: 40,
      agenda: steps.map((title, index) => ({ title, minutes: [10, 20, 5, 5][index] })),
    })
  ).meetingIds;
  await running.start(lucia.actor, { roomId, meetingId });
  await say(lucia, 'Buenas tardes. Empezamos con la ronda: una frase cada cual, sin explicar nada.');
  at(2);
  await say(ines, 'Me quedo con «llegar tarde también es una forma de llegar».');
  at(4);
  const text = '¿Por qué vuelve a la estación si ya sabe que no hay tren?';
  const question = await say(amaia, text, { asks: true });
  at(9);
  await running.moveAgenda(lucia.actor, { roomId, meetingId, step: 1 });
  at(11);
  const answer = await say(dario, 'Porque lo que espera no es el tren. Espera que alguien la vea esperar.', {
    replyTo: question,
  });
  await threads.markAnswer(amaia.actor, { ...key(), messageId: question, answerId: answer });
  for (const { actor } of [amaia, ines, lucia]) await threads.thank(actor, { ...key(), messageId: answer });
  at(14);
  await say(mateo, 'La escena está comentada aquí: https://es.wikipedia.org/wiki/Mon%C3%B3logo_interior');
  const inThread = { threadId: question };
  await say(wanjiru, 'En mi edición esa página termina en puntos suspensivos.', inThread);
  await say(ines, 'En la mía también. ¿Será del original?', inThread);
  at(29);
  await running.moveAgenda(lucia.actor, { roomId, meetingId, step: 2 });
  await say(lucia, 'Para el jueves leemos hasta la página 140.', { decision: true });
  at(33);
  const open = await say(ines, '¿Alguien tiene la otra traducción, la de tapa verde?', { asks: true });
  await sql.query(
    `insert into visits (id, room_id, account_id, meeting_id, started_at, seen_until, ended_at)
     select gen_random_uuid(), $1, (v ->> 0)::uuid, $2, to_timestamp((v ->> 1)::float8 / 1000), to_timestamp((v ->> 2)::float8 / 1000),
            to_timestamp((v ->> 2)::float8 / 1000) from jsonb_array_elements($3::jsonb) v`,
    [roomId, meetingId, JSON.stringify(staysOf([lucia, amaia, ines, dario, mateo, wanjiru], begin))],
  );
  at(38);
  await running.end(lucia.actor, { roomId, meetingId });
  await log.settled();
  await minutes.edit(lucia.actor, {
    ...{ roomId, meetingId, revision: 0, hidden: [], words: [] },
    summary:
      'Hablamos de la espera y de quién mira a quién. Quedó claro que la estación no es un lugar, es una costumbre.',
    own: [{ kind: 'open', text: 'Comparar las dos traducciones del último párrafo.' }],
  });
  await minutes.publish(lucia.actor, { roomId, meetingId });

  const next = (await plan('Capítulo cuatro', '2026-11-26', { repeat: weekly(4) })).meetingIds;
  await plan('Tarde de preguntas', '2026-11-21', {
    waitingRoom: true,
    about: 'Traed una duda y un párrafo subrayado.',
  });
  for (const [{ actor }, given] of [
    [amaia, 'yes'],
    [ines, 'yes'],
    [dario, 'maybe'],
  ])
    await planning.rsvp(actor, { roomId, meetingId: next[0], answer: given });
  await threads.pin(lucia.actor, { ...key(), messageId: open, pin: 'pin' });
  for (const messageId of [question, answer, open])
    await services.keeping.save(lucia.actor, { roomId, messageId, saved: true });
  await plantReports(services, { roomId, say, people });
  return { club: roomId, meeting: meetingId };
}

/** One that waits, one that was hidden, and somebody who may not write for a while. */
async function plantReports({ reports, judging, mutes }, { roomId, say, people: { lucia, amaia, wanjiru, mateo } }) {
  const about = (messageId) => ({ roomId, clientId: randomUUID(), messageId });
  const sold = await say(mateo, 'Vendo apuntes de todos los capítulos, escribidme por privado.');
  await reports.report(amaia.actor, { ...about(sold), reason: 'spam', words: '' });
  await judging.hide(lucia.actor, { ...about(sold), reason: 'Aquí no se vende nada.' });
  await mutes.mute(lucia.actor, { roomId, personId: mateo.id, minutes: 60, reason: 'Aquí no se vende nada.' });
  const sharp = await say(wanjiru, 'Quien no haya entendido el final es que no ha leído el libro.');
  await reports.report(amaia.actor, {
    ...about(sharp),
    reason: 'harassment',
    words: 'Hay gente nueva y esto intimida.',
  });
}

const weekly = (count) => ({ every: 'week', interval: 1, weekdays: [], count });

/** Most stay for all of it; one comes late and one leaves early. */
const staysOf = (people, begin) =>
  people.map(({ id }, index) => [id, begin + (index % 4) * MINUTE_MS, begin + (index === 4 ? 20 : 38) * MINUTE_MS]);

async function servicesOf(app) {
  const of = async (path, name) => app.get((await import(`../../src/${path}.ts`))[name]);
  const { sqlOf } = await import('../../src/platform/database/sql.ts');
  const { DataSource } = await import('typeorm');
  return {
    planning: await of('features/rooms/meetings/plan-meetings', 'PlanMeetings'),
    running: await of('features/rooms/meetings/run-meetings', 'RunMeetings'),
    rooms: await of('features/rooms/rooms.service', 'RoomsService'),
    mutes: await of('features/rooms/mutes', 'Mutes'),
    chat: await of('features/chat/chat.service', 'ChatService'),
    threads: await of('features/chat/threads/threads.service', 'ThreadsService'),
    reports: await of('features/chat/reports/reports.service', 'ReportsService'),
    judging: await of('features/chat/reports/judge-messages', 'JudgeMessages'),
    keeping: await of('features/chat/keeping/keeping.service', 'KeepingService'),
    minutes: await of('features/minutes/minutes.service', 'MinutesService'),
    log: await of('platform/event-log/event-log', 'EventLog'),
    sql: sqlOf(app.get(DataSource)),
  };
}
