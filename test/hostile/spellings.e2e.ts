import { request } from 'node:http';
import { routesOf } from '../contract/operations.js';
import { assertWell, type TwoRooms, twoRooms } from '../contract/two-rooms.js';

interface Verdict {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Other ways to write an address; some servers take them for the same, and their guards do not. */
const spellings = (path: string): string[] => {
  const at = path.lastIndexOf('/');
  return [
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `//evil.example.org${path}`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/API/'),
    path.replace('/api/', '/aPi/'),
    path.toUpperCase(),
    path.replace('/api/', '/%61pi/'),
    path.replace('/api/', '/%2561pi/'),
    path.replace('/api/', '/api/./'),
    path.replace('/api/', '/api/%2e/'),
    path.replace('/api/', '/api/x/../'),
    path.replace('/api/', '/api/x/%2e%2e/'),
    path.replace('/api/', '/api%2f'),
    path.replace('/api/', '/api\\'),
    path.replace('/api/', '/api;x=y/'),
    path.replace('/api/', '/health/live/../../api/'),
    path.replace('/api/', '/assets/../api/'),
    `${path.slice(0, at)}%2f${path.slice(at + 1)}`,
    `${path.slice(0, at)}/${encodeAll(path.slice(at + 1))}`,
    `${path};a=b`,
    `${path};.css`,
    `${path}%20`,
    `${path}%00`,
    `${path}%0a`,
    `${path}.`,
    `${path}.json`,
    `${path}#x`,
    `${path}?_method=GET`,
    `http://example.org${path}`,
  ];
};
const encodeAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('every route, written otherwise', () => {
  let rooms: TwoRooms;
  beforeAll(async () => {
    rooms = await twoRooms();
  });
  afterAll(() => rooms.hub.close());
  afterEach(() => assertWell(rooms));

  /** The address as it is, which `fetch` would tidy up first. */
  const asked = (method: string, path: string, token: string | null, more: Record<string, string> = {}) =>
    new Promise<Verdict>((resolve, reject) => {
      const { hostname, port, origin } = new URL(rooms.hub.url);
      const headers = { origin, ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...more };
      request({ hostname, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        );
      })
        .on('error', reject)
        .end();
    });

  /** With the ids of what belongs to Vera. */
  const pathsOf = () => {
    const { hub, vera, hers } = rooms;
    const ids: Record<string, string> = {
      inviteId: hers.inviteId,
      messageId: hers.messageId,
      code: 'x'.repeat(22),
      hash: 'a'.repeat(16),
    };
    return routesOf(hub.app).map((route) => ({
      ...route,
      path: route.path.replace(/:(\w+)/g, (_, name: string) =>
        name === 'id' ? (/people|avatars/.test(route.path) ? vera.id : hers.roomId) : (ids[name] ?? 'x'),
      ),
    }));
  };
  // The page of the client, which says nothing, may stand at any address that is none of ours.
  const nothing = ({ status, type, body }: Verdict): boolean =>
    status >= 400 ||
    (type.startsWith('text/html') && !/La sala de Vera|entre nosotras/.test(body)) ||
    (status === 204 && body === '');

  it('lets nobody in who is not signed in', async () => {
    const closed = pathsOf().filter(({ visitor }) => !visitor);
    expect(closed.length).toBeGreaterThan(20);
    const leaks: string[] = [];
    for (const { method, path } of closed) {
      expect({ method, path, status: (await asked(method, path, null)).status }).toEqual({ method, path, status: 401 });
      for (const spelling of spellings(path))
        for (const way of method === 'GET' ? ['GET', 'HEAD', 'OPTIONS'] : [method]) {
          const verdict = await asked(way, spelling, null);
          if (!nothing(verdict)) leaks.push(`${way} ${spelling} → ${verdict.status} ${verdict.type}`);
        }
    }
    expect(leaks).toEqual([]);
  }, 120_000);

  it('gives HEAD the verdict of GET, and other methods none', async () => {
    for (const { method, path } of pathsOf()) {
      if (method !== 'GET') continue;
      for (const token of [null, rooms.malo.token]) {
        const get = await asked('GET', path, token);
        expect({ path, head: (await asked('HEAD', path, token)).status }).toEqual({ path, head: get.status });
        expect({ path, slash: (await asked('GET', `${path}/`, token)).status }).toEqual({ path, slash: get.status });
        for (const [name, value] of [
          ['x-http-method-override', 'GET'],
          ['x-original-url', path],
          ['x-rewrite-url', path],
        ] as const) {
          const other = await asked('POST', `${path}/nothing`, token, { [name]: value });
          expect({ path, status: other.status >= 400 }).toEqual({ path, status: true });
        }
      }
    }
  }, 120_000);

  it('keeps what belongs to somebody else from whoever is signed in', async () => {
    const { malo, hers, vera } = rooms;
    const about = pathsOf().filter(
      ({ path }) => (path.includes(hers.roomId) || path.includes('/admin/')) && !path.includes('/avatars/'),
    );
    expect(about.length).toBeGreaterThan(6);
    const leaks: string[] = [];
    for (const { method, path } of about) {
      const plain = await asked(method, path, malo.token);
      expect(plain.status).toBeGreaterThanOrEqual(400);
      for (const spelling of spellings(path))
        for (const way of new Set([method, 'GET', 'HEAD'])) {
          const verdict = await asked(way, spelling, malo.token);
          if (!nothing(verdict)) leaks.push(`${way} ${spelling} → ${verdict.status} ${verdict.type}`);
        }
    }
    expect(leaks).toEqual([]);
    expect((await vera.http.get<{ room: { title: string } }>(`/api/rooms/${hers.roomId}`)).body.room.title).toBe(
      'La sala de Vera',
    );
  }, 120_000);
});
