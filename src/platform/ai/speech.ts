import { Injectable } from '@nestjs/common';
import OpenAI, { RateLimitError, toFile } from 'openai';
import type { Language } from '../../contract/words.js';
import { Config } from '../config/config.js';

/** Whoever speaks has gone on by then. */
const PATIENCE_MS = 10_000;

/** `slow`: no answer in time. `limited`: it wants to be asked less. `failed`: all the rest. */
export type SpeechTrouble = 'slow' | 'limited' | 'failed';
/** Carries nothing of what was said or answered. */
export class SpeechError extends Error {
  override readonly name = 'SpeechError';
  constructor(readonly trouble: SpeechTrouble) {
    super(`The endpoint wrote nothing down: ${trouble}`);
  }
}

export interface Sound {
  readonly bytes: Buffer;
  /** `audio/webm`, … */
  readonly type: string;
  readonly language: Language;
}

/** Has the AI endpoint of the settings write down what is said. Nothing is kept or logged, and nothing asked twice. */
@Injectable()
export class Speech {
  readonly #client: OpenAI | undefined;
  readonly #model: string | undefined;
  /** Where sound goes; null where no endpoint takes it. */
  readonly host: string | null;

  constructor({ ai }: Config) {
    this.#model = ai?.speechModel;
    this.host = ai && this.#model !== undefined ? new URL(ai.url).hostname : null;
    this.#client =
      ai && this.host !== null
        ? new OpenAI({
            ...{ baseURL: ai.url, apiKey: ai.key ?? 'none', maxRetries: 0, logLevel: 'off' },
            // Of the environment only what the settings name counts.
            ...{ organization: null, project: null },
          })
        : undefined;
  }

  protected get patienceMs(): number {
    return PATIENCE_MS;
  }

  /** The words, trimmed; empty where nobody speaks. Fails with a SpeechError. */
  async written({ bytes, type, language }: Sound): Promise<string> {
    if (this.#client === undefined || this.#model === undefined) throw new SpeechError('failed');
    const late = AbortSignal.timeout(this.patienceMs);
    try {
      const file = await toFile(bytes, `speech.${type.replace('audio/', '')}`, { type });
      const answer = await this.#client.audio.transcriptions.create(
        { file, model: this.#model, language, response_format: 'json' },
        { signal: late },
      );
      return typeof answer.text === 'string' ? answer.text.trim() : '';
    } catch (error) {
      if (late.aborted) throw new SpeechError('slow');
      throw new SpeechError(error instanceof RateLimitError ? 'limited' : 'failed');
    }
  }
}
