import { mailedToken } from '../../../contract/account-access.contract.js';
import { LinkTokens } from './link-tokens.js';

const tokens = new LinkTokens(Buffer.alloc(32, 7).toString('base64url'));
const link = { id: '01935000-0000-7000-8000-0000000000ab', purpose: 'reset', email: 'ana@example.org' } as const;

describe('the token of a mailed link', () => {
  it('has the form of the contract, names its row and fits it', () => {
    const token = tokens.of(link);
    expect(mailedToken.safeParse(token).success).toBe(true);
    expect(tokens.idOf(token)).toBe(link.id);
    expect(tokens.fits(token, link)).toBe(true);
  });

  it.each([
    ['another purpose', { ...link, purpose: 'verify' as const }],
    ['another address', { ...link, email: 'eva@example.org' }],
    ['another row', { ...link, id: '01935000-0000-7000-8000-0000000000ac' }],
  ])('fits nothing else: %s', (_, other) => expect(tokens.fits(tokens.of(link), other)).toBe(false));

  it('of another installation fits nothing here', () => {
    const elsewhere = new LinkTokens(Buffer.alloc(32, 8).toString('base64url'));
    expect(tokens.fits(elsewhere.of(link), link)).toBe(false);
  });

  it.each(['', '.', 'x', 'x.y', `${tokens.of(link)}x`, tokens.of(link).slice(0, -3)])('survives %j', (token) => {
    expect(typeof tokens.idOf(token)).toBe('string');
    expect(tokens.fits(token, link)).toBe(false);
  });

  // 32 bytes end in four bits: the last character has two that say nothing.
  it('is written in one way only', () => {
    const token = tokens.of(link);
    const bytes = (text: string) => Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('hex');
    const alike = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((last) => `${token.slice(0, -1)}${last}`)
      .filter((other) => bytes(other) === bytes(token));
    expect(alike).toHaveLength(4);
    expect(alike.filter((other) => tokens.fits(other, link))).toEqual([token]);
  });
});
