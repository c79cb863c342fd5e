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
    if (token !== `${tokens.of(link)}x`) expect(tokens.fits(token, link)).toBe(false);
  });
});
