import { ApiError, failureSentence } from './api-error.js';
import { call, pathWith } from './call.js';

const realFetch = globalThis.fetch;
const answer = (respond: (url: string, init: RequestInit) => Promise<Response>) =>
  Object.assign(globalThis, { fetch: respond });
afterEach(() => Object.assign(globalThis, { fetch: realFetch }));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (failure: unknown) => failure,
  );

describe('a request', () => {
  it('carries token, query and JSON, and answers the body', async () => {
    let seen: { url: string; init: RequestInit } | null = null;
    answer(async (url, init) => {
      seen = { url, init };
      return Response.json({ fine: true });
    });
    const options = { token: 'key', query: { q: 'á b', after: undefined, limit: 3 }, body: { name: 'Ana' } };
    await expect(call('POST', '/api/rooms', options)).resolves.toEqual({ fine: true });
    expect(seen).toMatchObject({
      url: '/api/rooms?q=%C3%A1+b&limit=3',
      init: {
        method: 'POST',
        body: '{"name":"Ana"}',
        credentials: 'same-origin',
        headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      },
    });
  });

  it('answers nothing for an empty body', async () => {
    answer(async () => new Response(null, { status: 204 }));
    await expect(call('DELETE', '/api/session')).resolves.toBeUndefined();
  });

  it.each([
    [400, JSON.stringify({ code: 'rooms/full', message: '', details: { capacity: 3 } }), 'rooms/full'],
    [502, '<html>Bad gateway</html>', 'try-again'],
    [413, 'too big', 'too-large'],
    [500, '{"code":"nobody-knows-this"}', 'internal'],
  ])('fails by code: %d %s is %s', async (status, body, code) => {
    answer(async () => new Response(body, { status }));
    expect(await failureOf(call('GET', '/api/x'))).toMatchObject({ code });
  });

  it('tells an unreachable hub from one that does not answer', async () => {
    answer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failureOf(call('GET', '/api/x'))).toMatchObject({ code: 'offline' });
    answer(
      (_, { signal }) =>
        new Promise((__, fail) => signal?.addEventListener('abort', () => fail(signal.reason as Error))),
    );
    expect(await failureOf(call('GET', '/api/x', { timeoutMs: 5 }))).toMatchObject({ code: 'no-answer' });
  });

  it('leaves a request that its caller gave up to its caller', async () => {
    const giveUp = new AbortController();
    answer(
      (_, { signal }) =>
        new Promise((__, fail) => signal?.addEventListener('abort', () => fail(signal.reason as Error))),
    );
    const asked = failureOf(call('GET', '/api/x', { signal: giveUp.signal }));
    giveUp.abort();
    expect(await asked).not.toBeInstanceOf(ApiError);
  });
});

describe('sentences', () => {
  it('fills in the details, in both languages', () => {
    expect(new ApiError('rooms/full', { capacity: 3 }).sentence('es')).toContain('(3 personas)');
    expect(failureSentence('rooms/full', 'en', { capacity: 3 })).toContain('(3 people)');
    expect(failureSentence('offline', 'es')).toMatch(/conexión/);
  });
  it('leaves out what is not asked', () => expect(pathWith('/api/rooms', { q: '' })).toBe('/api/rooms'));
});
