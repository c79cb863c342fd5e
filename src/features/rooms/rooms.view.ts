import type { MemberView, RoomView } from '../../contract/rooms.contract.js';
import type { AccountKind, MembershipState, PersonCard, RoomRole } from '../../contract/words.js';

/** A row of `rooms`. */
export interface RoomRow {
  id: string;
  kind: RoomView['kind'];
  title: string | null;
  about: string;
  language: RoomView['language'];
  visibility: RoomView['visibility'];
  state: RoomView['state'];
  capacity: number;
  /** Of a breakout, its main room. */
  parent: string | null;
  locks: RoomView['locks'];
  memory: RoomView['memory'];
  direct_key: string | null;
  member_count: number;
  created_at: Date;
  archived_at: Date | null;
  touched: number;
}
/** A row of `memberships`, with the card as the room knows it. */
export interface MembershipRow {
  room_id: string;
  account_id: string;
  role: RoomRole;
  state: MembershipState;
  name: string;
  kind: AccountKind;
  avatar: string | null;
  joined_at: Date;
  touched: number;
  muted_at: Date | null;
  /** Null while muted: until it is lifted. */
  muted_until: Date | null;
  mute_reason: string | null;
}

export const roomViewOf = (row: RoomRow): RoomView => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  about: row.about,
  language: row.language,
  visibility: row.visibility,
  state: row.state,
  capacity: row.capacity,
  locks: row.locks,
  memory: row.memory,
  createdAt: row.created_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
  memberCount: row.member_count,
  touched: row.touched,
});

export const personCardOf = (row: Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'>): PersonCard => ({
  id: row.account_id,
  name: row.name,
  kind: row.kind,
  avatar: row.avatar,
});

export const memberViewOf = (row: MembershipRow): MemberView => ({
  person: personCardOf(row),
  role: row.role,
  joinedAt: row.joined_at.toISOString(),
  touched: row.touched,
});
