import { language as languages, type Language } from '../../contract/words.js';
import type { ActorRequest } from './operation.js';

/** The language of an answer: the person's own, else the best of what the browser accepts, else Spanish. */
export function languageOf({ actor, headers }: Pick<ActorRequest, 'actor' | 'headers'>): Language {
  return actor?.language ?? accepted(headers['accept-language'] ?? '') ?? 'es';
}

function accepted(header: string): Language | undefined {
  const wishes = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wishes) {
    const known = languages.safeParse(language);
    if (known.success) return known.data;
  }
  return undefined;
}
