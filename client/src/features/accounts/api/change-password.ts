import type { changePasswordInput } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

/** The other devices are signed out. */
export const changePassword = (body: z.input<typeof changePasswordInput>) =>
  api.post<undefined>('/api/account/password', body);
