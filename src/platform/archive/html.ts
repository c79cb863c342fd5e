const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe to put on a page: only `markup` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Filling = string | number | Html | null | readonly (Html | null)[];

/** Markup with fillings: all words are escaped, in texts and in quoted attributes alike; nothing else is allowed to be filled. */
export function markup(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Html {
  return new Html(parts.map((part, at) => part + (at < fillings.length ? textOf(fillings[at] ?? null) : '')).join(''));
}

function textOf(filling: Filling): string {
  if (filling === null) return '';
  if (filling instanceof Html) return filling.text;
  if (typeof filling === 'string' || typeof filling === 'number')
    return String(filling).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
  return filling.map(textOf).join('');
}

/** Words in which addresses of pages can be followed. */
export const linked = (words: string): Html[] =>
  words
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, at) => (at % 2 === 1 ? markup`<a href="${part}" rel="noreferrer">${part}</a>` : markup`${part}`));
