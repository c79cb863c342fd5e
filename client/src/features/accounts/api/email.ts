import type { changeEmailInput } from '@contract/account-access.contract.js';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

export const sendVerification = () => api.post<undefined>('/api/account/verification');

/** The former address is told, the new one has to be confirmed. */
export async function changeEmail(body: z.input<typeof changeEmailInput>): Promise<void> {
  session.accountChanged(await api.put<OwnAccount>('/api/account/email', body));
}
