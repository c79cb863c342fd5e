import type { Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import type { TestHub } from '../support/hub.js';
import type { Http, Person } from '../support/person.js';

/** Another device of the same person. */
export async function signIn(hub: TestHub, person: Person): Promise<Http> {
  const http = hub.visitor();
  const { body } = await http.post<Session>('/api/session', { email: person.email, password: person.password });
  http.token = body.accessToken;
  return http;
}

/** Another tab or machine that holds the same cookie. */
export function withCookie(hub: TestHub, cookie: string): Http {
  const http = hub.visitor();
  http.cookie = cookie;
  return http;
}

export const refresh = (http: Http) => http.post<Session & ErrorBody>('/api/session/refresh');
