import type { LegalDocument } from './legal-text.js';
import type { Language } from '../../lib/i18n/words.js';

export const LEGAL_NAMES = ['terms', 'privacy'] as const;
export type LegalName = (typeof LEGAL_NAMES)[number];

type Load = () => Promise<{ text: LegalDocument }>;

const FILES: Readonly<Record<LegalName, Readonly<Record<Language, Load>>>> = {
  terms: { es: () => import('./terms.es.js'), en: () => import('./terms.en.js') },
  privacy: { es: () => import('./privacy.es.js'), en: () => import('./privacy.en.js') },
};

const loaded = new Map<Load, Promise<LegalDocument>>();

/** The same promise for the same text, as React's `use` wants it; a failed load may be tried again. */
export function legalDocument(name: LegalName, language: Language): Promise<LegalDocument> {
  const load = FILES[name][language];
  const known = loaded.get(load);
  if (known) return known;
  const loading = load().then(({ text }) => text);
  loaded.set(load, loading);
  loading.catch(() => loaded.delete(load));
  return loading;
}

export function isLegalName(value: string): value is LegalName {
  return LEGAL_NAMES.some((name) => name === value);
}
