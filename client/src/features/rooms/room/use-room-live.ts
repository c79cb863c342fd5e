import { useEffect, useState } from 'react';
import type { ReadState } from '@contract/chat.contract.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import { RoomLive } from './room-live.js';

/** The room of the page, opened while it is shown. */
export function useRoomLive(roomId: string): RoomLive | null {
  const live = useLive();
  const [room, setRoom] = useState<RoomLive | null>(null);
  useEffect(() => {
    const opened = new RoomLive(roomId, live);
    opened.open();
    setRoom(opened);
    return () => {
      opened.close();
      setRoom(null);
    };
  }, [roomId, live]);
  const read = useSignals(`account:${live.accountId}`)[`read:${roomId}`];
  useEffect(() => {
    if (room && read) room.heardRead(read as ReadState);
  }, [room, read]);
  return room;
}
