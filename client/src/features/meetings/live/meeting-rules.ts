import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomView } from '@contract/rooms.contract.js';
import type { RoomRole } from '@contract/words.js';

/** What the interface offers; the hub decides by docs/permissions.md. */
export interface MeetingRules {
  readonly plan: boolean;
  readonly cancel: boolean;
  readonly answer: boolean;
  readonly run: boolean;
  readonly admit: boolean;
  readonly attendance: boolean;
  readonly subscribe: boolean;
  /** Whom a waiting room holds up. */
  readonly waits: boolean;
}

export function meetingRules(room: RoomView, role: RoomRole | null, me: OwnAccount): MeetingRules {
  const open = room.state === 'open' && room.kind !== 'direct';
  const leads = role === 'host' || role === 'co-host';
  const admin = me.role === 'admin';
  const staff = admin || me.role === 'staff';
  return {
    plan: open && (leads || admin),
    cancel: open && (leads || staff),
    answer: open && role !== null,
    run: open && (leads || admin),
    admit: open && (leads || staff),
    attendance: leads || staff,
    subscribe: open && role !== null && me.kind !== 'guest',
    waits: open && (role === 'learner' || role === 'spectator'),
  };
}
