import type { Session, setupInput } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { call } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

/** The first admin, with the one-time code that the hub printed when it started. */
export async function setUp(body: z.input<typeof setupInput>): Promise<void> {
  session.enter(await call<Session>('POST', '/api/setup', { body }));
}
