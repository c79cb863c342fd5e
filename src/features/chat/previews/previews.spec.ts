import { EMBED_ORIGINS, embedOf } from '../../../contract/embeds.js';
import { linksIn } from './links-in.js';
import { decoded, pageFacts, words } from './page-facts.js';

describe('links in a message', () => {
  it.each([
    ['mira https://example.org/a.', ['https://example.org/a']],
    ['(https://es.wikipedia.org/wiki/Tertulia_(bar))', ['https://es.wikipedia.org/wiki/Tertulia_(bar)']],
    ['[aquí](https://example.org/x) y **https://example.org/y**', ['https://example.org/x', 'https://example.org/y']],
    ['<https://example.org/z>', ['https://example.org/z']],
    ['HTTPS://example.org/mayúsculas', ['HTTPS://example.org/mayúsculas']],
    ['https://a.org https://a.org https://b.org', ['https://a.org', 'https://b.org']],
    ['https://1.org https://2.org https://3.org https://4.org', ['https://1.org', 'https://2.org', 'https://3.org']],
    ['`https://example.org/codigo` y ```\nhttps://example.org\n```', []],
    ['```\nhttps://example.org/bloque\n```\nhttps://example.org/fuera', ['https://example.org/fuera']],
    ['http:// https:/// ftp://example.org mailto:a@example.org //example.org', []],
  ])('%s', (text, links) => expect(linksIn(text)).toEqual(links));

  it('are found in bounded time, however nasty the text', () => {
    for (const piece of ['`', '``` ', '(', 'https://a)', 'https://', '~~~\n'])
      expect(linksIn(piece.repeat(Math.floor(8_000 / piece.length))).length).toBeLessThanOrEqual(3);
  });
});

describe('what a page says of itself', () => {
  it('is its Open Graph, else its title and description', () => {
    const head = `<head><title>Título llano</title><meta name="description" content="Llana">
      <meta property="og:title" content="El &amp; título"><meta property="og:site_name" content="Sitio"><meta property="og:image" content="/foto.png"></head>`;
    expect(pageFacts(head)).toEqual({
      site: 'Sitio',
      title: 'El & título',
      description: 'Llana',
      picture: '/foto.png',
    });
    expect(pageFacts('<title>Solo\n  esto </title><body><title>no</title>')).toMatchObject({ title: 'Solo esto' });
    expect(pageFacts('<svg><title>dibujo</title></svg>')).toMatchObject({ picture: null });
    expect(pageFacts('')).toEqual({ site: null, title: null, description: null, picture: null });
  });

  it('is words of a bounded length, in one line, that turn nothing around', () => {
    expect(words('  a\u0000\u202eb\n\n c\u200b ', 10)).toBe('a b c');
    expect(words('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`);
    expect(words('\ud800x', 10)?.isWellFormed()).toBe(true);
    expect(words('\u2066 \u200b', 10)).toBeNull();
    expect(pageFacts(`<title>${'a'.repeat(100_000)}</title>`).title?.length).toBe(200);
  });

  it('is read in the charset it is written in', () => {
    expect(decoded(Buffer.from('<title>a\xf1o</title>', 'latin1'), 'iso-8859-1')).toContain('año');
    expect(decoded(Buffer.from('<meta charset="windows-1252"><title>a\xf1o</title>', 'latin1'), null)).toContain('año');
    expect(decoded(Buffer.from('<title>año</title>'), 'no-such-thing')).toContain('año');
  });
});

describe('players of other sites', () => {
  it.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://vimeo.com/123456789', 'https://player.vimeo.com/video/123456789?dnt=1'],
    [
      'https://framatube.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d',
      'https://framatube.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d',
    ],
    [
      'https://video.blender.org/videos/watch/264ff760-803e-430e-8d81-15648e904183',
      'https://video.blender.org/videos/embed/264ff760-803e-430e-8d81-15648e904183',
    ],
  ])('%s', (link, player) => {
    expect(embedOf(link)?.player).toBe(player);
    expect(EMBED_ORIGINS).toContain(new URL(player).origin);
  });

  it.each([
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ',
    'https://www.youtube.com/watch?v="><script>',
    'https://www.youtube.com/@canal',
    'https://vimeo.com/123456789abc',
    'https://framatube.org/w/../../admin',
    'javascript:alert(1)',
    'no es un enlace',
  ])('none for %s', (link) => expect(embedOf(link)).toBeNull());
});
