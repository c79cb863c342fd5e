import { randomUUID } from 'node:crypto';
import type { AccountExport } from '../../src/contract/leaving.contract.js';
import { Previews } from '../../src/features/chat/previews/previews.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { uploaded } from '../support/files.js';
import { filesIn } from '../support/zip.js';

const key = () => ({ clientId: randomUUID() });

/** What else there can be of a message than itself. */
export interface BesideWords {
  /** Stood in a draft before it was sent. */
  drafted: string;
  /** In the message, and in the addresses of its links. */
  linked: string;
  /** Said by the page it leads to. */
  previewed: string;
  /** What the host of a meeting wrote instead of it in the minutes. */
  reworded: string;
  /** The name of its file, which was shown on the stage. */
  slides: string;
}
export interface Beside {
  readonly messageId: string;
  readonly meetingId: string;
}

/** A message that was drafted, said in a meeting, shown with its link, saved, reported, told in a notice, in the minutes and on the stage. */
export async function hang(
  hub: TestHub,
  { ana, beto, roomId }: { ana: Person; beto: Person; roomId: string },
  words: BesideWords,
): Promise<Beside> {
  const { socket } = ana;
  const plan = { title: 'Encuentro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
  const [meetingId = ''] = (await socket.do('meetings:schedule', { roomId, ...key(), ...plan })).meetingIds;
  await socket.do('meetings:start', { roomId, meetingId });
  for (const text of [`voy a decir ${words.drafted}`, '']) await socket.do('chat:keep-draft', { roomId, text });
  const [kept, takenAway] = ['a', 'b'].map((site) => `https://${site}.example.org/${words.linked}`) as [string, string];
  const { id: fileId } = await uploaded(ana, roomId, `${words.slides}.pdf`, '%PDF-1.7');
  const { messageId } = await socket.post(roomId, `mira ${words.linked} ${kept} ${takenAway}`, {
    mentions: [beto.id],
    attachments: [{ id: fileId, alt: '' }],
  });
  const found = { site: 'example.org', title: words.previewed, description: `dice ${words.previewed}`, picture: null };
  const previews = [kept, takenAway].map((url) => ({ url, ...found }));
  await hub.app.get(Previews).show({ roomId, messageId }, previews);
  await socket.do('chat:remove-preview', { roomId, ...key(), messageId, url: takenAway });
  await beto.socket.do('chat:save', { roomId, messageId, saved: true });
  await beto.socket.do('chat:report', { roomId, ...key(), messageId, reason: 'other' });
  await socket.do('meetings:end', { roomId, meetingId });
  await hub.log.settled();
  const rewording = { summary: '', own: [], hidden: [], words: [{ messageId, text: `se dijo ${words.reworded}` }] };
  await socket.do('minutes:edit', { roomId, meetingId, revision: 0, ...rewording });
  await socket.do('stage:join', { roomId, peerId: randomUUID() });
  await socket.do('stage:show-slides', { roomId, fileId });
  await socket.do('stage:count-down', { roomId, seconds: 60 });
  return { messageId, meetingId };
}

/** What the hub answers about it, wherever it is shown beside the chat. */
export async function answersBeside(
  { ana, beto, roomId }: { ana: Person; beto: Person; roomId: string },
  { messageId, meetingId }: Beside,
): Promise<string> {
  const room = `/api/rooms/${roomId}`;
  const reports = await ana.http.get<{ reports: { id: string }[] }>(`${room}/reports`);
  const asked: [Person, string][] = [
    ...['minutes', 'minutes.md', 'replay'].map((what): [Person, string] => [
      beto,
      `${room}/meetings/${meetingId}/${what}`,
    ]),
    ...reports.body.reports.map(({ id }): [Person, string] => [ana, `${room}/reports/${id}`]),
    ...['', '/hidden', '/reactions'].map((what): [Person, string] => [ana, `${room}/messages/${messageId}${what}`]),
    ...['saved', 'saved/ids', 'drafts', 'notices'].map((what): [Person, string] => [beto, `/api/${what}`]),
    [ana, '/api/drafts'],
  ];
  const told = await Promise.all(asked.map(async ([{ http }, path]) => (await http.get(path)).body));
  return JSON.stringify([reports.body, ...told]);
}

/** What somebody can take along: its files by path. */
export async function copyOf({ http, hubUrl, password }: Person): Promise<ReadonlyMap<string, string>> {
  const { body } = await http.post<AccountExport>('/api/account/export', { password });
  const answer = await fetch(`${hubUrl}${body.path}`);
  return filesIn(Buffer.from(await answer.arrayBuffer()));
}

/** All of it as one text. */
export const takenAlong = async (person: Person): Promise<string> => [...(await copyOf(person))].flat().join('\n');
