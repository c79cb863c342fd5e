import type { types } from 'mediasoup';
import type { SpeakingSignal, TrackSource } from '../../contract/stage.contract.js';
import type { RtpCapabilitiesInput } from '../../contract/stage-media.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import type { MediaWorker } from './media-worker.js';
import { codecs } from './stage-codecs.js';
import { badMedia, notReady } from './stage.errors.js';

/** Levels are looked at about three times a second; below the threshold (dBov) somebody breathes. */
const LEVELS_EVERY_MS = 350;
const QUIET_DBOV = -60;
export const SPEAKERS_MAX = 5;

/** Something somebody sends. Off is paused: its packets go no further than the worker. */
export interface Track {
  readonly id: string;
  readonly personId: string;
  readonly source: TrackSource;
  /** Of a screen's sound: its picture. */
  readonly withTrackId: string | null;
  readonly producer: types.Producer;
}
interface Told {
  speaking(people: SpeakingSignal['people']): void;
  /** Its worker died. */
  lost(): void;
}
/** Whose a microphone is. */
interface OfPerson extends types.AppData {
  readonly personId: string;
}

/** What carries a stage: a router in one worker. Another one is another epoch, in which nothing of this one is left. */
export class StageMedia {
  #closed = false;

  private constructor(
    readonly epoch: string,
    readonly worker: MediaWorker,
    readonly router: types.Router,
    private readonly levels: types.AudioLevelObserver,
  ) {
    worker.stages += 1;
  }

  static async open(epoch: string, worker: MediaWorker, told: Told): Promise<StageMedia> {
    const router = await worker.router(codecs);
    try {
      const levels = await router.createAudioLevelObserver({
        maxEntries: SPEAKERS_MAX,
        threshold: QUIET_DBOV,
        interval: LEVELS_EVERY_MS,
      });
      const media = new StageMedia(epoch, worker, router, levels);
      levels.on('volumes', (volumes) =>
        told.speaking(
          volumes.map(({ producer, volume }) => ({
            personId: (producer.appData as OfPerson).personId,
            level: Math.round(volume),
          })),
        ),
      );
      levels.on('silence', () => told.speaking([]));
      if (router.closed) throw notReady();
      router.once('workerclose', () => {
        media.close();
        told.lost();
      });
      return media;
    } catch (error) {
      router.close();
      throw error;
    }
  }

  /** What a device is told of it. */
  get codecs(): RtpCapabilitiesInput {
    return this.router.rtpCapabilities as RtpCapabilitiesInput;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** This microphone counts among the speakers from now on. */
  async hear(producer: types.Producer): Promise<void> {
    await this.levels.addProducer({ producerId: producer.id });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.worker.stages -= 1;
    this.router.close();
  }
}

/** What a mediasoup call makes of parameters it cannot use: a refusal in words, and nothing half made. */
export async function accepted<T>(media: StageMedia, asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw media.closed ? notReady() : badMedia();
  }
}
