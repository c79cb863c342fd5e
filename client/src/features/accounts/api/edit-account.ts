import type { editAccountInput, OwnAccount } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

export async function editAccount(changes: z.input<typeof editAccountInput>): Promise<void> {
  session.accountChanged(await api.patch<OwnAccount>('/api/account', changes));
}
