import type { LineQuality, StageVideo } from '@contract/stage.contract.js';
import type { Live } from '../../../lib/streams/live.js';
import type { Devices } from './devices.js';
import type { Notify } from './notices.js';
import type { Sfu, SfuOptions } from './sfu.js';
import type { Voices } from './voices.js';

export interface StageScreen {
  readonly phase: 'joining' | 'on' | 'returning' | 'off';
  /** Whether the hub can carry media now. */
  readonly video: StageVideo;
  readonly quality: LineQuality | null;
  /** Only sound, because the person wants it so. */
  readonly soundOnly: boolean;
  /** Not every picture is received, because the line does not carry them. */
  readonly narrow: boolean;
}
export interface StageMediaParts {
  readonly roomId: string;
  readonly live: Pick<Live, 'accountId' | 'ask' | 'connection' | 'streams'>;
  readonly devices: Devices;
  readonly voices: Voices;
  readonly notify: Notify;
  /** Fetched when somebody comes in, and not before. */
  readonly openSfu: (options: SfuOptions) => Promise<Sfu>;
}
