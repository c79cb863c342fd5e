import { queryOptions } from '@tanstack/react-query';
import type { FileAddress } from '@contract/uploads.contract.js';
import { ADDRESSES_MAX } from '@contract/limits.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { api } from '../../../lib/api/api.js';

/** Addresses live for a quarter of an hour at least. */
const FRESH_MS = 13 * 60_000;

interface Waiting {
  id: string;
  resolve: (address: FileAddress) => void;
  reject: (failure: unknown) => void;
}
const waiting = new Map<string, Waiting[]>();

/** Everything of a room that is wanted in the same moment is asked for at once: a screenful of pictures is one request. */
function together(roomId: string, id: string): Promise<FileAddress> {
  return new Promise((resolve, reject) => {
    const queue = waiting.get(roomId) ?? [];
    queue.push({ id, resolve, reject });
    if (queue.length === ADDRESSES_MAX) waiting.delete(roomId);
    else waiting.set(roomId, queue);
    if (queue.length > 1) return;
    setTimeout(() => {
      if (waiting.get(roomId) === queue) waiting.delete(roomId);
      void ask(roomId, queue);
    });
  });
}

async function ask(roomId: string, queue: readonly Waiting[]): Promise<void> {
  try {
    const ids = [...new Set(queue.map(({ id }) => id))].join(',');
    const { addresses } = await api.get<{ addresses: FileAddress[] }>(`/api/rooms/${roomId}/files`, { query: { ids } });
    const known = new Map(addresses.map((address) => [address.id, address]));
    for (const { id, resolve, reject } of queue) {
      const address = known.get(id);
      if (address) resolve(address);
      else reject(new ApiError('uploads/file-gone'));
    }
  } catch (failure) {
    for (const { reject } of queue) reject(failure);
  }
}

/** Where a file of a room can be opened just now. */
export const addressQuery = (roomId: string, id: string) =>
  queryOptions({
    queryKey: ['file-address', roomId, id],
    queryFn: () => together(roomId, id),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    // A picture that is on the screen stays there; only who looks anew needs a new address.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
