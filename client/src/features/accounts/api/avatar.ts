import type { OwnAccount } from '@contract/accounts.contract.js';
import { api } from '../../../lib/api/api.js';
import { session } from '../../../lib/session/session.js';

/** Uploading a photo over a slow line takes longer than a question. */
const UPLOAD_MS = 60_000;

export async function setAvatar(image: Blob): Promise<void> {
  const form = new FormData();
  form.set('image', image);
  session.accountChanged(await api.put<OwnAccount>('/api/account/avatar', form, { timeoutMs: UPLOAD_MS }));
}

export async function removeAvatar(): Promise<void> {
  session.accountChanged(await api.delete<OwnAccount>('/api/account/avatar'));
}
