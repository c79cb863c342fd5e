import type { ReactElement } from 'react';
import { Trans } from 'react-i18next/TransWithoutContext';
import { i18n } from './i18n.js';
import { useLanguage, useT, type Values } from './use-t.js';
import type { Dictionary, KeyOf } from './words.js';

interface RichTextProps<W> {
  of: Dictionary<W>;
  k: KeyOf<W>;
  values?: Values;
  /** `{ terms: <Link to="/legal/terms" /> }` for words that say `Acepto los <terms>términos</terms>`. */
  parts: Readonly<Record<string, ReactElement>>;
}

/** A sentence with links or emphasis inside, still one sentence for the translator. */
export function RichText<W>({ of, k, values, parts }: RichTextProps<W>) {
  useT(of);
  const t = i18n.getFixedT(useLanguage(), of.namespace);
  return <Trans i18n={i18n} t={t} ns={of.namespace} i18nKey={k} values={values} components={{ ...parts }} />;
}
