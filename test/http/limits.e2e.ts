import { RateLimits } from '../../src/platform/http/rate-limits.js';
import { Http } from '../support/person.js';
import { ToyHub } from '../realtime/toy-hub.js';

describe('limits', () => {
  it('slow an address after a hundred anonymous failures a minute, and not the people behind it', async () => {
    const hub = await ToyHub.boot();
    const visitor = new Http(hub.url);
    const alice = new Http(hub.url, hub.toy.actor('Alice').sessionId);
    for (let n = 0; n < 100; n += 1) expect((await visitor.get('/api/toy/mine')).status).toBe(401);
    const refused = await visitor.get('/api/toy/mine');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-fast' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await alice.get('/api/toy/mine')).status).toBe(200);
    await hub.close();
  });

  it('slow an account that keeps failing, and no other', async () => {
    const hub = await ToyHub.boot();
    const [alice, bob] = [hub.toy.actor('Alice'), hub.toy.actor('Bob')].map(
      ({ sessionId }) => new Http(hub.url, sessionId),
    );
    for (let n = 0; n < 300; n += 1) await alice?.get('/api/toy/undeclared');
    expect((await alice?.get('/api/toy/mine'))?.status).toBe(200);
    await alice?.post('/api/toy', {});
    for (let n = 0; n < 300; n += 1) await alice?.post('/api/toy', {});
    expect(await alice?.get('/api/toy/mine')).toMatchObject({ status: 429 });
    expect((await bob?.get('/api/toy/mine'))?.status).toBe(200);
    await hub.close();
  });

  it('count, check, refuse and forget by name and key', async () => {
    const limits = new RateLimits();
    const limit = { points: 2, durationSec: 60 };
    await limits.consume('a', 'x', limit);
    await limits.consume('a', 'x', limit);
    await expect(limits.consume('a', 'x', limit)).rejects.toMatchObject({
      code: 'too-fast',
      details: { retryAfter: 60 },
    });
    await limits.consume('a', 'y', limit);
    await limits.consume('b', 'x', limit);
    await limits.check('c', 'x', limit);
    await limits.count('c', 'x', limit);
    await limits.check('c', 'x', limit);
    await limits.count('c', 'x', limit);
    await expect(limits.check('c', 'x', limit)).rejects.toMatchObject({ code: 'too-fast' });
    await limits.reset('c', 'x');
    await limits.check('c', 'x', limit);
  });
});
