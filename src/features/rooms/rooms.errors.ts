import { DomainError } from '../../platform/errors/domain-error.js';

/** Expected refusals of rooms. What the policy refuses carries the code it found. */
export class RoomRefused extends DomainError {
  override readonly name = 'RoomRefused';
}

export const roomNotFound = (): RoomRefused => new RoomRefused('not-found');
export const roomFull = (capacity: number): RoomRefused => new RoomRefused('rooms/full', { capacity });
export const lastHost = (): RoomRefused => new RoomRefused('rooms/last-host');
export const kindNotAllowed = (): RoomRefused => new RoomRefused('rooms/kind-not-allowed');
export const roleNotForKind = (): RoomRefused => new RoomRefused('rooms/role-not-for-kind');
export const personNotInRoom = (): RoomRefused => new RoomRefused('rooms/person-not-in-room');
export const inviteInvalid = (): RoomRefused => new RoomRefused('rooms/invite-invalid');
export const guestsNotAllowed = (): RoomRefused => new RoomRefused('rooms/guests-not-allowed');
/** The same for every reason, so that nobody learns that they were blocked. */
export const noDirect = (): RoomRefused => new RoomRefused('rooms/no-direct');
export const noGroup = (): RoomRefused => new RoomRefused('rooms/no-group');
export const notForGuests = (): RoomRefused => new RoomRefused('accounts/not-for-guests');
