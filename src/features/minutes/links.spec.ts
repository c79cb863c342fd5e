import { linksIn } from './links.js';

describe('linksIn', () => {
  it.each([
    ['nada', []],
    ['Mirad https://example.org/a.', ['https://example.org/a']],
    [
      '(https://example.org/a) y [otra](http://example.org/b?c=1&d=2)',
      ['https://example.org/a', 'http://example.org/b?c=1&d=2'],
    ],
    ['dos veces https://a.example https://a.example', ['https://a.example']],
    ['javascript:alert(1) ftp://a.example', []],
    ['https://', []],
  ])('%s', (text, links) => expect(linksIn(text)).toEqual(links));

  it('shows no more than ten', () => {
    const text = Array.from({ length: 30 }, (_, n) => `https://example.org/${n}`).join(' ');
    expect(linksIn(text)).toHaveLength(10);
  });
});
