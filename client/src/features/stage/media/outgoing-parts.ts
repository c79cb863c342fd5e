import { ApiError, isCode } from '../../../lib/api/api-error.js';
import type { Live } from '../../../lib/streams/live.js';
import type { Devices } from './devices.js';
import type { Notify } from './notices.js';
import type { OwnScreen } from './outgoing-screens.js';
import type { OnStage } from './sfu.js';

/** What this device sends, as its person sees it. */
export interface Own {
  /** `held`: on for its person, off because the line does not carry it. */
  readonly microphone: 'off' | 'on';
  readonly camera: 'off' | 'on' | 'held';
  /** What the camera sees, while it is on. */
  readonly picture: MediaStreamTrack | null;
  readonly screens: readonly OwnScreen[];
}
export const NOTHING: Own = { microphone: 'off', camera: 'off', picture: null, screens: [] };

export interface OutgoingParts {
  readonly ask: Live['ask'];
  readonly onStage: OnStage;
  readonly devices: Pick<Devices, 'open' | 'pickScreen'>;
  readonly notify: Notify;
}

/** Without a connection nothing is flowing anyway; what has gone needs no ending. */
export function unlessAway(failure: unknown): void {
  if (!(failure instanceof ApiError)) throw failure;
  if (!isCode(failure, 'offline', 'no-answer', 'stage/no-such-track', 'stage/not-on-stage')) throw failure;
}
