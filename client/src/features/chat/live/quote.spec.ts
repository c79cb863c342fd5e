import { asQuote } from './quote.js';

describe('a quote', () => {
  it('marks every line, empty ones too, and leaves room below', () => {
    expect(asQuote('uno\n\ndos')).toBe('> uno\n>\n> dos\n\n');
  });
});
