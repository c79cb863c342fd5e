import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MaterialView } from '@contract/materials.contract.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** What the viewer may do with the materials of a room. The hub decides; this only spares them the attempt. */
export function materialRights({ room, role }: Pick<RoomWindow, 'room' | 'role'>, me: OwnAccount) {
  const open = room.state === 'open';
  const writes = me.kind !== 'guest' && role !== null && role !== 'spectator';
  const leads = role === 'host' || role === 'co-host';
  const staff = room.kind !== 'direct' && me.role !== 'member';
  const own = ({ addedBy }: MaterialView) => writes && addedBy.id === me.id;
  return {
    add: open && writes && (!room.locks.files || leads || role === 'judge'),
    order: open && (leads || role === 'judge'),
    edit: (material: MaterialView) => open && (leads || own(material)),
    remove: (material: MaterialView) => leads || staff || own(material),
  };
}
export type MaterialRights = ReturnType<typeof materialRights>;
