import { queryOptions } from '@tanstack/react-query';
import type {
  acceptedInvite,
  acceptInviteInput,
  enteredAsGuest,
  enterAsGuestInput,
  invitePreview,
} from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

const path = (code: string) => `/api/invites/${encodeURIComponent(code)}`;

export type Preview = z.infer<typeof invitePreview>;

/** What an invitation shows to anybody who has the link. */
export const invitePreviewQuery = (code: string) =>
  queryOptions({
    queryKey: ['invitation', code],
    queryFn: ({ signal }) => call<Preview>('GET', path(code), { signal }),
  });

/** Goes into the room of the invitation; whoever is in already stays as they are. A full room still has room for spectators. */
export const acceptInvite = (code: string, body: z.input<typeof acceptInviteInput> = {}) =>
  api.post<z.infer<typeof acceptedInvite>>(`${path(code)}/accept`, body);

/** A name is enough: signs in as a guest of the room. */
export async function enterAsGuest(code: string, body: z.input<typeof enterAsGuestInput>): Promise<string> {
  const entered = await call<z.infer<typeof enteredAsGuest>>('POST', `${path(code)}/guest`, { body });
  session.enter(entered.session);
  return entered.roomId;
}
