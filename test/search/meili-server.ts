import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Kept {
  readonly id: string;
  readonly room: string | null;
  readonly at: number;
  readonly words: string;
}
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}
interface Search {
  readonly q: string;
  readonly filter: readonly string[];
  readonly limit: number;
}

/** The part of Meilisearch's protocol that the hub speaks, with as much search as shows what it was told. Remembers what it was asked. */
export class MeiliServer {
  readonly asked: Asked[] = [];
  readonly indexes = new Map<string, Map<string, Kept>>();
  /** What it answers to everything, when it is not well. */
  failing: { status: number; body: object } | null = null;
  /** How what it takes on ends, when that does not go well. */
  failingTasks: { code: string } | null = null;
  #tasks = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MeiliServer> {
    const server = createServer();
    const meili = new MeiliServer(server);
    server.on('request', (request: IncomingMessage, response) => {
      void text(request).then((content) => {
        const { method = '', url = '' } = request;
        const body: unknown = content === '' ? null : JSON.parse(content);
        meili.asked.push({ method, path: url, key: request.headers.authorization, body });
        const { status, body: answer } = meili.failing ?? meili.answer(method, url, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    return meili;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Words of all documents of an index. */
  words(uid: string): string[] {
    return [...(this.indexes.get(uid)?.values() ?? [])].map(({ words }) => words);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private answer(method: string, path: string, body: unknown): { status: number; body: object } {
    const [, root, uid = '', part, more] = path.split('?')[0]?.split('/') ?? [];
    if (root === 'tasks') {
      const error = this.failingTasks;
      return { status: 200, body: { uid: Number(uid), status: error ? 'failed' : 'succeeded', error } };
    }
    if (method === 'POST' && uid === '')
      return this.taken(() => this.indexes.set((body as { uid: string }).uid, new Map()));
    const index = this.indexes.get(uid);
    if (!index)
      return {
        status: 404,
        body: { message: 'Index not found', code: 'index_not_found', type: 'invalid_request', link: '' },
      };
    if (part === undefined) return { status: 200, body: { uid, primaryKey: 'id' } };
    if (part === 'settings') return this.taken(() => undefined);
    if (part === 'search') return { status: 200, body: { hits: found(index, body as Search) } };
    if (method === 'DELETE') return this.taken(() => index.clear());
    if (more === 'delete-batch') return this.taken(() => (body as string[]).forEach((id) => index.delete(id)));
    return this.taken(() => (body as Kept[]).forEach((document) => index.set(document.id, document)));
  }

  private taken(work: () => unknown): { status: number; body: object } {
    work();
    this.#tasks += 1;
    return {
      status: 202,
      body: { taskUid: this.#tasks, status: 'enqueued', type: '', enqueuedAt: new Date().toISOString() },
    };
  }
}

const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function found(index: ReadonlyMap<string, Kept>, { q, filter, limit }: Search): { id: string; at: number }[] {
  const rooms = filter.find((one) => one.startsWith('room IN'));
  const before = filter.find((one) => one.startsWith('at <='));
  const seen = filter.find((one) => one.startsWith('id NOT IN')) ?? '';
  return [...index.values()]
    .filter(({ words }) =>
      plain(q)
        .split(/\s+/)
        .every((word) => plain(words).includes(word)),
    )
    .filter(({ room }) => rooms === undefined || rooms.includes(`"${room ?? ''}"`))
    .filter(({ at, id }) => (before === undefined || at <= Number(before.slice(6))) && !seen.includes(id))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, limit)
    .map(({ id, at }) => ({ id, at }));
}
