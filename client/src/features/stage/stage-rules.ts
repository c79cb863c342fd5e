import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomView } from '@contract/rooms.contract.js';
import type { RoomRole } from '@contract/words.js';

const ORDER: readonly RoomRole[] = ['spectator', 'learner', 'judge', 'co-host', 'host'];

/** What the interface offers; the hub decides by docs/permissions.md. */
export interface StageRules {
  readonly join: boolean;
  /** Microphone, camera and screens. */
  readonly speak: boolean;
  /** Slides. */
  readonly present: boolean;
  readonly passLocks: boolean;
  readonly raiseHand: boolean;
  readonly checkIn: boolean;
  /** Asks others to be let hear or see. */
  readonly ask: boolean;
  /** Locks, entry, pins for all, countdown, hands of others. */
  readonly lead: boolean;
  /** Asks for a recording, and ends it. */
  readonly record: boolean;
  /** Hears the counts of the check-in. */
  readonly staff: boolean;
  /** Whether somebody of this role can be muted and sent off the stage. */
  readonly order: (other: RoomRole) => boolean;
}

export function stageRules(room: RoomView, role: RoomRole | null, me: OwnAccount): StageRules {
  const open = room.state === 'open' && role !== null;
  const inRoom = open && room.kind !== 'direct';
  const leads = role === 'host' || role === 'co-host';
  const admin = me.role === 'admin';
  const everybody = role === 'host' || admin || me.role === 'staff';
  return {
    join: open,
    speak: open && role !== 'spectator',
    present: inRoom && role !== 'spectator' && me.kind !== 'guest',
    passLocks: leads || role === 'judge',
    raiseHand: inRoom,
    checkIn: inRoom,
    ask: inRoom && leads,
    lead: inRoom && (leads || admin),
    record: inRoom && leads,
    staff: inRoom && (leads || role === 'judge' || everybody),
    order: (other) => inRoom && (everybody || (role === 'co-host' && ORDER.indexOf(other) < ORDER.indexOf('co-host'))),
  };
}
