import type { OwnAccount } from '@contract/accounts.contract.js';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

export async function requestMentor(why: string): Promise<void> {
  session.accountChanged(await api.post<OwnAccount>('/api/account/mentor-request', { why }));
}
