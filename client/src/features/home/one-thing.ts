import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';

type OneThing =
  { what: 'guest' | 'photo' | 'about' | 'create' } | { what: 'invite'; roomId: string; title: string } | null;

/** The one next step that helps most; nothing when there is none worth a line. */
export function oneThing(me: OwnAccount, rooms: readonly RoomCard[]): OneThing {
  if (me.kind === 'guest') return { what: 'guest' };
  const alone = rooms.find(({ room, myRole }) => myRole === 'host' && room.kind !== 'direct' && room.memberCount === 1);
  if (alone) return { what: 'invite', roomId: alone.room.id, title: alone.room.title ?? '' };
  if (!me.avatar) return { what: 'photo' };
  if (!me.about) return { what: 'about' };
  return rooms.some(({ myRole, room }) => myRole === 'host' && room.kind !== 'direct') ? null : { what: 'create' };
}
