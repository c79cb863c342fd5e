import { Store } from '../../../lib/session/store.js';

/** Plays what is heard. A browser may keep a page silent until it is touched: then somebody has to press a button. */
export class Voices {
  readonly refused = new Store(false);
  readonly #playing = new Map<string, HTMLAudioElement>();
  #speaker: string | null = null;

  /** These tracks and no others. */
  play(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const [id, element] of this.#playing)
      if (tracks.get(id) !== trackOf(element)) {
        element.srcObject = null;
        this.#playing.delete(id);
      }
    for (const [id, track] of tracks) {
      if (this.#playing.has(id)) continue;
      const element = new Audio();
      element.srcObject = new MediaStream([track]);
      this.#playing.set(id, element);
      this.#direct(element);
      this.#start(element);
    }
  }

  /** After a press of a button, which browsers ask for. */
  allow(): void {
    this.refused.set(false);
    for (const element of this.#playing.values()) this.#start(element);
  }

  playThrough(id: string | null): void {
    this.#speaker = id;
    for (const element of this.#playing.values()) this.#direct(element);
  }

  close(): void {
    this.play(new Map());
  }

  #start(element: HTMLAudioElement): void {
    element.play().catch((failure: unknown) => {
      // Taken away before it began is no refusal.
      if (failure instanceof DOMException && failure.name === 'NotAllowedError') this.refused.set(true);
    });
  }

  #direct(element: HTMLAudioElement): void {
    if (this.#speaker === null || typeof element.setSinkId !== 'function') return;
    // A speaker that is no longer there: the system's own plays on.
    element.setSinkId(this.#speaker).catch(() => element.setSinkId(''));
  }
}

const trackOf = ({ srcObject }: HTMLAudioElement): MediaStreamTrack | undefined =>
  srcObject instanceof MediaStream ? srcObject.getTracks()[0] : undefined;
