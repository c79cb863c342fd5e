import { CAPTION_MAX } from '@contract/limits.js';
import type { Language } from '@contract/words.js';
import { isCode } from '../../../lib/api/api-error.js';
import type { CaptionSource, SourceParts } from './caption-source.js';

/** The browser's recogniser, as far as it is asked here. */
interface Recogniser {
  addEventListener(type: 'result', heard: (event: SpeechRecognitionEvent) => void): void;
  addEventListener(type: 'error', failed: (event: SpeechRecognitionErrorEvent) => void): void;
  addEventListener(type: 'end', ended: () => void): void;
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  start(track?: MediaStreamTrack): void;
  abort(): void;
}
interface RecogniserKind {
  new (): Recogniser;
  readonly prototype: object;
  available?(wanted: { langs: string[]; processLocally: boolean }): Promise<string>;
  install?(wanted: { langs: string[]; processLocally: boolean }): Promise<boolean>;
}
declare global {
  interface Window {
    SpeechRecognition?: RecogniserKind;
  }
}

const LANGS: Readonly<Record<Language, string>> = { es: 'es-ES', en: 'en-US' };
const AGAIN_MS = 300;
const wanted = (language: Language) => ({ langs: [LANGS[language]], processLocally: true });

/** Whether this browser recognises that language on this very device; where it would ask a server it is not asked. */
export async function deviceHears(language: Language): Promise<'available' | 'downloadable' | null> {
  const kind = window.SpeechRecognition;
  if (!kind?.available || !('processLocally' in kind.prototype)) return null;
  try {
    const state = await kind.available(wanted(language));
    if (state === 'available') return state;
    return state === 'unavailable' || !kind.install ? null : 'downloadable';
  } catch {
    // A recogniser that cannot say so is none.
    return null;
  }
}

/** The browser's own recogniser, on this device only: what leaves it is text. */
export class DeviceSource implements CaptionSource {
  #recogniser: Recogniser | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(private readonly parts: SourceParts) {}

  start(): void {
    void this.#prepare().then(
      (ready) => (ready ? this.#listen() : this.parts.failed(new Error('The language did not come.'))),
      (failure: unknown) => this.parts.failed(failure),
    );
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#recogniser?.abort();
    this.#recogniser = null;
  }

  async #prepare(): Promise<boolean> {
    const { language } = this.parts;
    const state = await deviceHears(language);
    if (state !== 'downloadable') return state === 'available';
    return (await window.SpeechRecognition?.install?.(wanted(language))) === true;
  }

  #listen(): void {
    const kind = window.SpeechRecognition;
    if (this.#stopped || !kind) return;
    const voice = this.parts.voice();
    if (!voice) {
      this.#timer = setTimeout(() => this.#listen(), AGAIN_MS);
      return;
    }
    const recogniser = new kind();
    Object.assign(recogniser, { lang: LANGS[this.parts.language], continuous: true, processLocally: true });
    recogniser.addEventListener('result', (event) => this.#heard(event));
    recogniser.addEventListener('error', (event) => {
      // Silence and an ending of its own are no trouble: it begins again.
      if (event.error !== 'no-speech' && event.error !== 'aborted') this.parts.failed(new Error(event.error));
    });
    recogniser.addEventListener('end', () => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.#listen(), AGAIN_MS);
    });
    this.#recogniser = recogniser;
    recogniser.start(voice);
  }

  #heard({ results, resultIndex }: SpeechRecognitionEvent): void {
    for (const result of Array.from(results).slice(resultIndex)) {
      const text = result[0]?.transcript.replaceAll(/\s+/g, ' ').trim().slice(0, CAPTION_MAX) ?? '';
      if (!result.isFinal || text === '' || this.#stopped || !this.parts.voice()) continue;
      const { ask, onStage, language, failed } = this.parts;
      ask('captions:say', { ...onStage, text, language, source: 'device' }).catch((failure: unknown) => {
        if (!isCode(failure, 'offline', 'no-answer', 'captions/muted')) failed(failure);
      });
    }
  }
}
