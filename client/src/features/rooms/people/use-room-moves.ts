import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../../../lib/streams/hooks.js';
import { refreshCard } from '../live/my-rooms.js';
import { roomKeys } from '../api/room-keys.js';

/** While somebody looks at a room's people, they change as they come, go and get other roles. */
export function useRoomMoves(roomId: string): void {
  const live = useLive();
  const queries = useQueryClient();
  useEffect(() => {
    const following = live.streams.follow(`room:${roomId}`, {
      snapshot: async () => null,
      apply: (events) => {
        if (!events.some(({ type }) => type.startsWith('rooms.'))) return;
        void queries.invalidateQueries({ queryKey: roomKeys.members(roomId) });
        refreshCard(roomId, queries);
      },
    });
    return () => following.close();
  }, [live, queries, roomId]);
}
