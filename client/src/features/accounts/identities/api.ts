import { queryOptions } from '@tanstack/react-query';
import type { Session } from '@contract/accounts.contract.js';
import type {
  ElsewhereOutcome,
  joinElsewhereInput,
  leaveFor,
  registerElsewhereInput,
  WaysIn,
} from '@contract/identities.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';
import { readSessionHint } from '../../../lib/session/hint.js';
import { session } from '../../../lib/session/session.js';

const PATH = '/api/session/elsewhere';
/** The hub keeps no longer ones; whoever wanted to go there comes home instead. */
const LONGEST_PATH = 500;
type Leave = z.infer<typeof leaveFor>;

/** The browser leaves for the provider's own page. */
export async function leaveToSignIn(provider: string, { then, invite }: { then?: string; invite?: string }) {
  const wish = then !== undefined && then.length <= LONGEST_PATH ? { then } : {};
  const body = { provider, ...wish, ...(invite ? { invite } : {}) };
  window.location.assign((await call<Leave>('POST', PATH, { body })).url);
}

export async function leaveToLink(provider: string): Promise<void> {
  window.location.assign((await api.post<Leave>('/api/account/ways-in', { provider })).url);
}

/**
 * Hands in what the provider sent the browser back with. Whoever left to link an account is still signed in; a session that has
 * ended meanwhile keeps nobody from signing in.
 */
export async function completeElsewhere(provider: string, response: string): Promise<ElsewhereOutcome> {
  const token = readSessionHint() ? await session.token().catch(() => undefined) : undefined;
  const options = { body: { provider, response }, ...(token ? { token } : {}) };
  const outcome = await call<ElsewhereOutcome>('POST', `${PATH}/complete`, options);
  if (outcome.outcome === 'entered') session.enter(outcome.session);
  return outcome;
}

export async function registerElsewhere(body: z.input<typeof registerElsewhereInput>): Promise<void> {
  session.enter(await call<Session>('POST', `${PATH}/register`, { body }));
}

export async function joinElsewhere(body: z.input<typeof joinElsewhereInput>): Promise<void> {
  session.enter(await call<Session>('POST', `${PATH}/join`, { body }));
}

export const waysInQuery = () =>
  queryOptions({
    queryKey: ['account', 'ways-in'],
    queryFn: ({ signal }) => api.get<WaysIn>('/api/account/ways-in', { signal }),
  });

export const unlink = (id: string) => api.delete<undefined>(`/api/account/ways-in/${id}`);
