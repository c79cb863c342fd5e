import type { RoomRole } from '@contract/words.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** What the interface offers; the hub decides by docs/permissions.md. */
export interface BreakoutRules {
  readonly lead: boolean;
  readonly broadcast: boolean;
  readonly seesHelp: boolean;
  readonly choose: boolean;
}

export function breakoutRules(
  { room, role }: { room: RoomWindow['room']; role: RoomRole | null },
  me: { role: string },
): BreakoutRules {
  const open = room.state === 'open' && room.kind !== 'direct';
  const leads = role === 'host' || role === 'co-host';
  return {
    lead: open && (leads || me.role === 'admin'),
    broadcast: open && leads,
    seesHelp: open && (leads || role === 'judge' || me.role !== 'member'),
    choose: open && role === 'learner',
  };
}
