import { z } from 'zod';
import { MAX_LISTED_ROOMS } from './limits.js';
import { displayName, inviteCode, session } from './accounts.contract.js';
import { roomLocks, roomMemory } from './room-order.contract.js';
import {
  createdRoomKind,
  id,
  language,
  line,
  membershipState,
  personCard,
  roomKind,
  roomRole,
  roomState,
  roomVisibility,
  seq,
  text,
  timestamp,
} from './words.js';

export const MAX_CAPACITY = 10_000;
export const MEMBERS_IN_SNAPSHOT = 200;

export const roomView = z
  .strictObject({
    id,
    kind: roomKind,
    /** Null in direct rooms: everybody reads the names of the others. */
    title: z.string().nullable(),
    about: z.string(),
    language,
    visibility: roomVisibility,
    state: roomState,
    capacity: z.int(),
    locks: roomLocks,
    memory: roomMemory,
    createdAt: timestamp,
    archivedAt: timestamp.nullable(),
    memberCount: z.int(),
    /** seq of the last event that touched this view. */
    touched: seq,
  })
  .meta({ id: 'Room' });
export type RoomView = z.infer<typeof roomView>;

export const memberView = z
  .strictObject({ person: personCard, role: roomRole, joinedAt: timestamp, touched: seq })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;

// --- REST
export const createRoomInput = z
  .strictObject({
    kind: createdRoomKind,
    title: line(3, 80),
    about: text(0, 500).default(''),
    language: language.default('es'),
    visibility: roomVisibility.default('public'),
    capacity: z.int().min(2).max(MAX_CAPACITY).default(100),
  })
  .meta({ id: 'CreateRoomInput' });
export const roomListQuery = z.strictObject({
  scope: z.enum(['mine', 'public']).default('mine'),
  kind: roomKind.optional(),
  state: roomState.default('open'),
  language: language.optional(),
  q: line(0, 80).optional(),
  after: z.string().max(100).optional(),
});
/** A room in a list: with what is going on there now and, for members, what they missed. */
export const roomCard = z
  .strictObject({
    room: roomView,
    /** Who is there now (distinct people), and up to five of them. */
    present: z.int(),
    faces: z.array(personCard),
    myRole: roomRole.nullable(),
    /** Of one's own rooms: head of the stream, unread messages (capped at 100) and unread mentions; otherwise 0. */
    head: seq,
    unread: z.int(),
    mentions: z.int(),
    lastMessageAt: timestamp.nullable(),
    /** In a direct room, who is there besides oneself; where nobody is left, who was. */
    others: z.array(personCard),
    /** Of a breakout: its main room. */
    within: id.nullable(),
  })
  .meta({ id: 'RoomCard' });
export type RoomCard = z.infer<typeof roomCard>;
export const roomList = z
  .strictObject({ rooms: z.array(roomCard), next: z.string().nullable() })
  .meta({ id: 'RoomList' });
/** Who may create a kind of room: every member, who has the standing of a mentor, or nobody but admins, who always may. */
export const roomCreators = z.enum(['members', 'mentors', 'admins']);
export type RoomCreators = z.infer<typeof roomCreators>;
export const roomCreatorsTable = z
  .strictObject({
    'study-group': roomCreators,
    direct: roomCreators,
    cohort: roomCreators,
    'mentor-session': roomCreators,
    competition: roomCreators,
  })
  .meta({ id: 'RoomCreatorsTable' });
export type RoomCreatorsTable = z.infer<typeof roomCreatorsTable>;
/** Kinds that are not named stay as they are. */
export const setRoomCreatorsInput = roomCreatorsTable.partial().meta({ id: 'SetRoomCreatorsInput' });
/** What this account may do outside a single room (which kinds it may create). */
export const roomRights = z.strictObject({ create: z.array(createdRoomKind) }).meta({ id: 'RoomRights' });

export const memberListQuery = z.strictObject({
  q: line(0, 80).optional(),
  after: id.optional(),
  state: membershipState.default('member'),
});
export const memberList = z
  .strictObject({ members: z.array(memberView), next: id.nullable() })
  .meta({ id: 'MemberList' });

export const createInviteInput = z
  .strictObject({
    role: z.enum(['learner', 'spectator', 'co-host', 'judge']).default('learner'),
    guests: z.boolean().default(false),
    expiresInHours: z
      .int()
      .min(1)
      .max(24 * 90)
      .default(24 * 7),
    maxUses: z.int().min(1).max(10_000).nullable().default(null),
  })
  .meta({ id: 'CreateInviteInput' });
export const inviteView = z
  .strictObject({
    id,
    code: z.string(),
    role: roomRole,
    guests: z.boolean(),
    expiresAt: timestamp,
    maxUses: z.int().nullable(),
    uses: z.int(),
    revokedAt: timestamp.nullable(),
    createdBy: personCard,
  })
  .meta({ id: 'Invite' });
export type InviteView = z.infer<typeof inviteView>;
export const inviteList = z.strictObject({ invites: z.array(inviteView) }).meta({ id: 'InviteList' });
/** What an invitation shows before any form: the room, its host, who is there. */
export const invitePreview = z
  .strictObject({
    room: z.strictObject({
      id,
      kind: roomKind,
      title: z.string().nullable(),
      about: z.string(),
      language,
      memberCount: z.int(),
    }),
    host: personCard.nullable(),
    present: z.int(),
    faces: z.array(personCard),
    guests: z.boolean(),
    registration: z.enum(['open', 'invite', 'closed']),
  })
  .meta({ id: 'InvitePreview' });
export const enterAsGuestInput = z
  .strictObject({ name: displayName, language: language.default('es'), as: z.literal('spectator').optional() })
  .meta({ id: 'EnterAsGuestInput' });
/** `as: spectator` is how one still comes into a full room. */
export const acceptInviteInput = z
  .strictObject({ as: z.literal('spectator').optional() })
  .meta({ id: 'AcceptInviteInput' });
export const enteredAsGuest = z.strictObject({ roomId: id, session }).meta({ id: 'EnteredAsGuest' });
export const acceptedInvite = z.strictObject({ roomId: id }).meta({ id: 'AcceptedInvite' });
export const inviteParams = z.strictObject({ code: inviteCode });

// --- commands (socket); each acknowledges with its result
const roomId = id;
/** Who is there now, as a list shows it: distinct people, and up to five of them. */
export const listedPresence = z.strictObject({ present: z.int(), faces: z.array(personCard) });
export type ListedPresence = z.infer<typeof listedPresence>;
export const roomCommands = {
  /**
   * Lists that are on a screen: for the next minute what changes about who is in these rooms comes as signals
   * `present:<roomId>` of one's own account. Said again while the list is looked at; rooms one may not read are missing.
   */
  'rooms:watch-presence': {
    input: z.strictObject({ roomIds: z.array(id).max(MAX_LISTED_ROOMS) }),
    result: z.strictObject({ rooms: z.array(listedPresence.extend({ roomId: id })) }),
  },
  'rooms:join': {
    input: z.strictObject({ roomId, as: z.enum(['learner', 'spectator']).default('learner') }),
    result: z.strictObject({ role: roomRole }),
  },
  'rooms:leave': { input: z.strictObject({ roomId }), result: z.strictObject({}) },
  'rooms:edit': {
    input: z.strictObject({
      roomId,
      title: line(3, 80).optional(),
      about: text(0, 500).optional(),
      language: language.optional(),
      visibility: roomVisibility.optional(),
      capacity: z.int().min(2).max(MAX_CAPACITY).optional(),
    }),
    result: z.strictObject({}),
  },
  'rooms:set-locks': { input: z.strictObject({ roomId, locks: roomLocks.partial() }), result: z.strictObject({}) },
  'rooms:set-role': { input: z.strictObject({ roomId, personId: id, role: roomRole }), result: z.strictObject({}) },
  'rooms:remove': { input: z.strictObject({ roomId, personId: id }), result: z.strictObject({}) },
  'rooms:ban': { input: z.strictObject({ roomId, personId: id, reason: line(1, 200) }), result: z.strictObject({}) },
  'rooms:unban': { input: z.strictObject({ roomId, personId: id }), result: z.strictObject({}) },
  'rooms:archive': { input: z.strictObject({ roomId }), result: z.strictObject({}) },
  'rooms:reopen': { input: z.strictObject({ roomId }), result: z.strictObject({}) },
} as const;

// --- events of `room:<id>`
export const roomEvents = {
  'rooms.room-created': z.strictObject({ room: roomView }),
  'rooms.room-edited': z.strictObject({ room: roomView }),
  'rooms.locks-changed': z.strictObject({ locks: roomLocks }),
  'rooms.room-archived': z.strictObject({ archivedAt: timestamp }),
  'rooms.room-reopened': z.strictObject({}),
  'rooms.member-joined': z.strictObject({ member: memberView, memberCount: z.int() }),
  'rooms.member-left': z.strictObject({ personId: id, memberCount: z.int() }),
  /** Kick and ban look the same to the room; the reason of a ban is for staff only. */
  'rooms.member-removed': z.strictObject({ personId: id, memberCount: z.int() }),
  'rooms.role-changed': z.strictObject({ personId: id, role: roomRole }),
  /** Somebody changed name, photo or kind (guest → person). */
  'rooms.member-changed': z.strictObject({ person: personCard }),
} as const;

// --- events of `room:<id>:staff`
export const roomStaffEvents = {
  'rooms.person-banned': z.strictObject({ person: personCard, reason: z.string(), by: personCard }),
  'rooms.person-unbanned': z.strictObject({ person: personCard, by: personCard }),
} as const;

// --- events of `account:<id>`: what a person's own devices learn about their memberships
export const roomAccountEvents = {
  'rooms.membership-changed': z.strictObject({ roomId: id, state: membershipState, role: roomRole.nullable() }),
} as const;

// --- signals of `room:<id>`
/** Key `presence:<personId>`; two tabs are one person. Above 100 people only `presence-summary` moves. */
export const presenceSignal = z.strictObject({ person: personCard, role: roomRole.nullable(), since: timestamp });
export const presenceSummarySignal = z.strictObject({ count: z.int(), faces: z.array(presenceSignal) });
export type PresenceSignal = z.infer<typeof presenceSignal>;
export type PresenceSummarySignal = z.infer<typeof presenceSummarySignal>;
