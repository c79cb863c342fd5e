import { TestHub } from '../support/hub.js';

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
  parameters?: { name: string; in: string; schema: object }[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

describe('the description of the API', () => {
  let hub: TestHub;
  let paths: Record<string, Record<string, Operation>>;
  let document: { components: { schemas: Record<string, object> } };
  beforeAll(async () => {
    hub = await TestHub.boot();
    const { body } = await hub.visitor().get<typeof document & { paths: typeof paths }>('/api/docs-json');
    document = body;
    paths = body.paths;
  });
  afterAll(() => hub.close());

  const operations = () =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );

  it.each([
    ['GET', '/api/hub'],
    ['POST', '/api/accounts'],
    ['POST', '/api/session'],
    ['GET', '/api/account'],
    ['GET', '/api/rooms'],
    ['POST', '/api/rooms'],
    ['GET', '/api/rooms/{id}/snapshot'],
    ['GET', '/api/rooms/{roomId}/messages'],
    ['POST', '/api/invites/{code}/guest'],
    ['GET', '/health/ready'],
    ['GET', '/metrics'],
  ])('has %s %s', (method, path) => {
    expect(paths[path]?.[method.toLowerCase()]).toBeDefined();
  });

  it('says of every route what it answers, and how it fails', () => {
    const pictures = /\.webp$/;
    const silent = operations().filter(({ name, operation: { responses } }) => {
      if (pictures.test(name)) return false;
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return !good.some(([status, { content }]) => status === '204' || Object.keys(content ?? {}).length > 0);
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
    const mute = operations().filter(
      ({ name, operation }) => name.includes('/api/') && !operation.responses['default'],
    );
    expect(mute.map(({ name }) => name)).toEqual([]);
  });

  it('names the schemas of the contract once, and refers to them', () => {
    for (const name of ['RoomCard', 'RoomSnapshot', 'Session', 'RegisterInput', 'ErrorBody', 'MessagesPage'].filter(
      (schema) => JSON.stringify(paths).includes(`schemas/${schema}"`),
    ))
      expect(document.components.schemas[name]).toBeDefined();
    const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([\w-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});
