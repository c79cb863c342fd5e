import type { Language } from '@contract/words.js';
import type { Live } from '../../../lib/streams/live.js';
import type { OnStage } from '../../stage/media/sfu.js';

/** What turns one's own voice into lines: the endpoint of the hub, or this device. */
export interface CaptionSource {
  /** Begins to listen; from then on it says by itself when it cannot go on. */
  start(): void;
  /** Idempotent: nothing is heard or sent afterwards. */
  stop(): void;
}

export interface SourceParts {
  readonly ask: Live['ask'];
  readonly onStage: OnStage;
  readonly language: Language;
  /** The microphone while it is on, and nothing while it is not. */
  readonly voice: () => MediaStreamTrack | null;
  /** It cannot go on. */
  readonly failed: (failure: unknown) => void;
}
