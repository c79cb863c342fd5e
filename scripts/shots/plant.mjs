// People, rooms and messages for the states that the demo does not have: long names, two hundred of everything, closed doors.
import { randomUUID } from 'node:crypto';
import { plantClub } from './plant-beside.mjs';
import { plantFiles } from './plant-files.mjs';
import { plantWorkshop } from './plant-workshop.mjs';

export const LONG_NAME = 'Maximilianaferdinandarodriguezdelasbarra';
const LONG_TITLE = 'Electroencefalografistasdevillafrancadel';
const LONG_WORD = 'https://ejemplo.example/una/direccion/que/no/termina/'.padEnd(180, 'abcdefghij');
const PASSWORD = 'una frase larga para entrar';
const MANY = 200;
const ROOM = { about: '', language: 'es', visibility: 'public', capacity: 300 };
const FIRST =
  'Alba Bruna Ciro Dalia Emilio Fátima Gonzalo Hebe Iker Julia Kenia Leo Marta Nico Olalla Pau Quim Rosa Sara Teo'.split(
    ' ',
  );
const LAST = 'Abad Bosch Cano Duarte Egea Ferrer Gil Haro Ibarra Jara'.split(' ');

/** Resolves with the ids and passwords that the pages ask for. */
export async function plant(app, clock) {
  const services = await servicesOf(app);
  const people = await plantPeople(services);
  const create = async (host, input) => (await services.rooms.create(host.actor, { ...ROOM, ...input })).room.id;
  const rooms = await plantRooms({ ...services, create }, people);
  const club = await plantClub(app, clock, { create, people });
  return {
    people,
    rooms: { ...rooms, ...club, ...(await plantWorkshop(app, clock, { ...services, create, people })) },
  };
}

async function servicesOf(app) {
  const { AccountsService } = await import('../../src/features/accounts/accounts.service.ts');
  const { RoomsService } = await import('../../src/features/rooms/rooms.service.ts');
  const { OpenDirect } = await import('../../src/features/rooms/open-direct.ts');
  const { ChatService } = await import('../../src/features/chat/chat.service.ts');
  const { DemoPasswords } = await import('../../src/features/demo/demo-passwords.ts');
  const { sqlOf } = await import('../../src/platform/database/sql.ts');
  const { MaterialsService } = await import('../../src/features/materials/materials.service.ts');
  const { Uploads } = await import('../../src/platform/uploads/uploads.ts');
  const { DataSource } = await import('typeorm');
  return {
    accounts: app.get(AccountsService),
    rooms: app.get(RoomsService),
    direct: app.get(OpenDirect),
    chat: app.get(ChatService),
    materials: app.get(MaterialsService),
    uploads: app.get(Uploads),
    passwords: app.get(DemoPasswords),
    sql: sqlOf(app.get(DataSource)),
  };
}

async function plantPeople({ accounts, passwords, sql }) {
  const make = async (name, email) => {
    const { id } = await accounts.createPerson({
      name,
      email,
      password: PASSWORD,
      ageBand: '18-plus',
      language: 'es',
      timeZone: 'Europe/Madrid',
      about: '',
      role: 'member',
      mentor: 'none',
    });
    return { id, email, password: PASSWORD, actor: await accounts.actorOf(id) };
  };
  const demo = async (key) => {
    const email = passwords.emailOf(key);
    const [{ id }] = await sql.query('select id from accounts where email = $1', [email]);
    return { id, email, password: passwords.password, actor: await accounts.actorOf(id) };
  };
  const keys = 'lucia mateo amaia dario wanjiru noor tomas ines yuki bruno marisol joao saida gael irene ruben'.split(
    ' ',
  );
  const known = Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await demo(key)])));
  const newcomer = await make('Olga Rivas', 'olga@example.org');
  const long = await make(LONG_NAME, 'larga@example.org');
  const busy = await make('Nuria Prats', 'nuria@example.org');
  const alone = await make('Vera Lind', 'vera@example.org');
  // Two hundred more: rows like the newcomer's, because hashing so many passwords would take minutes.
  const crowd = Array.from({ length: MANY }, (_, at) => ({
    id: randomUUID(),
    email: `persona.${at + 1}@example.org`,
    name: `${FIRST[at % FIRST.length]} ${LAST[Math.floor(at / FIRST.length)]}`,
  }));
  await sql.query(
    `insert into accounts (id, kind, name, email, about, language, time_zone, age_band, terms_version, terms_accepted_at, created_at)
     select (c ->> 'id')::uuid, 'person', c ->> 'name', c ->> 'email', '', 'es', 'Europe/Madrid', age_band, terms_version, terms_accepted_at, created_at
     from accounts, jsonb_array_elements($2::jsonb) c where accounts.id = $1`,
    [newcomer.id, JSON.stringify(crowd)],
  );
  await sql.query(`update accounts set mentor = 'requested', mentor_why = $2 where id = $1`, [
    busy.id,
    'Llevo seis años acompañando a gente que cambia de oficio.',
  ]);
  return { ...known, newcomer, long, busy, alone, crowd, demo: keys.map((key) => known[key]) };
}

async function plantRooms({ accounts, rooms, direct, chat, sql, create, ...files }, people) {
  const found = async (title) => (await sql.query('select id from rooms where title = $1', [title]))[0].id;
  const say = (who, roomId, text, replyTo = null) =>
    chat.post(who.actor, { roomId, clientId: randomUUID(), text, replyTo, mentions: [] });
  const { lucia, mateo, amaia, long, busy, alone, crowd } = people;
  const crowdActors = await Promise.all(crowd.map(({ id }) => accounts.actorOf(id)));

  const empty = await create(lucia, { kind: 'study-group', title: 'Lecturas del jueves' });
  const archived = await create(lucia, { kind: 'cohort', title: 'Taller de otoño' });
  await rooms.join(amaia.actor, { roomId: archived, as: 'learner' });
  await say(lucia, archived, 'Hasta aquí el taller. Ha sido un gusto leeros.');
  await say(amaia, archived, 'Gracias por la paciencia y por las comas.');
  await rooms.archive(lucia.actor, { roomId: archived });
  const locked = await create(lucia, { kind: 'competition', title: 'Avisos del jurado' });
  await rooms.join(amaia.actor, { roomId: locked, as: 'learner' });
  await say(lucia, locked, 'Aquí se publican los avisos. Las preguntas, en la sala de la ronda.');
  await rooms.setLocks(lucia.actor, { roomId: locked, locks: { chat: true } });

  const longRoom = await create(lucia, { kind: 'study-group', title: LONG_TITLE, about: LONG_WORD });
  await rooms.join(long.actor, { roomId: longRoom, as: 'learner' });
  const first = await say(long, longRoom, `Mirad esto: ${LONG_WORD}`);
  await say(lucia, longRoom, `\`${LONG_WORD}\` y ${'larguísimo'.repeat(9)}`, first.messageId);
  await say(long, longRoom, 'Y un nombre que no cabe en ninguna parte, como el mío.');
  const longDirect = (await direct.open(lucia.actor, { personIds: [long.id] })).room.id;
  await say(long, longDirect, 'Hola, te escribo por aquí.');

  const many = await create(lucia, { kind: 'cohort', title: 'La sala de doscientas personas' });
  await rooms.join(busy.actor, { roomId: many, as: 'learner' });
  for (const actor of crowdActors) await rooms.join(actor, { roomId: many, as: 'learner' });
  for (const [at, actor] of crowdActors.entries())
    await say(
      { actor },
      many,
      `Mensaje ${at + 1}: ${['sigo aquí', 'me sumo', 'lo he probado y funciona', 'yo lo veo al revés'][at % 4]}.`,
    );
  for (const [at, person] of crowd.entries()) {
    const { room } = await direct.open(busy.actor, { personIds: [person.id] });
    if (at % 10 === 0) await say({ actor: crowdActors[at] }, room.id, '¿Tienes un momento?');
  }
  // An administrator who hosts all kinds and is in no other picture.
  const host = { actor: { ...people.ruben.actor, role: 'admin', mentor: true } };
  const kinds = ['study-group', 'cohort', 'mentor-session', 'competition'];
  for (let at = 0; at < MANY; at += 1) {
    const roomId = await create(host, {
      kind: kinds[at % 4],
      title: `Grupo de lectura ${at + 1}`,
      visibility: 'unlisted',
    });
    await letIn(rooms, host, busy, roomId);
  }
  const demo = {
    marketing: await found('IA para marketing'),
    statistics: await found('Estadística sin miedo'),
    mentoring: await found('Mentoría: del cuaderno al producto'),
    olympics: await found('Olimpiada de IA: ronda de primavera'),
  };
  const pair = (await direct.open(lucia.actor, { personIds: [amaia.id] })).room.id;
  await say(amaia, pair, '¿Te viene bien mirar mi titular antes del jueves?');
  await say(lucia, pair, 'Claro. Pásamelo por aquí y lo leo esta tarde.');
  await say(
    mateo,
    (await direct.open(mateo.actor, { personIds: [lucia.id] })).room.id,
    'Te he dejado notas en la ronda tres.',
  );
  const withFiles = await create(lucia, { kind: 'cohort', title: 'Taller de materiales' });
  await rooms.join(amaia.actor, { roomId: withFiles, as: 'learner' });
  await plantFiles({ chat, ...files }, { roomId: withFiles, host: lucia.actor, learner: amaia.actor });
  await plantFiles({ chat, ...files }, { roomId: longRoom, host: lucia.actor, learner: long.actor, long: true });
  const table = await create(alone, { kind: 'study-group', title: 'La mesa redonda', visibility: 'unlisted' });
  const link = async (host, roomId, guests) =>
    (await rooms.invites.create(host.actor, { roomId, role: 'learner', guests, expiresInHours: 24 * 7, maxUses: null }))
      .code;
  const invites = { open: await link(lucia, demo.marketing, true), members: await link(lucia, longRoom, false) };
  const [{ seq }] = await sql.query(
    `select seq from messages where text like '%\`\`\`python%' and room_id = $1 limit 1`,
    [demo.statistics],
  );
  return {
    ...demo,
    empty,
    archived,
    locked,
    long: longRoom,
    longDirect,
    many,
    direct: pair,
    table,
    withFiles,
    invites,
    codeSeq: Number(seq),
  };
}

async function letIn(rooms, host, person, roomId) {
  const { code } = await rooms.invites.create(host.actor, {
    roomId,
    role: 'learner',
    guests: false,
    expiresInHours: 1,
    maxUses: null,
  });
  await rooms.invites.accept(person.actor, { code });
}
