import { useEffect, useState } from 'react';
import type { ReadState } from '@contract/chat.contract.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import { holdRoom } from './held-rooms.js';
import type { RoomLive } from './room-live.js';

/** A room, opened while it is shown; null where there is none. */
export function useRoomLive(roomId: string | null): RoomLive | null {
  const live = useLive();
  const [room, setRoom] = useState<RoomLive | null>(null);
  useEffect(() => {
    if (roomId === null) return undefined;
    const { room: opened, release } = holdRoom(live, roomId);
    setRoom(opened);
    return () => {
      release();
      setRoom(null);
    };
  }, [roomId, live]);
  const read = useSignals(`account:${live.accountId}`)[`read:${roomId ?? ''}`];
  useEffect(() => {
    if (room && read) room.heardRead(read as ReadState);
  }, [room, read]);
  return room;
}
