import { cloneElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { splitParts } from './split-parts.js';
import { useT, type Values } from './use-t.js';
import type { Dictionary, KeyOf } from './words.js';

interface RichTextProps<W> {
  of: Dictionary<W>;
  k: KeyOf<W>;
  values?: Values;
  /** `{ terms: <Link to="/legal/terms" /> }` for words that say `Acepto los <terms>términos</terms>`. */
  parts: Readonly<Record<string, ReactElement<{ children?: ReactNode }>>>;
}

/** A sentence with links or emphasis inside, still one sentence for the translator. */
export function RichText<W>({ of, k, values, parts }: RichTextProps<W>) {
  const t = useT(of);
  return splitParts(t(k, values)).map(({ at, name, text }) => {
    const part = name === null ? undefined : parts[name];
    return <Fragment key={at}>{part ? cloneElement(part, {}, text) : text}</Fragment>;
  });
}
