import type { StagePerson } from '@contract/stage.contract.js';
import { newId } from '../../../lib/session/device.js';
import { unlessAway, type OutgoingParts } from './outgoing-parts.js';
import type { SentTrack, Sfu } from './sfu.js';

/** A screen or a window that this device shows, with its sound where the browser gives it. */
export interface OwnScreen {
  readonly key: string;
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | null;
}
type Showing = OwnScreen & { sent: { video: SentTrack; audio: SentTrack | null } | null };

/** The screens that this device shows; several at once. */
export class OutgoingScreens {
  #sfu: Sfu | null = null;
  #showing: Showing[] = [];

  constructor(
    private readonly parts: OutgoingParts,
    private readonly tell: (screens: readonly OwnScreen[]) => void,
  ) {}

  async show(picked: MediaStream): Promise<void> {
    const [video] = picked.getVideoTracks();
    if (!video) return;
    // Text matters more than motion.
    video.contentHint = 'detail';
    const screen: Showing = {
      key: newId(),
      video,
      audio: picked.getAudioTracks()[0] ?? null,
      sent: null,
    };
    this.#showing.push(screen);
    this.#told();
    // The browser has a button of its own for ending it.
    video.addEventListener('ended', () => void this.stop(screen.key));
    await this.#send(screen);
  }

  async stop(key: string): Promise<void> {
    const screen = this.#showing.find((one) => one.key === key);
    if (!screen) return;
    this.#forget(screen);
    const { ask, onStage } = this.parts;
    for (const sent of [screen.sent?.audio, screen.sent?.video]) {
      if (!sent) continue;
      sent.close();
      await ask('stage:end-track', { ...onStage, trackId: sent.trackId }).catch(unlessAway);
    }
  }

  async restart(sfu: Sfu | null): Promise<void> {
    this.#sfu = sfu;
    for (const screen of this.#showing) screen.sent = null;
    await Promise.all(this.#showing.map((screen) => this.#send(screen)));
  }

  /** Turned off by whoever leads: it ends here too. */
  heard({ screens }: StagePerson): void {
    for (const screen of [...this.#showing]) {
      const trackId = screen.sent?.video.trackId;
      if (trackId === undefined) continue;
      const told = screens.find(({ video }) => video.trackId === trackId);
      if (!told || told.video.on) continue;
      this.parts.notify({ kind: 'muted', source: 'screen' });
      void this.stop(screen.key);
    }
  }

  close(): void {
    for (const screen of [...this.#showing]) {
      screen.sent?.audio?.close();
      screen.sent?.video.close();
      this.#forget(screen);
    }
  }

  async #send(screen: Showing): Promise<void> {
    if (!this.#sfu || screen.sent) return;
    try {
      const video = await this.#sfu.send(screen.video, { source: 'screen', on: true });
      screen.sent = { video, audio: null };
      if (!screen.audio) return;
      const sound = { source: 'screen-audio', on: true, withTrackId: video.trackId } as const;
      screen.sent = { video, audio: await this.#sfu.send(screen.audio, sound) };
    } catch (failure) {
      // Without its picture nothing is shown; without its sound the picture is.
      if (!screen.sent) this.#forget(screen);
      throw failure;
    }
  }

  #forget(screen: Showing): void {
    screen.video.stop();
    screen.audio?.stop();
    this.#showing = this.#showing.filter((one) => one !== screen);
    this.#told();
  }

  #told(): void {
    this.tell(this.#showing.map(({ key, video, audio }) => ({ key, video, audio })));
  }
}
