import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION } from '../../src/contract/accounts.contract.js';
import type { ElsewhereOutcome } from '../../src/contract/identities.contract.js';
import type { Answer, Http } from '../support/person.js';
import type { Somebody } from './identity-provider.js';

export const begin = async (http: Http, more: Record<string, unknown> = {}): Promise<string> => {
  const { status, body } = await http.post<{ url: string }>('/api/session/elsewhere', { provider: '1', ...more });
  if (status !== 200) throw new Error(`Could not leave: ${JSON.stringify(body)}`);
  return body.url;
};
export const complete = <T = ElsewhereOutcome>(http: Http, response: string, provider = '1'): Promise<Answer<T>> =>
  http.post<T>('/api/session/elsewhere/complete', { provider, response });
export const newcomer = (email: string, more: Record<string, unknown> = {}) => ({
  name: 'Nora',
  email,
  ageBand: '18-plus',
  acceptedTerms: LEGAL_VERSION,
  ...more,
});
export const nobody = (more: Partial<Somebody> = {}): Somebody => {
  const sub = randomUUID();
  return { sub, name: 'Nora Nueva', email: `${sub}@example.org`, email_verified: true, ...more };
};
