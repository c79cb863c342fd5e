import type { Actor } from '../../platform/actor/actor.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** The verb `hub.administer` of docs/permissions.md: admins, and nobody in between. */
export function requireAdmin(actor: Actor): void {
  if (actor.kind !== 'person' || actor.role !== 'admin') throw new DomainError('not-allowed');
}
