import type { AccountExport } from '@contract/leaving.contract.js';
import { api } from '../../../lib/api/api.js';

/** An address that downloads a copy of everything of this account, for a day. */
export const askForExport = (password: string) => api.post<AccountExport>('/api/account/export', { password });
