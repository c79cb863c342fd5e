import type { Language } from '@contract/words.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import type { Live } from '../../../lib/streams/live.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import type { CaptionSource } from './caption-source.js';
import { DeviceSource } from './device-source.js';
import { EndpointSource } from './endpoint-source.js';

export type Way = 'endpoint' | 'device';
export interface CaptioningState {
  readonly way: Way | null;
  /** Why it stopped: what the hub said, or the name of a sentence. */
  readonly failure: ApiError | null;
  readonly trouble: 'slow' | 'limited' | 'failed' | 'device' | null;
}
const OFF: CaptioningState = { way: null, failure: null, trouble: null };

/** Captions of one's own voice: off until one turns them on, and off again as soon as something is wrong. */
export class Captioning {
  readonly state = new Store<CaptioningState>(OFF);
  #source: CaptionSource | null = null;

  constructor(
    private readonly media: StageMedia,
    private readonly ask: Live['ask'],
  ) {}

  start(way: Way, language: Language): void {
    this.stop();
    const { onStage, outgoing } = this.media;
    const failed = (failure: unknown) => {
      const said = failure instanceof ApiError ? failure : null;
      this.#end({ ...OFF, failure: said, trouble: said ? null : way === 'device' ? 'device' : 'failed' });
    };
    const parts = { ask: this.ask, onStage, language, voice: () => outgoing.voice, failed };
    this.#source = way === 'device' ? new DeviceSource(parts) : new EndpointSource(parts);
    this.state.set({ ...OFF, way });
    this.#source.start();
  }

  stop(trouble: CaptioningState['trouble'] = null): void {
    this.#end({ ...OFF, trouble });
  }

  #end(state: CaptioningState): void {
    this.#source?.stop();
    this.#source = null;
    this.state.set(state);
  }
}
