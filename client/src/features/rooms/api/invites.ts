import { queryOptions } from '@tanstack/react-query';
import type { createInviteInput, inviteList, InviteView } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { roomKeys } from './room-keys.js';

export const invitesQuery = (roomId: string) =>
  queryOptions({
    queryKey: roomKeys.invites(roomId),
    queryFn: ({ signal }) => api.get<z.infer<typeof inviteList>>(`/api/rooms/${roomId}/invites`, { signal }),
    select: ({ invites }) => invites,
  });

export const createInvite = (roomId: string, input: z.input<typeof createInviteInput>) =>
  api.post<InviteView>(`/api/rooms/${roomId}/invites`, input);

export const revokeInvite = (roomId: string, inviteId: string) =>
  api.delete<undefined>(`/api/rooms/${roomId}/invites/${inviteId}`);

export const inviteLink = (code: string): string => `${window.location.origin}/i/${code}`;
