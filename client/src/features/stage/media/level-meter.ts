import { Store } from '../../../lib/session/store.js';

const EVERY_MS = 80;

/** How loud a microphone is, 0 … 1: the proof that it hears somebody. */
export class LevelMeter {
  readonly level = new Store(0);
  readonly #context = new AudioContext();
  readonly #source: MediaStreamAudioSourceNode;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(track: MediaStreamTrack) {
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 512;
    const samples = new Float32Array(analyser.fftSize);
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(analyser);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.level.set(levelOf(samples));
    }, EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#source.disconnect();
    void this.#context.close();
  }
}

/** Between a quiet room (-60 dB) and a loud voice (-10 dB), in steps of a twentieth. */
export function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  const decibels = 10 * Math.log10(power / samples.length + 1e-12);
  return Math.round(Math.min(1, Math.max(0, (decibels + 60) / 50)) * 20) / 20;
}
