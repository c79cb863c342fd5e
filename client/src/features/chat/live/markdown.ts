import DOMPurify from 'dompurify';
import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';

/** Everything a message may be made of. Pictures and embeds are not: no page makes a request to another origin. */
export const ALLOWED_TAGS = [
  'p',
  'br',
  'strong',
  'em',
  'del',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'a',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'mark',
  'span',
  'input',
];
export const ALLOWED_ATTRIBUTES = [
  'href',
  'title',
  'class',
  'data-language',
  'start',
  'align',
  'type',
  'checked',
  'disabled',
  'data-mention',
  'data-math',
  'target',
  'rel',
];

const escape = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );

/** Only addresses that open a page or a mail; everything else stays text. */
export function safeAddress(href: string): string | null {
  // Browsers ignore white space and control characters inside a scheme.
  const cleaned = [...href].filter((sign) => sign > ' ' && sign !== '\u007f').join('');
  return /^(https?:\/\/|mailto:)/i.test(cleaned) ? cleaned : null;
}

/** The source of a formula, until it is drawn; for good where it cannot be. */
const mathOf = (source: string, kind: 'inline' | 'display') => `<code data-math="${kind}">${escape(source)}</code>`;

/** `$$…$$` anywhere, and `$…$` where no space follows the first or comes before the last, as in no price. */
const MATH = /^(?:\$\$([^$]+)\$\$|\$(?!\s)((?:\\[^\n]|[^$\\\n])+)(?<!\s)\$(?!\d))/;
const mathInLine: TokenizerAndRendererExtension = {
  name: 'math',
  level: 'inline',
  start: (text) => /(?<![\p{L}\p{N}])\$/u.exec(text)?.index,
  tokenizer(text) {
    const [raw, display, inline] = MATH.exec(text) ?? [];
    const source = (display ?? inline ?? '').trim();
    return raw === undefined || source === ''
      ? undefined
      : { type: 'math', raw, source, display: display !== undefined };
  },
  renderer: ({ source, display }) => mathOf(String(source), display ? 'display' : 'inline'),
};
const mathAlone: TokenizerAndRendererExtension = {
  name: 'mathBlock',
  level: 'block',
  start: (text) => /^\$\$/m.exec(text)?.index,
  tokenizer(text) {
    const [raw, source = ''] = /^\$\$[ \t]*\n([^$]+)\n[ \t]*\$\$[ \t]*(?:\n|$)/.exec(text) ?? [];
    return raw === undefined || source.trim() === '' ? undefined : { type: 'mathBlock', raw, source: source.trim() };
  },
  renderer: ({ source }) => `<p>${mathOf(String(source), 'display')}</p>\n`,
};

const marked = new Marked({
  extensions: [mathInLine, mathAlone],
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    // HTML that people write is shown as they wrote it.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escape(text),
    image: ({ text, href }: Tokens.Image) => escape(text || href),
    heading({ tokens, depth }: Tokens.Heading) {
      const level = Math.min(6, depth + 2);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    code: ({ text, lang }: Tokens.Code) => {
      if (lang === 'math') return `<p>${mathOf(text.trim(), 'display')}</p>\n`;
      const language = /^[a-z0-9+#-]{1,20}$/i.test(lang ?? '') ? (lang ?? '').toLowerCase() : '';
      return `<pre data-language="${language}"><code>${escape(text)}</code></pre>`;
    },
    link({ href, tokens }: Tokens.Link) {
      const inside = this.parser.parseInline(tokens);
      const address = safeAddress(href);
      return address
        ? `<a href="${escape(address)}" target="_blank" rel="noopener nofollow ugc">${inside}</a>`
        : inside;
    },
  },
});

/** Markdown → HTML, before the sanitizer. Pure; tested by itself. */
export const htmlOf = (text: string): string => marked.parse(text, { async: false });

/** Names after an @ as marks, in text and not inside code or links. */
export function withMentions(html: string, names: readonly string[]): string {
  if (names.length === 0) return html;
  const wanted = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => escape(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`@(${wanted.join('|')})`, 'g');
  let depth = 0;
  return html
    .split(/(<[^>]+>)/)
    .map((part) => {
      if (/^<(pre|code|a)\b/.test(part)) depth += 1;
      else if (/^<\/(pre|code|a)>/.test(part)) depth -= 1;
      else if (depth === 0 && !part.startsWith('<')) return part.replace(pattern, '<mark data-mention="">@$1</mark>');
      return part;
    })
    .join('');
}

/** What goes into the page: sanitized twice over, by the renderer's own rules and by DOMPurify's list. */
export function renderMessage(text: string, names: readonly string[]): string {
  return DOMPurify.sanitize(withMentions(htmlOf(text), names), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ALLOWED_ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    // Otherwise every value has to look like an address: a language, `_blank` and a list's start would be dropped.
    ADD_URI_SAFE_ATTR: ALLOWED_ATTRIBUTES.filter((name) => name !== 'href'),
  });
}
