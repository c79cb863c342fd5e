import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LEGAL_VERSION, type Session } from '../../src/contract/accounts.contract.js';
import { PROTOCOL } from '../../src/contract/limits.js';
import type { z } from 'zod';
import type { enteredAsGuest, RoomCard } from '../../src/contract/rooms.contract.js';
import { type Answer, Http, Live } from '../support/person.js';
import type { Ids } from './grammar.js';

/** A word that stands in every name, address, title and text of these people, and in no log. */
export const CANARY = 'kanarienvogel';
const MESSAGES_KNOWN = 300;
const TRIES_MAX = 60;
const AGAIN_MS = 1_000;

export type Role = 'guest' | 'learner' | 'host' | 'stranger' | 'banned' | 'suspended' | 'signed-out';

export interface Attacker {
  readonly role: Role;
  readonly id: string;
  readonly http: Http;
}

/** Two honest people with a room of their own, and everybody who attacks beside them in another. */
export interface People {
  readonly vera: Live;
  readonly benito: Live;
  /** Where Vera and Benito speak. */
  readonly quiet: string;
  /** Where everybody is. */
  readonly loud: string;
  readonly attackers: Attacker[];
  readonly ids: Ids & { readonly messages: string[] };
  /** What must never stand in a log beside the canary. */
  readonly secrets: string[];
  /** A guest more, in place of one who was sent away. */
  guest(): Promise<Attacker>;
  /** New tokens for everybody, before the old ones run out. */
  refresh(): Promise<void>;
}

const must = <T>(what: string, { status, body }: Answer<T>): T => {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
};

export async function peopleAt(
  url: string,
  setupCode: string,
  counts: { members: number; guests: number },
): Promise<People> {
  const secrets: string[] = [];
  const register = async (name: string, code?: string) => {
    const http = new Http(url);
    const password = `${CANARY} ${randomUUID()}`;
    const email = `${CANARY}.${randomUUID()}@example.org`;
    const form = { name: `${name} ${CANARY}`, email, password, ageBand: '18-plus', acceptedTerms: LEGAL_VERSION };
    const answer =
      code === undefined
        ? await http.post<Session>('/api/accounts', form)
        : await http.post<Session>('/api/setup', { ...form, code });
    const session = must(name, answer);
    http.token = session.accessToken;
    secrets.push(session.accessToken);
    return { id: session.account.id, http };
  };
  const room = async (http: Http, title: string, visibility = 'public') =>
    must(
      title,
      await http.post<RoomCard>('/api/rooms', {
        kind: 'study-group',
        title: `${title} ${CANARY}`,
        visibility,
        capacity: 10_000,
      }),
    ).room.id;

  const admin = await register('Adela', setupCode);
  const [vera, benito] = [await register('Vera'), await register('Benito')];
  const [quiet, loud] = [await room(vera.http, 'La tranquila', 'private'), await room(vera.http, 'La ruidosa')];
  const invite = must('invite', await vera.http.post<{ code: string }>(`/api/rooms/${loud}/invites`, { guests: true }));
  const hers = must('invite', await vera.http.post<{ code: string }>(`/api/rooms/${quiet}/invites`, {}));
  must('Benito', await benito.http.post(`/api/invites/${hers.code}/accept`, {}));
  must('Benito', await benito.http.post(`/api/invites/${invite.code}/accept`, {}));
  const live = {
    vera: await Live.connect(url, tokenOf(vera.http)),
    benito: await Live.connect(url, tokenOf(benito.http)),
  };

  const attackers: Attacker[] = [];
  const ids = {
    rooms: [loud, loud, loud, quiet],
    people: [vera.id, benito.id, admin.id],
    messages: [(await live.vera.post(loud, CANARY)).messageId],
  };
  const guest = async (): Promise<Attacker> => {
    const http = new Http(url);
    const enter = () =>
      http.post<z.infer<typeof enteredAsGuest>>(`/api/invites/${invite.code}/guest`, { name: CANARY });
    let answer = await enter();
    // A hub under fire may put people off.
    for (let tries = 1; answer.status === 503 && tries < TRIES_MAX; tries += 1) {
      await sleep(AGAIN_MS);
      answer = await enter();
    }
    const entered = must('guest', answer);
    http.token = entered.session.accessToken;
    return { role: 'guest', id: entered.session.account.id, http };
  };
  for (let count = 0; count < counts.members; count += 1) {
    const { id, http } = await register('Miembro');
    const role =
      (
        [
          'learner',
          'learner',
          'host',
          'learner',
          'stranger',
          'banned',
          'learner',
          'suspended',
          'host',
          'signed-out',
        ] as const
      )[count % 10] ?? 'learner';
    if (role !== 'stranger') must('member', await http.post(`/api/invites/${invite.code}/accept`, {}));
    if (role === 'host') ids.rooms.push(await room(http, 'La propia'));
    if (role === 'banned') await live.vera.do('rooms:ban', { roomId: loud, personId: id, reason: CANARY });
    if (role === 'suspended')
      must('suspension', await admin.http.put(`/api/admin/people/${id}/ban`, { reason: CANARY }));
    if (role === 'signed-out') must('end', await http.delete('/api/session'));
    attackers.push({ role, id, http });
    ids.people.push(id);
  }
  for (let count = 0; count < counts.guests; count += 1) attackers.push(await guest());

  const refresh = async () => {
    for (const { role, http } of attackers) {
      if (role === 'suspended' || role === 'signed-out') continue;
      const token = http.token;
      http.token = null;
      const { status, body } = await http.post<Session>('/api/session/refresh');
      http.token = status === 200 ? body.accessToken : token;
    }
  };
  return { ...live, quiet, loud, attackers, ids, secrets, guest, refresh };
}

export const tokenOf = (http: Http): string => http.token ?? '';

/** The authentication of a proper handshake. */
export const authOf = ({ http }: Attacker): string => JSON.stringify({ token: tokenOf(http), protocol: PROTOCOL });

/** Remembers a message that somebody has just posted, so that others can aim at it. */
export function noteMessage(ids: People['ids'], id: string): void {
  if (ids.messages.length >= MESSAGES_KNOWN) ids.messages.splice(0, MESSAGES_KNOWN / 2);
  ids.messages.push(id);
}
