import DOMPurify from 'dompurify';
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Longer than any formula that somebody reads; what KaTeX may make of a short one is bounded by `maxExpand`. */
const LENGTH_MAX = 2_000;

/** A formula as HTML and MathML, or null for what is none. Nothing that reaches out of it is trusted: links, pictures, classes. */
export function formulaHtml(source: string, display: boolean): string | null {
  if (source.length > LENGTH_MAX) return null;
  try {
    const html = katex.renderToString(source, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 20,
      maxExpand: 300,
      fleqn: true,
      output: 'htmlAndMathml',
    });
    // The source inside MathML is nobody's reading.
    return html.replace(/<annotation [^>]*>[^<]*<\/annotation>/g, '');
  } catch {
    // Not LaTeX, or too much of it: the words stay as they are.
    return null;
  }
}

/** The same for the page, with nothing in it but drawn signs. */
export function cleanFormula(html: string): string {
  return DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true, mathMl: true, svg: true },
    FORBID_TAGS: ['style', 'a', 'img', 'image', 'use', 'form', 'input', 'button', 'video', 'audio', 'table', 'maction'],
    FORBID_ATTR: ['href', 'xlink:href', 'src', 'id', 'name', 'action'],
    ALLOW_DATA_ATTR: false,
  });
}
