import type { Session, signInInput } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { call } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

export async function signIn(body: z.input<typeof signInInput>): Promise<void> {
  session.enter(await call<Session>('POST', '/api/session', { body }));
}
