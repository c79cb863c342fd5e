import type { registerInput, Session } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { call } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

/** Makes the account and signs in; with an invitation the person is in its room afterwards. */
export async function register(body: z.input<typeof registerInput>): Promise<void> {
  session.enter(await call<Session>('POST', '/api/accounts', { body }));
}
