// A workshop whose meeting goes on while the pictures are taken: for the stage, its breakouts and recordings.
import { randomUUID } from 'node:crypto';

const MINUTE_MS = 60_000;
export const WORKSHOP = 'Taller de relatos';
const PAGES = ['La primera frase', 'Lo que no se cuenta', 'Para el jueves'];

export async function plantWorkshop(app, clock, { create, people, materials, uploads, chat, rooms }) {
  const { pdfOf } = await import('../../test/support/pdf.ts');
  const { PlanMeetings } = await import('../../src/features/rooms/meetings/plan-meetings.ts');
  const { RunMeetings } = await import('../../src/features/rooms/meetings/run-meetings.ts');
  const { lucia, amaia, dario } = people;
  const roomId = await create(lucia, {
    kind: 'cohort',
    title: WORKSHOP,
    about: 'Seis tardes para escribir un relato y leerlo en voz alta.',
  });
  for (const person of people.demo.slice(1, 13)) await rooms.join(person.actor, { roomId, as: 'learner' });
  const key = () => ({ roomId, clientId: randomUUID() });
  const say = ({ actor }, text) => chat.post(actor, { ...key(), text, replyTo: null, threadId: null, mentions: [] });
  const title = 'La primera frase';
  const { id: fileId } = await uploads.receive(lucia.actor, roomId, { name: `${title}.pdf`, bytes: pdfOf(PAGES) });
  await materials.add(lucia.actor, { ...key(), fileId, title, licence: '' });
  const now = new Date(clock.epochMs() + 2 * MINUTE_MS).toISOString();
  const [meetingId] = (
    await app.get(PlanMeetings).schedule(lucia.actor, {
      ...key(),
      ...{
        title: 'Tarde de primeras frases',
        date: now.slice(0, 10),
        time: now.slice(11, 16),
        timeZone: 'UTC',
        minutes: 90,
      },
      ...{ about: '', waitingRoom: false, agenda: [] },
    })
  ).meetingIds;
  await app.get(RunMeetings).start(lucia.actor, { roomId, meetingId });
  await say(lucia, 'Buenas tardes. Hoy, solo primeras frases: una cada cual, sin explicar el relato.');
  await say(dario, '«Aquel verano aprendimos a nadar en la oscuridad.»');
  await say(amaia, 'Me quedo con la oscuridad. ¿De quién es la voz que lo cuenta?');
  return { workshop: roomId };
}
