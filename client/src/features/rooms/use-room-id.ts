import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

/** The room of the address. While one leaves the page there is no match any more; it stays the room it was. */
export function useRoomId(
  from: '/shell/rooms/$roomId' | '/shell/rooms/$roomId/people' | '/shell/rooms/$roomId/reports',
): string {
  const now = useParams({ from, shouldThrow: false })?.roomId;
  const [known, remember] = useState(now ?? '');
  if (now !== undefined && now !== known) remember(now);
  return now ?? known;
}
