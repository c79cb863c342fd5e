import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION, type Session } from '../../src/contract/accounts.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { Http, Live } from '../support/person.js';

/** Somebody at a running hub of its own process, with a room of theirs. */
export interface Somebody {
  readonly http: Http;
  readonly live: Live;
  readonly roomId: string;
  readonly mail: string;
  readonly password: string;
}

/** Registers as the browser does, makes a study group, and connects. */
export async function somebodyAt(url: string): Promise<Somebody> {
  const http = new Http(url);
  const mail = `${randomUUID()}@example.org`;
  const password = `correct horse ${randomUUID()}`;
  const registered = await http.post<Session>('/api/accounts', {
    name: 'Alicia',
    email: mail,
    password,
    ageBand: '18-plus',
    acceptedTerms: LEGAL_VERSION,
    language: 'es',
    timeZone: 'Europe/Madrid',
  });
  if (registered.status !== 201) throw new Error(`Not registered: ${JSON.stringify(registered.body)}`);
  http.token = registered.body.accessToken;
  const made = await http.post<RoomCard>('/api/rooms', { kind: 'study-group', title: 'Grupo de prueba' });
  if (made.status !== 201) throw new Error(`No room: ${JSON.stringify(made.body)}`);
  return { http, live: await Live.connect(url, http.token), roomId: made.body.room.id, mail, password };
}

/** Signs the same person in again, after a restart. */
export async function signIn(url: string, { mail, password }: Somebody): Promise<Http> {
  const http = new Http(url);
  const session = await http.post<Session>('/api/session', { email: mail, password });
  if (session.status !== 200) throw new Error(`Not signed in: ${JSON.stringify(session.body)}`);
  http.token = session.body.accessToken;
  return http;
}

/** The texts of a room, newest page. */
export async function textsOf(http: Http, roomId: string, limit = 100): Promise<string[]> {
  const page = await http.get<{ messages: { text: string }[] }>(`/api/rooms/${roomId}/messages?limit=${limit}`);
  if (page.status !== 200) throw new Error(`No page: ${JSON.stringify(page.body)}`);
  return page.body.messages.map((message) => message.text);
}
