import { formulaHtml } from './formulas.js';
import { htmlOf, withMentions } from './markdown.js';

const inline = (source: string) => `<code data-math="inline">${source}</code>`;
const display = (source: string) => `<code data-math="display">${source}</code>`;

describe('formulas in messages', () => {
  it('stand between dollars, in the line or alone, or in a block of math', () => {
    expect(htmlOf('sea $x^2$ así')).toBe(`<p>sea ${inline('x^2')} así</p>\n`);
    expect(htmlOf('$$\n\\frac{a}{b}\n$$')).toBe(`<p>${display('\\frac{a}{b}')}</p>\n`);
    expect(htmlOf('y $$a<b$$ fin')).toBe(`<p>y ${display('a&lt;b')} fin</p>\n`);
    expect(htmlOf('```math\nx\\_1 * y * z\n```')).toBe(`<p>${display('x\\_1 * y * z')}</p>\n`);
    expect(htmlOf('$a_1$ y $b_1$')).toBe(`<p>${inline('a_1')} y ${inline('b_1')}</p>\n`);
  });

  it.each(['cuesta $5 y $10', 'son 5$', '$ x $', '\\$x\\$', '$100', 'US$20 o US$30', '$$', '$\n$'])(
    'no money: %s',
    (text) => expect(htmlOf(text)).not.toContain('data-math'),
  );

  it('are not looked for inside code, and names are not looked for inside them', () => {
    expect(htmlOf('`$x$`')).toBe('<p><code>$x$</code></p>\n');
    expect(htmlOf('```\n$$\nx\n$$\n```')).not.toContain('data-math');
    expect(withMentions(htmlOf('$@Ana$ @Ana'), ['Ana']).match(/data-mention/g)).toHaveLength(1);
  });

  it('are read in bounded time, whatever stands there', () => {
    for (const piece of ['$', '$a', '$$', '$$a', '$\\', '\\$', '$`', '$$\n', '$ a$'])
      expect(htmlOf(piece.repeat(Math.floor(8_000 / piece.length))).length).toBeGreaterThan(0);
  });

  it('are drawn for eyes and for screen readers, without their source', () => {
    const html = formulaHtml('\\int_0^1 x^2\\,dx = \\tfrac13', true) ?? '';
    expect(html).toContain('<math');
    expect(html).toContain('katex-display');
    expect(html).not.toContain('annotation');
  });

  it.each([
    '\\frac{',
    '\\nosuchcommand',
    '}{',
    'x'.repeat(2_001),
    '\\def\\a{\\a\\a}\\a',
    '\\def\\a{x}'.repeat(3) + '\\a'.repeat(400),
  ])('stay as they were written: %s', (source) => expect(formulaHtml(source, false)).toBeNull());

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\includegraphics{https://example.org/x.png}',
    '\\htmlStyle{position:fixed}{x}',
    '\\htmlClass{evil}{x}',
    '\\htmlId{evil}{x}',
    '\\htmlData{evil=1}{x}',
    '\\text{<script>alert(1)</script>}',
    '\\textcolor{red;background:url(https://example.org)}{x}',
    '\\color{"><img src=x onerror=alert(1)>}x',
  ])('reach out of nothing: %s', (source) => {
    const html = formulaHtml(source, false) ?? '';
    expect(html).not.toMatch(/<(a|img|script)\b|href=|src=|url\(|position:fixed|class="[^"]*evil|id="|data-evil/);
  });

  it('are no larger than they may be', () => {
    expect(formulaHtml('\\rule{9999em}{9999em}', false)).not.toContain('9999');
  });
});
