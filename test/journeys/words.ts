import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { errors } from '../../src/contract/error-sentences.js';

interface Words {
  readonly [key: string]: string | Words;
}
const root = join(process.cwd(), 'client/src');

const sentences = (words: Words): string[] =>
  Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : sentences(value)));

async function dictionaries(language: 'es' | 'en'): Promise<Set<string>> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`.${language}.ts`),
  );
  const found = new Set<string>(Object.values(errors).map((error) => error[language]));
  for (const file of files) {
    const module: { words?: Words } = await import(join(root, file));
    for (const sentence of sentences(module.words ?? {})) found.add(sentence);
  }
  return found;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Tells which texts belong to the other language: equal to one of its sentences, with the blanks filled in any way. */
export async function foreignWords(page: 'es' | 'en'): Promise<(text: string) => boolean> {
  const own = await dictionaries(page);
  const others = [...(await dictionaries(page === 'es' ? 'en' : 'es'))].filter((sentence) => !own.has(sentence));
  const plain = new Set(others.filter((sentence) => !/\{|</.test(sentence)));
  // Only those with enough words of their own: "{{count}} now" would fit nearly everything.
  const patterns = others
    .filter(
      (sentence) => /\{/.test(sentence) && sentence.replace(/\{+\w+\}+/g, '').replace(/[^\p{L}]/gu, '').length >= 5,
    )
    .map(
      (sentence) =>
        new RegExp(
          `^${sentence
            .split(/\{+\w+\}+/)
            .map(literal)
            .join('.+')}$`,
        ),
    );
  return (text) => plain.has(text) || patterns.some((pattern) => pattern.test(text));
}

/** Everything of the interface that is read or heard on the page; what people wrote in the room is not. */
export const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest('script, style, [data-message] [id$=-words]') && parent.checkVisibility()) texts.push(node.data);
    }
    for (const node of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(node.getAttribute(name) ?? '');
    return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
  })()`);

/** The name of a sentence instead of the sentence. */
export const isKey = (text: string): boolean => /^[a-z]+(\.[a-zA-Z]+)+$/.test(text);
