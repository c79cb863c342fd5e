import type { CommandInput } from '@contract/realtime.contract.js';
import { CAPTION_SOUND_MAX } from '@contract/limits.js';
import { isCode } from '../../../lib/api/api-error.js';
import { LevelMeter } from '../../stage/media/level-meter.js';
import type { CaptionSource, SourceParts } from './caption-source.js';

type SoundType = CommandInput<'captions:hear'>['type'];
const TYPES: readonly SoundType[] = ['audio/webm', 'audio/ogg', 'audio/mp4'];
const PIECE_MS = 4_000;
const PAUSE_MS = 500;
const BITS_PER_SECOND = 24_000;
/** What is quieter all along is nobody speaking, and is not sent. */
const SPOKEN = 0.3;

/** Short pieces of the own microphone to the hub, each a whole file, so that any may be lost. */
export class EndpointSource implements CaptionSource {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #piece: (() => void) | null = null;
  #stopped = false;

  constructor(private readonly parts: SourceParts) {}

  start(): void {
    if (this.#stopped) return;
    const track = this.parts.voice();
    const type =
      typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    if (type === undefined) return this.parts.failed(new Error('This browser records no sound.'));
    if (track) this.#record(track, type);
    else this.#timer = setTimeout(() => this.start(), PAUSE_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#piece?.();
  }

  #record(track: MediaStreamTrack, type: SoundType): void {
    const recorder = new MediaRecorder(new MediaStream([track]), {
      mimeType: type,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    const meter = new LevelMeter(track);
    let loudest = 0;
    const forget = meter.level.subscribe(() => (loudest = Math.max(loudest, meter.level.get())));
    this.#piece = () => {
      this.#piece = null;
      clearTimeout(this.#timer);
      forget();
      meter.close();
      if (recorder.state !== 'inactive') recorder.stop();
    };
    recorder.addEventListener('dataavailable', ({ data }) => {
      // Whoever silenced themselves meanwhile is not sent.
      if (!this.#stopped && loudest >= SPOKEN && this.parts.voice()) void this.#send(data, type);
    });
    recorder.start();
    this.#timer = setTimeout(() => {
      this.#piece?.();
      this.start();
    }, PIECE_MS);
  }

  async #send(data: Blob, type: SoundType): Promise<void> {
    const sound = base64(new Uint8Array(await data.arrayBuffer()));
    if (sound.length > CAPTION_SOUND_MAX || sound.length === 0 || this.#stopped) return;
    const { ask, onStage, language, failed } = this.parts;
    try {
      await ask('captions:hear', { ...onStage, sound, type, language });
    } catch (failure) {
      // A piece that was lost on the way, or came after the microphone went off, is none to speak of.
      if (!isCode(failure, 'offline', 'no-answer', 'captions/muted')) failed(failure);
    }
  }
}

function base64(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
