import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { atOnce } from '../support/at-once.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Answer, Person } from '../support/person.js';
import { routesOf, type Route } from './operations.js';
import { nodeOf, probesOf, type Probe } from './probes.js';
import { bodies, type Input, queries, someId } from './rest-examples.js';

// Many deeds a test: far more than they take, also on a machine that is busy with other things.
jest.setTimeout(180_000);

interface Failure {
  code: string;
  details?: { field?: string };
}
let hub: TestHub;
let ada: Person;
let routes: Route[];
let params: Record<string, string>;

beforeAll(async () => {
  hub = await TestHub.boot({ replace: [generous] });
  ada = await hub.person('Ada', { role: 'admin' });
  const beto = await hub.person('Beto');
  const roomId = await hub.room(ada);
  const invite = await ada.http.post<{ id: string; code: string }>(`/api/rooms/${roomId}/invites`, { guests: true });
  await ada.connect();
  const { messageId } = await ada.socket.post(roomId, 'hola');
  const plan = { title: 'Uno', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
  const scheduled = await ada.socket.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
  const [meetingId = ''] = scheduled.meetingIds;
  // What it leaves behind is asked for too.
  for (const step of ['meetings:start', 'meetings:end'] as const) await ada.socket.do(step, { roomId, meetingId });
  await hub.log.settled();
  params = {
    roomId,
    messageId,
    seq: '1',
    meetingId,
    recordingId: someId,
    secret: 'a'.repeat(43),
    ticket: `${someId}.tzzzzz.${'a'.repeat(43)}`,
    inviteId: invite.body.id,
    code: invite.body.code,
    hash: 'a'.repeat(32),
    person: beto.id,
  };
  routes = routesOf(hub.app);
});
afterAll(() => hub.close());

const urlOf = ({ path }: Route, other: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    const meant = name === 'id' ? (path.startsWith('/api/rooms') ? 'roomId' : 'person') : name;
    return other[name] ?? params[meant] ?? '';
  });
const fieldOf = ({ status, body }: Answer): string | null => {
  const failure = typeof body === 'object' && body !== null ? (body as Failure) : undefined;
  return status === 400 && failure?.code === 'invalid-input' ? (failure.details?.field ?? '') : null;
};
/** A name the schema allows and the meaning does not: such a time zone does not exist. */
const meaningless = (field: string | null): boolean => field === 'timeZone';

async function disagreements(probes: readonly Probe[], send: (input: unknown) => Promise<Answer>): Promise<string[]> {
  const wrong = await atOnce(8, probes, async ({ what, input, field }) => {
    const answer = await send(input);
    const named = fieldOf(answer);
    const right =
      field === null
        ? named === null || meaningless(named)
        : named === field || (field === 'input' && named === 'body');
    return right && answer.status < 500
      ? []
      : [`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 160)} instead of ${String(field)}`];
  });
  return wrong.flat();
}

/** Routes that take a file instead of JSON. */
const forms = ['PUT /api/admin/branding/logo', 'POST /api/rooms/:roomId/files', 'PUT /api/account/avatar'];

describe('what routes take', () => {
  it('is known to this test, route by route', () => {
    const withBody = routes.filter(({ body }) => body).map(({ name }) => name);
    expect(withBody.sort()).toEqual(Object.keys(bodies).sort());
    const withQuery = routes.filter(({ query }) => query).map(({ name }) => name);
    expect(withQuery.sort()).toEqual(Object.keys(queries).sort());
    const without = routes.filter(({ path, params: schema }) => path.includes(':') && !schema);
    expect(without.map(({ name }) => name)).toEqual([]);
    const changing = routes
      .filter(({ method, body }) => /POST|PATCH|PUT/.test(method) && !body)
      .map(({ name }) => name);
    expect(changing.sort()).toEqual(
      [
        'POST /api/account/verification',
        'POST /api/admin/mail/dead/:id/retry',
        'POST /api/admin/mail/test',
        'POST /api/admin/video/test',
        'POST /api/admin/people/:id/sign-out',
        'POST /api/notices/unsubscribe/:token',
        'POST /api/rooms/:id/copies',
        'POST /api/rooms/:roomId/calendar',
        'PUT /api/people/:id/block',
        'PUT /api/people/:id/follow',
        'POST /api/session/refresh',
        ...forms,
      ].sort(),
    );
  });

  it.each(Object.keys(bodies))('%s: its body', async (name) => {
    const route = routes.find((one) => one.name === name);
    if (!route?.body) throw new Error(`There is no ${name}`);
    const example = bodies[name]?.() ?? {};
    const probes = probesOf(route.body, example);
    expect(probes.length).toBeGreaterThan(9);
    // A new address for each, so that the second valid one is not refused for the first.
    const fresh = (input: unknown, field: string | null) =>
      field === null &&
      typeof input === 'object' &&
      input !== null &&
      'email' in input &&
      input.email === example['email']
        ? { ...input, email: `${randomUUID()}@example.org` }
        : input;
    const prepared = probes.map((probe) => ({ ...probe, input: fresh(probe.input, probe.field) }));
    expect(fieldOf(await ada.http.send(route.method, urlOf(route), bodies[name]?.()))).toBeNull();
    expect(await disagreements(prepared, (input) => ada.http.send(route.method, urlOf(route), input))).toEqual([]);
  });

  it.each(Object.keys(queries))('%s: its query', async (name) => {
    const route = routes.find((one) => one.name === name);
    if (!route?.query) throw new Error(`There is no ${name}`);
    const example = queries[name] ?? {};
    const ask = (query: string) => ada.http.get(`${urlOf(route)}?${query}`);
    expect((await ask(queryOf(example))).status).toBe(200);
    const scalar = probesOf(route.query, example).filter(
      ({ what, input }) => !/ as (null|string|boolean|number|object|array)$/.test(what) && isFlat(input),
    );
    // Each field is tried beyond its bounds and in other shapes.
    const fields = Object.keys(nodeOf(route.query).properties ?? {});
    expect(scalar.length).toBeGreaterThanOrEqual(2 * fields.length);
    expect(await disagreements(scalar, (input) => ask(queryOf(input)))).toEqual([]);
    for (const field of fields) {
      const twice = await ask(`${queryOf(example)}&${field}=1&${field}=2`);
      expect({ field, named: fieldOf(twice) }).toEqual({ field, named: field });
      const nested = await ask(`${field}[a]=1`);
      expect({ field, named: fieldOf(nested) }).toEqual({ field, named: `${field}[a]` });
    }
    for (const [field, { type }] of Object.entries(nodeOf(route.query).properties ?? {}))
      if (type === 'integer') expect(fieldOf(await ask(`${field}=ocho`))).toBe(field);
  });

  it('in their path is of the right kind too', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [, name = ''] of route.path.matchAll(/:(\w+)/g)) {
        for (const value of ['no', `${someId}!`, '%00', encodeURIComponent('../../etc/passwd'), 'a'.repeat(300)]) {
          const answer = await ada.http.send(route.method, urlOf(route, { [name]: value }), bodies[route.name]?.());
          if (fieldOf(answer) !== name && answer.status !== 404)
            wrong.push(`${route.name} ${name}=${value}: ${answer.status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('without a session', () => {
  it('every route that is not for visitors answers 401, before it looks at anything', async () => {
    const open: string[] = [];
    for (const route of routes.filter(({ visitor }) => !visitor)) {
      for (const token of [null, 'x', `${ada.token}x`]) {
        const http = hub.visitor();
        http.token = token;
        const body = route.method === 'GET' ? undefined : { strange: true };
        const answer = await http.send<Failure>(route.method, urlOf(route), body);
        if (answer.status !== 401 || answer.body.code !== 'not-signed-in') open.push(`${route.name}: ${answer.status}`);
      }
    }
    expect(open).toEqual([]);
  });
});

describe('the description at /api/docs-json', () => {
  interface Described {
    requestBody?: unknown;
    parameters?: { name: string; in: string }[];
    responses: Record<string, { content?: unknown }>;
  }

  it('has every route with what it takes and answers, and no other', async () => {
    const { body } = await hub.visitor().get<{ paths: Record<string, Record<string, Described>> }>('/api/docs-json');
    const paths = Object.entries(body.paths).filter(([path]) => path.startsWith('/api/'));
    const described = paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        operation,
      })),
    );
    expect(described.map(({ name }) => name).sort()).toEqual(routes.map(({ name }) => name).sort());
    for (const { name, operation } of described) {
      const route = routes.find((one) => one.name === name);
      expect({ name, body: operation.requestBody !== undefined }).toEqual({
        name,
        body: route?.body !== undefined || forms.includes(name),
      });
      const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map((one) => one.name);
      const meant = Object.keys(route?.query ? (nodeOf(route.query).properties ?? {}) : {});
      expect({ name, query: query.sort() }).toEqual({ name, query: meant.sort() });
      const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect({ name, answers: answers.length }).toEqual({ name, answers: 1 });
    }
  });
});

describe('bodies that are none', () => {
  it.each([
    ['broken JSON', '{"kind":', 400],
    ['a JSON string', '"hola"', 400],
    ['another type', 'kind=study-group', 400],
    ['more than 64 KiB', `{"title":"${'x'.repeat(64 * 1024)}"}`, 413],
  ])('%s is refused in words', async (what, body, status) => {
    const type = what === 'another type' ? 'application/x-www-form-urlencoded' : 'application/json';
    const answer = await fetch(`${hub.url}/api/rooms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.token}`, 'content-type': type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      code: status === 413 ? 'too-large' : 'invalid-input',
      message: expect.any(String),
    });
  });
});

const isFlat = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  !Array.isArray(input) &&
  Object.values(input).every((value) => typeof value !== 'object');
const queryOf = (input: unknown): string =>
  new URLSearchParams(
    Object.entries(input as Input)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
