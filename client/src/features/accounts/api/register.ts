import type { registerInput, Session, upgradeGuestInput } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

/** Makes the account and signs in; with an invitation the person is in its room afterwards. */
export async function register(body: z.input<typeof registerInput>): Promise<void> {
  session.enter(await call<Session>('POST', '/api/accounts', { body }));
}

/** A guest makes an account and keeps everything. */
export async function becomePerson(body: z.input<typeof upgradeGuestInput>): Promise<void> {
  session.enter(await api.post<Session>('/api/account/upgrade', body));
}
