import type { Session, upgradeGuestInput } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

/** A guest makes an account and keeps everything. */
export async function becomePerson(body: z.input<typeof upgradeGuestInput>): Promise<void> {
  session.enter(await api.post<Session>('/api/account/upgrade', body));
}
