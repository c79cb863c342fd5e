import type { changePasswordInput, editAccountInput, OwnAccount } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

export async function editAccount(changes: z.input<typeof editAccountInput>): Promise<void> {
  session.accountChanged(await api.patch<OwnAccount>('/api/account', changes));
}

/** The other devices are signed out. */
export const changePassword = (body: z.input<typeof changePasswordInput>) =>
  api.post<undefined>('/api/account/password', body);
