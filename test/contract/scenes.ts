import { randomUUID } from 'node:crypto';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import type { Column, Setting } from './columns.js';

/** People who are in every room of the matrix for others to do something to. */
export interface Extras {
  readonly host: Person;
  readonly coHost: Person;
  readonly learner: Person;
  readonly banned: Person;
}
/** One room for one deed of one column: nothing that another deed did is in the way. */
export interface Scene {
  readonly roomId: string;
  readonly column: Column;
  readonly setting: Setting;
  readonly actor: Person | null;
  readonly extras: Extras;
  readonly inviteId: string;
  /** Messages, all of them questions: the actor's, another's, which answers it, one the actor deleted, one that somebody else deleted. */
  readonly own: string;
  readonly others: string;
  readonly ownDeleted: string;
  readonly othersDeleted: string;
  /** Hidden by the staff: the actor's, another's. */
  readonly ownHidden: string;
  readonly othersHidden: string;
  /** An open report of the host about the other's message. */
  readonly reportId: string;
  /** Meetings: one to come, one that goes on and asks whom to let in, one that is over and that the actor was at. */
  readonly toCome: string;
  readonly goingOn: string;
  readonly over: string;
  /** A file of the actor's that nothing shows yet, and materials: the actor's, another's. */
  readonly newFile: string;
  readonly ownMaterial: string;
  readonly othersMaterial: string;
}
type Planned = Pick<Scene, 'column' | 'setting' | 'actor'>;

/** Writes the rows of many rooms at once, as commands would have left them. */
export async function scenes(hub: TestHub, extras: Extras, planned: readonly Planned[]): Promise<Scene[]> {
  const made = planned.map((plan): Scene => {
    const id = () => randomUUID();
    const messages = {
      own: id(),
      others: id(),
      ownDeleted: id(),
      othersDeleted: id(),
      ownHidden: id(),
      othersHidden: id(),
    };
    const meetings = { toCome: id(), goingOn: id(), over: id() };
    const files = { newFile: id(), ownMaterial: id(), othersMaterial: id() };
    return { ...plan, roomId: id(), extras, inviteId: id(), reportId: id(), ...messages, ...meetings, ...files };
  });
  const write = (statement: string, rows: readonly object[]) => hub.sql.query(statement, [JSON.stringify(rows)]);
  await write(
    `insert into rooms (id, kind, title, about, language, visibility, state, capacity, locks, direct_key, member_count, created_by, created_at, archived_at, touched)
     select id, kind, case when kind = 'direct' then null else 'Sala' end, '', 'es', visibility, state, capacity, locks, case when kind = 'direct' then id::text end,
            4, host, now(), case when state = 'archived' then now() end, 4
       from jsonb_to_recordset($1::jsonb) as x (id uuid, kind text, visibility text, state text, capacity int, locks jsonb, host uuid)`,
    made.map(({ roomId: id, setting: { kind, visibility, archived, locked, group } }) => ({
      id,
      kind,
      visibility,
      state: archived ? 'archived' : 'open',
      capacity: kind === 'direct' ? (group ? 8 : 2) : 100,
      locks: {
        ...{ chat: locked ?? false, reactions: locked ?? false, files: locked ?? false },
        ...{ announcements: false, slowSeconds: 0 },
      },
      host: extras.host.id,
    })),
  );
  await write(
    `insert into memberships (room_id, account_id, role, state, name, kind, joined_at, touched)
     select x.room, a.id, x.role, x.state, a.name, a.kind, now(), 1
       from jsonb_to_recordset($1::jsonb) as x (room uuid, person uuid, role text, state text) join accounts a on a.id = x.person`,
    made.flatMap(membershipsOf),
  );
  await write(
    `insert into messages (id, room_id, seq, touched, author_id, client_id, text, asks, reply_to, state, posted_at, deleted_at, deleted_by, hidden_at, hidden_by, hide_reason)
     select id, room, seq, seq, author, id, 'palabras', true, answered, state, now(), case when state = 'deleted' then now() end, deleter,
            case when state = 'hidden' then now() end, case when state = 'hidden' then author end, case when state = 'hidden' then 'porque sí' end
       from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, seq int, author uuid, state text, deleter uuid, answered uuid)`,
    made.flatMap(messagesOf),
  );
  await write(
    `insert into reports (id, room_id, message_id, reporter_id, reason, words, opened_at)
     select id, room, message, host, 'spam', '', now() from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, message uuid, host uuid)`,
    made.map(({ reportId: id, roomId: room, others: message }) => ({ id, room, message, host: extras.host.id })),
  );
  await write(
    `insert into streams (id, seq, last_message_seq) select 'room:' || room, 6, 6 from jsonb_to_recordset($1::jsonb) as x (room uuid)`,
    made.map(({ roomId: room }) => ({ room })),
  );
  await write(
    `insert into invites (id, room_id, code, role, guests, expires_at, created_by, created_at)
     select id, room, id::text, 'learner', true, now() + interval '1 day', host, now()
       from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, host uuid)`,
    made.map(({ inviteId: id, roomId: room }) => ({ id, room, host: extras.host.id })),
  );
  await write(
    `insert into meetings (id, room_id, form, state, title, starts_at, local_start, started_at, ended_at, changed_at, waiting_room, agenda)
     select id, room, 'scheduled', state, 'Encuentro', now() + days * interval '1 day', to_char(now() + days * interval '1 day', 'YYYY-MM-DD"T"HH24:MI'),
            case when days < 1 then now() end, case when state = 'ended' then now() end, now(), state = 'live', '[{"title": "Uno", "minutes": 5}, {"title": "Dos", "minutes": 5}]'
       from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, state text, days int)`,
    made.flatMap(({ roomId: room, toCome, goingOn, over }) => [
      { id: toCome, room, state: 'scheduled', days: 7 },
      { id: goingOn, room, state: 'live', days: 0 },
      { id: over, room, state: 'ended', days: -1 },
    ]),
  );
  // Whom the meeting that goes on lets in: its waiting room is tried elsewhere.
  await write(
    `insert into meeting_entries (meeting_id, account_id, state, at)
     select meeting, person, 'admitted', now() from jsonb_to_recordset($1::jsonb) as x (meeting uuid, person uuid)`,
    made.flatMap(({ actor, goingOn: meeting }) => (actor ? [{ meeting, person: actor.id }] : [])),
  );
  await write(
    `insert into stages (room_id, locks, mute_on_entry, touched)
     select room, '{"microphones": true, "cameras": true, "screens": true}', false, 1 from jsonb_to_recordset($1::jsonb) as x (room uuid)`,
    made.flatMap(({ roomId: room, setting }) => (setting.locked ? [{ room }] : [])),
  );
  await write(
    `insert into visits (id, room_id, account_id, meeting_id, started_at, seen_until, ended_at)
     select gen_random_uuid(), room, person, meeting, now(), now(), now() from jsonb_to_recordset($1::jsonb) as x (room uuid, person uuid, meeting uuid)`,
    made.flatMap(({ roomId: room, actor, over: meeting }) => (actor ? [{ room, person: actor.id, meeting }] : [])),
  );
  await write(
    `insert into minutes (meeting_id, room_id, from_seq, to_seq)
     select over, room, 0, 1000 from jsonb_to_recordset($1::jsonb) as x (over uuid, room uuid)`,
    made.map(({ roomId: room, over }) => ({ room, over })),
  );
  // A material has the id of its file.
  await write(
    `insert into files (id, room_id, owner_id, name, kind, type, bytes, stored_at, used_by)
     select id, room, owner, 'apuntes.txt', 'file', 'text/plain', 4, now(), case when used then id end
       from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, owner uuid, used boolean)`,
    made.flatMap(filesOf),
  );
  await write(
    `insert into materials (id, room_id, file_id, title, licence, place, added_by, added_at)
     select id, room, id, 'Apuntes', '', 0, owner, now()
       from jsonb_to_recordset($1::jsonb) as x (id uuid, room uuid, owner uuid, used boolean) where used`,
    made.flatMap(filesOf),
  );
  return made;
}

function filesOf(scene: Scene): object[] {
  const { roomId: room, setting, column, actor, extras } = scene;
  const other = setting.kind === 'direct' ? extras.host.id : extras.learner.id;
  const me = actor && column.relation ? actor.id : other;
  return [
    { id: scene.newFile, room, owner: me, used: false },
    { id: scene.ownMaterial, room, owner: me, used: true },
    { id: scene.othersMaterial, room, owner: other, used: true },
  ];
}

function membershipsOf({ roomId: room, setting, column: { relation }, actor, extras }: Scene): object[] {
  const member = (person: Person, role: string, state = 'member') => ({ room, person: person.id, role, state });
  const others =
    setting.kind === 'direct'
      ? [member(extras.host, 'host')]
      : [
          member(extras.host, 'host'),
          member(extras.coHost, 'co-host'),
          member(extras.learner, 'learner'),
          member(extras.banned, 'learner', 'banned'),
        ];
  if (actor === null || relation === null) return others;
  const ended = relation === 'left' || relation === 'banned';
  return [...others, ended ? member(actor, 'learner', relation) : member(actor, relation)];
}

// Whoever never had to do with the room has written nothing in it, but may have deleted something.
function messagesOf(scene: Scene): object[] {
  const { roomId: room, setting, column, actor, extras } = scene;
  const other = setting.kind === 'direct' ? extras.host.id : extras.learner.id;
  const me = actor && column.relation ? actor.id : other;
  return [
    { id: scene.own, room, seq: 1, author: me, state: 'visible' },
    { id: scene.others, room, seq: 2, author: other, state: 'visible', answered: scene.own },
    { id: scene.ownDeleted, room, seq: 3, author: me, state: 'deleted', deleter: actor?.id ?? other },
    { id: scene.othersDeleted, room, seq: 4, author: me, state: 'deleted', deleter: extras.host.id },
    { id: scene.ownHidden, room, seq: 5, author: me, state: 'hidden' },
    { id: scene.othersHidden, room, seq: 6, author: other, state: 'hidden' },
  ];
}
