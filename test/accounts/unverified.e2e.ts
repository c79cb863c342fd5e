import { jest } from '@jest/globals';
import { mailTo, tokenIn } from '../mail/outbox.js';
import { TestHub } from '../support/hub.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

interface Refusal {
  code: string;
}

describe('where an address has to be confirmed first', () => {
  it('people have their own account and nothing else until it is, on the socket too', async () => {
    const hub = await TestHub.boot({ env: { REQUIRE_VERIFIED_MAIL: 'on' } });
    try {
      const ana = await hub.person('Ana');
      const refused = await ana.http.post<Refusal>('/api/rooms', { kind: 'study-group', title: 'Una sala' });
      expect({ status: refused.status, code: refused.body.code }).toEqual({
        status: 403,
        code: 'accounts/unverified-mail',
      });
      expect((await ana.http.get('/api/account')).status).toBe(200);
      const live = await ana.connect();
      const strange = `room:${ana.id}`;
      expect(await live.refused('stream:open', { stream: strange })).toBe('accounts/unverified-mail');
      expect((await live.do('stream:watch', { streams: [strange] })).refused).toEqual([strange]);
      expect(await live.refused('rooms:join', { roomId: ana.id })).toBe('accounts/unverified-mail');
      await hub.visitor().post('/api/verify-email', {
        token: tokenIn(await mailTo(hub.dataDir, ana.email, 'Confirma tu correo')),
      });
      await live.event('accounts.account-changed');
      const roomId = await hub.room(ana);
      await waitFor(
        'the socket to be let in',
        async () => (await live.ask('stream:open', { stream: `room:${roomId}` })).ok,
      );
    } finally {
      await hub.close();
    }
  });
});
