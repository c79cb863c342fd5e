import { MATERIALS_MAX } from '../../contract/materials.contract.js';
import type { ErrorCode } from '../../contract/errors.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** Expected refusals about materials. What the policy refuses carries the code it found. */
export class MaterialRefused extends DomainError {
  override readonly name = 'MaterialRefused';
}

export const materialGone = (): MaterialRefused => new MaterialRefused('materials/gone');
export const fileGone = (): MaterialRefused => new MaterialRefused('uploads/file-gone');
export const materialsFull = (): MaterialRefused => new MaterialRefused('materials/full', { limit: MATERIALS_MAX });

/** Throws what a policy refused. */
export function assertAllowed(refusal: ErrorCode | null): void {
  if (refusal !== null) throw new MaterialRefused(refusal);
}
