import type { HotItem } from '../../platform/event-log/event-log.types.js';
import type { MemberState, RoomState } from '../rooms/rooms.events.js';
import { assertAllowed, messageGone, roomNotFound } from './chat.errors.js';
import { refusalOf, type ChatVerb } from './chat.policy.js';
import type { MessageRow } from './chat.view.js';

/** The room and the actor's place in it, or the policy's refusal. A message of elsewhere is nobody's own: `inRoom` refuses it. */
export function allowed(
  verb: ChatVerb,
  { actor, input }: HotItem<{ roomId: string }>,
  rooms: ReadonlyMap<string, RoomState>,
  own = false,
): { room: RoomState; member: MemberState } {
  const room = rooms.get(input.roomId);
  if (!room) throw roomNotFound();
  const member = room.members.get(actor.accountId);
  assertAllowed(refusalOf(verb, actor, member, room, own));
  const person = { id: actor.accountId, name: actor.name, kind: actor.kind, avatar: actor.avatar };
  return { room, member: member ?? { role: 'spectator', state: 'left', person, muted: false } };
}

/** As anybody else they could not do it: it is a decision of the platform's staff. */
export function asStaff(
  verb: ChatVerb,
  { actor, input }: HotItem<{ roomId: string }>,
  rooms: ReadonlyMap<string, RoomState>,
): boolean {
  const room = rooms.get(input.roomId);
  return (
    room !== undefined &&
    refusalOf(verb, { ...actor, role: 'member' }, room.members.get(actor.accountId), room) !== null
  );
}

export function inRoom(message: MessageRow | undefined, { roomId }: { roomId: string }): MessageRow {
  if (message?.room_id !== roomId) throw messageGone();
  return message;
}
