import type { ErrorCode } from '../../contract/errors.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** Expected refusals of the stage. What the policy refuses carries the code it found. */
export class StageRefused extends DomainError {
  override readonly name = 'StageRefused';
}

export const notReady = (): StageRefused => new StageRefused('stage/not-ready');
export const stageFull = (): StageRefused => new StageRefused('stage/full');
export const notOnStage = (): StageRefused => new StageRefused('stage/not-on-stage');
export const elsewhere = (): StageRefused => new StageRefused('stage/elsewhere');
export const onAnotherServer = (): StageRefused => new StageRefused('stage/another-server');
export const personNotHere = (): StageRefused => new StageRefused('stage/person-not-here');
export const noSuchTrack = (): StageRefused => new StageRefused('stage/no-such-track');
export const tooManyTracks = (): StageRefused => new StageRefused('stage/too-many-tracks');
export const badMedia = (): StageRefused => new StageRefused('stage/bad-media');
export const noSlides = (): StageRefused => new StageRefused('stage/no-slides');
export const slidesTaken = (): StageRefused => new StageRefused('stage/slides-taken');
export const voiceTaken = (): StageRefused => new StageRefused('stage/voice-taken');
export const notAPdf = (): StageRefused => new StageRefused('stage/not-a-pdf');
export const captionMuted = (): StageRefused => new StageRefused('captions/muted');
export const notOfAge = (): StageRefused => new StageRefused('captions/of-age');
export const noEndpoint = (): StageRefused => new StageRefused('captions/no-endpoint');
export const behind = (): StageRefused => new StageRefused('captions/behind');
export const callOver = (): StageRefused => new StageRefused('calls/over');
export const nobodyToCall = (): StageRefused => new StageRefused('calls/nobody');

/** Throws what a policy refused. */
export function assertAllowed(refusal: ErrorCode | null): void {
  if (refusal !== null) throw new StageRefused(refusal);
}
