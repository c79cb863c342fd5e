import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION } from '../../src/contract/accounts.contract.js';
import type { WaysIn } from '../../src/contract/identities.contract.js';
import { atProvider, type Somebody } from '../accounts/identity-provider.js';
import { mailTo, tokenIn } from '../mail/outbox.js';
import { PASSWORD } from './cast.js';
import type { Circumstances, PlatformDeed } from './platform-deeds.js';
import { outcomeOf } from './deeds.js';

const NOTHING = '018f0000-0000-7000-8000-0000000000aa';
const LEAVE = '/api/session/elsewhere';

/** Somebody at the provider whom nobody here knows. */
function somebody({ idp }: Circumstances, email = `${randomUUID()}@example.org`): Somebody {
  const made = { sub: randomUUID(), name: 'Alguien', email, email_verified: true };
  idp.people.set(made.sub, made);
  return made;
}
/** What the provider sends the browser back with; nothing where one may not even leave. */
async function away({ http }: Circumstances, { sub }: Somebody, path = LEAVE): Promise<string> {
  const { body } = await http.post<{ url?: string }>(path, { provider: '1' });
  return body.url === undefined ? 'state=none' : atProvider(body.url, sub);
}
const complete = async (at: Circumstances, who: Somebody, path = LEAVE) =>
  at.http.post(`${LEAVE}/complete`, { provider: '1', response: await away(at, who, path) });

/** Signing in with an account of elsewhere, at a real provider. */
export const identityDeeds: readonly PlatformDeed[] = [
  {
    operation: 'POST /api/session/elsewhere',
    verb: 'account.sign-in',
    run: ({ http }) => outcomeOf(http.post(LEAVE, { provider: '1' })),
  },
  {
    operation: 'POST /api/session/elsewhere/complete',
    verb: 'account.sign-in',
    run: (at) => outcomeOf(complete(at, somebody(at))),
  },
  {
    operation: 'POST /api/session/elsewhere/register',
    verb: 'account.register',
    run: async (at) => {
      const who = somebody(at);
      await complete(at, who);
      const said = { name: 'Alguien', email: who.email, ageBand: '18-plus', acceptedTerms: LEGAL_VERSION };
      return outcomeOf(at.http.post(`${LEAVE}/register`, said));
    },
  },
  {
    operation: 'POST /api/session/elsewhere/join',
    verb: 'account.sign-in',
    run: async (at) => {
      const { other, dataDir } = at;
      await other.http.post('/api/account/verification');
      const token = tokenIn(await mailTo(dataDir, other.email, 'Confirma tu correo'));
      await other.http.post('/api/verify-email', { token });
      await complete(at, somebody(at, other.email ?? ''));
      return outcomeOf(at.http.post(`${LEAVE}/join`, { password: PASSWORD }));
    },
  },
  {
    operation: 'GET /api/account/ways-in',
    verb: 'account.manage-ways-in',
    run: ({ http }) => outcomeOf(http.get('/api/account/ways-in')),
  },
  {
    operation: 'POST /api/account/ways-in',
    verb: 'account.manage-ways-in',
    run: ({ http }) => outcomeOf(http.post('/api/account/ways-in', { provider: '1' })),
  },
  {
    operation: 'DELETE /api/account/ways-in/:id',
    verb: 'account.manage-ways-in',
    run: async (at) => {
      await complete(at, somebody(at), '/api/account/ways-in');
      const { body } = await at.http.get<Partial<WaysIn>>('/api/account/ways-in');
      return outcomeOf(at.http.delete(`/api/account/ways-in/${body.identities?.[0]?.id ?? NOTHING}`));
    },
  },
];
