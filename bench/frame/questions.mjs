// What people ask of a big hub: searches, each time otherwise, and the lists that the pages are made of.
import { wordsOf } from './sayings.mjs';

export async function searchesOf(hub, mine, writers) {
  const words = wordsOf();
  const [{ title: room }] = await hub.sql('select title from rooms where id = $1', [mine[0]]);
  const [{ name }] = await hub.sql(
    `select a.name from accounts a join memberships m on m.account_id = a.id and m.room_id = $1 where a.id = any($2::uuid[]) limit 1`,
    [mine[0], writers.map(({ id }) => id)],
  );
  const mistyped = (word) => `${word.slice(0, 3)}${word[4]}${word[3]}${word.slice(5)}`;
  return {
    'the commonest words': (n) => words.at(n % 5),
    'a word of every day': (n) => words.at(200 + n * 7),
    'a rare word': (n) => words.at(30_000 + n * 131),
    'a word that nobody said': (n) => `zzqxw${String.fromCharCode(97 + (n % 26))}kjh`,
    'a mistyped word': (n) => mistyped(words.long(2_000 + n * 53)),
    'two common words': (n) => `${words.at(n % 7)} ${words.at(8 + (n % 9))}`,
    'a common and a rare one': (n) => `${words.at(n % 5)} ${words.at(20_000 + n * 97)}`,
    'a word being typed': (n) => words.long(100 + n * 11).slice(0, 3),
    'a longer one being typed': (n) => words.long(100 + n * 11).slice(0, 5),
    'words in a row': (n) => `"${words.at(n % 5)} ${words.at(5 + (n % 5))}"`,
    'a room and a word': (n) => `in:"${room}" ${words.at(50 + n)}`,
    'a person and a word': (n) => `from:"${name}" ${words.at(50 + n)}`,
    'a person alone': () => `from:"${name}"`,
    'what has a link': () => 'has:link',
    'a question with a common word': (n) => `has:question ${words.at(n % 5)}`,
    'dates and a common word': (n) => `after:2024-01-01 before:2025-0${1 + (n % 9)}-01 ${words.at(n % 5)}`,
  };
}

/** The lists of a reader who has kept all one may keep, in the largest room; those of staff are asked by the host. */
export async function listsOf(hub, { host, ids }) {
  const [room] = ids;
  const [{ first, last }] = await hub.sql(
    'select min(seq) as first, max(seq) as last from messages where room_id = $1',
    [room],
  );
  const middle = Math.floor((Number(first) + Number(last)) / 2);
  const [{ id: thread }] = await hub.sql(
    'select id from messages where room_id = $1 and reply_count > 0 order by seq desc limit 1',
    [room],
  );
  const [{ id: somebody }] = await hub.sql(`select id from accounts where age_band = '18-plus' limit 1`);
  const inRoom = `/api/rooms/${room}`;
  const mine = (path) => ({ path });
  const staff = (path) => ({ path, who: host });
  return {
    'my rooms': mine('/api/rooms'),
    'public rooms': mine('/api/rooms?scope=public'),
    'meetings to come': mine('/api/meetings'),
    'a room, as it opens': mine(`${inRoom}/snapshot`),
    'members of a room': mine(`${inRoom}/members`),
    'the newest messages': mine(`${inRoom}/messages`),
    'messages in the middle': mine(`${inRoom}/messages?before=${middle}`),
    'the oldest messages': mine(`${inRoom}/messages?after=0`),
    'around a permalink': mine(`${inRoom}/messages?around=${middle}`),
    'my threads': mine(`${inRoom}/threads`),
    'a thread': mine(`${inRoom}/threads/${thread}`),
    'open questions': mine(`${inRoom}/questions`),
    'answered questions, further back': mine(`${inRoom}/questions?state=answered&before=${middle}`),
    pins: mine(`${inRoom}/pins`),
    saved: mine('/api/saved'),
    'marks of what is saved': mine('/api/saved/ids'),
    inbox: mine('/api/notices'),
    'unread in the inbox': mine('/api/notices?filter=unread'),
    'how many are unread': mine('/api/notices/unread'),
    directory: mine('/api/people'),
    'directory, by a name': mine('/api/people?q=abc'),
    'directory, by a skill': mine(`/api/people?skill=${encodeURIComponent('arte 7')}`),
    'a profile': mine(`/api/people/${somebody}`),
    'reports of a room': staff(`${inRoom}/reports`),
    'closed reports': staff(`${inRoom}/reports?state=closed`),
    'people, for admins': staff('/api/admin/people'),
    'people, for admins, by a name': staff('/api/admin/people?q=abc'),
    'audit log': staff('/api/admin/audit'),
    'audit log, of one deed': staff('/api/admin/audit?deed=people.banned'),
  };
}
