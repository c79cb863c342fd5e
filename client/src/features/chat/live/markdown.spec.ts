import { htmlOf, safeAddress, withMentions } from './markdown.js';

describe('markdown of messages', () => {
  it('knows emphasis, lists, tables, quotes and code', () => {
    expect(htmlOf('**sí** _no_ ~~tal vez~~')).toContain('<strong>sí</strong> <em>no</em> <del>tal vez</del>');
    expect(htmlOf('- uno\n- dos')).toContain('<li>uno</li>');
    expect(htmlOf('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>');
    expect(htmlOf('```python\nprint("<b>")\n```')).toBe(
      '<pre data-language="python"><code>print(&quot;&lt;b&gt;&quot;)</code></pre>',
    );
    expect(htmlOf('una\nlínea')).toContain('<br>');
  });

  it('shows HTML as it was written', () => {
    expect(htmlOf('<script>alert(1)</script>')).not.toContain('<script');
    expect(htmlOf('a <img src=x onerror=alert(1)> b')).not.toContain('<img');
    expect(htmlOf('<svg/onload=alert(1)>')).not.toContain('<svg');
  });

  it('makes no pictures: nothing is loaded from elsewhere', () => {
    expect(htmlOf('![gato](https://example.org/gato.png)')).toBe('<p>gato</p>\n');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\u0000script:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    '//example.org',
    '/settings',
  ])('does not link %s', (href) => {
    expect(safeAddress(href)).toBeNull();
    expect(htmlOf(`[aquí](<${href}>)`)).not.toMatch(/<a /);
  });

  it('links pages and mail, outwards and without trace', () => {
    expect(htmlOf('https://example.org/a?b=1&c=2')).toContain(
      '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener nofollow ugc">',
    );
    expect(safeAddress('mailto:ana@example.org')).toBe('mailto:ana@example.org');
  });

  it('marks names outside code and links', () => {
    const html = htmlOf('@Ana mira `@Ana` y [@Ana](https://example.org)');
    expect(withMentions(html, ['Ana']).match(/data-mention/g)).toHaveLength(1);
    expect(withMentions('<p>@Ana & <b>', ['A<b>"'])).toBe('<p>@Ana & <b>');
  });
});
