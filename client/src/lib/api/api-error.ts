import { errors, sentenceOf } from '@contract/error-sentences.js';
import type { ErrorBody, ErrorCode, ErrorDetails } from '@contract/errors.contract.js';
import type { Language } from '@contract/words.js';

/** What only the browser can know: the hub was not reached, or did not answer in time. */
const unanswered = {
  offline: {
    es: 'No hay conexión con el servidor. Comprueba la red y vuelve a intentarlo.',
    en: 'The server cannot be reached. Check your network and try again.',
  },
  'no-answer': {
    es: 'El servidor no ha contestado. Prueba otra vez en unos segundos.',
    en: 'The server did not answer. Try again in a few seconds.',
  },
} as const;

export type FailureCode = ErrorCode | keyof typeof unanswered;

const isUnanswered = (code: FailureCode): code is keyof typeof unanswered => code in unanswered;
export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && value in errors;

/** Every failure of a request or a command. The code is for the program, the sentence for the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: FailureCode,
    readonly details: ErrorDetails = {},
    readonly requestId?: string,
  ) {
    super(code);
  }

  static of(body: ErrorBody): ApiError {
    return new ApiError(isErrorCode(body.code) ? body.code : 'internal', body.details, body.requestId);
  }

  sentence(language: Language): string {
    return failureSentence(this.code, language, this.details);
  }
}

export const failureSentence = (code: FailureCode, language: Language, details: ErrorDetails = {}): string =>
  isUnanswered(code) ? unanswered[code][language] : sentenceOf(code, language, details);

/** Anything thrown, as the failure it stands for. */
export const asApiError = (failure: unknown): ApiError =>
  failure instanceof ApiError ? failure : new ApiError('internal');

export const isCode = (failure: unknown, ...codes: FailureCode[]): boolean =>
  failure instanceof ApiError && codes.includes(failure.code);
