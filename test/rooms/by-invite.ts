import type { Session } from '../../src/contract/accounts.contract.js';
import type { InviteView } from '../../src/contract/rooms.contract.js';
import type { TestHub } from '../support/hub.js';
import { Person, type Http } from '../support/person.js';

/** A link into a room, made by somebody who may. */
export const invite = async (
  host: Person,
  roomId: string,
  wishes: Record<string, unknown> = {},
): Promise<InviteView> => {
  const made = await host.http.post<InviteView>(`/api/rooms/${roomId}/invites`, wishes);
  expect(made.status).toBe(201);
  return made.body;
};

export const accept = (person: Person, code: string, body?: unknown) =>
  person.http.post<{ code?: string; roomId?: string }>(`/api/invites/${code}/accept`, body);
/** Comes in by a link with a name only, in a browser of their own. */
export async function guest(hub: TestHub, code: string, name: string): Promise<{ person: Person; roomId: string }> {
  const http: Http = hub.visitor();
  const entered = await http.post<{ roomId: string; session: Session }>(`/api/invites/${code}/guest`, { name });
  expect(entered.status).toBe(201);
  http.token = entered.body.session.accessToken;
  return {
    person: new Person(hub.url, entered.body.session.account.id, name, null, null, http),
    roomId: entered.body.roomId,
  };
}
