import type { acceptedInvite } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

/** Goes into the room of the invitation; whoever is in already stays as they are. */
export const acceptInvite = (code: string) =>
  api.post<z.infer<typeof acceptedInvite>>(`/api/invites/${encodeURIComponent(code)}/accept`);
