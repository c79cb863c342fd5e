import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MemberView, RoomCard } from '@contract/rooms.contract.js';
import type { RoomKind, RoomRole } from '@contract/words.js';
import { isGroup } from '../room-name.js';

/** The order of room roles: who may act on whom, as in docs/permissions.md. The hub decides; this only hides what it would refuse. */
const RANK: Readonly<Record<RoomRole, number>> = { host: 4, 'co-host': 3, judge: 2, learner: 1, spectator: 0 };

const rolesOf = (kind: RoomKind): readonly RoomRole[] => {
  if (kind === 'direct') return ['host'];
  return kind === 'competition'
    ? ['host', 'co-host', 'judge', 'learner', 'spectator']
    : ['host', 'co-host', 'learner', 'spectator'];
};

interface RoomRules {
  invite: boolean;
  seeBanned: boolean;
  seeMuted: boolean;
  leave: boolean;
  setRole(member: MemberView): readonly RoomRole[];
  remove(member: MemberView): boolean;
  mute(member: MemberView): boolean;
}

export function roomRules(card: RoomCard, me: OwnAccount): RoomRules {
  const { myRole: role, room } = card;
  /** People, roles and invitations of a breakout are its main room's. */
  const apart = card.within !== null;
  const direct = room.kind === 'direct';
  const open = room.state === 'open';
  const admin = me.role === 'admin';
  const staff = admin || me.role === 'staff';
  const leads = role === 'host' || role === 'co-host';
  const above = (other: RoomRole): boolean =>
    role === 'host' || admin || (role === 'co-host' && RANK[other] < RANK['co-host']);
  const actOn = (member: MemberView): boolean =>
    !direct && open && member.person.id !== me.id && (above(member.role) || staff);
  return {
    invite: !apart && !direct && open && (leads || admin),
    seeBanned: !apart && !direct && (leads || staff),
    seeMuted: !direct && (leads || staff),
    leave: !apart && (!direct || isGroup(room)) && role !== null,
    setRole: (member) => {
      if (apart || direct || !open || member.person.id === me.id || member.person.kind === 'bot' || !above(member.role))
        return [];
      return rolesOf(room.kind).filter((one) => one !== member.role && above(one));
    },
    remove: (member) => !apart && actOn(member),
    mute: actOn,
  };
}
