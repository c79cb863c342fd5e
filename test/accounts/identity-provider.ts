import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Provider, type Adapter, type AdapterPayload } from 'oidc-provider';

export interface Somebody {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}
type Claims = Record<string, unknown>;
/** Changes the ID token that the provider was about to give. */
export type Tamper = (claims: Claims) => { claims?: Claims; header?: Claims; by?: KeyObject };

export const CLIENT = { id: 'tertulia', secret: 'el secreto del cliente' };

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What the provider remembers: a part of its own kind of memory, which it only gives with a warning. */
class Shelf implements Adapter {
  readonly #kept = new Map<string, AdapterPayload>();

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#kept.set(id, payload);
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#kept.get(id);
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#kept.values()].find((payload) => payload.uid === uid);
  }
  async findByUserCode(): Promise<undefined> {}
  async consume(id: string): Promise<void> {
    const payload = this.#kept.get(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
  }
}

/** A real OpenID provider on this machine, whose sign-in page asks for nothing but who one is. */
export class IdentityProvider {
  readonly people = new Map<string, Somebody>();
  /** What it does to its ID tokens. */
  tamper: Tamper | null = null;
  /** The user has said no. */
  refuses = false;
  /** Answers nothing but this status at its token endpoint. */
  broken: number | null = null;
  readonly key = rsa();
  readonly otherKey = rsa();
  #provider: Provider | null = null;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const idp = new IdentityProvider(`http://127.0.0.1:${port}`, server);
    server.on('request', (request, response) => void idp.answer(request, response));
    return idp;
  }

  /** Now that the hub has an address, so has its client. `claimsInToken`: the address is in the ID token too. */
  serve(origin: string, { claimsInToken = true, slots = ['1', '2'] } = {}): void {
    const { privateKey } = this.key;
    this.#provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: slots.map((slot) => `${origin}/sign-in/with/${slot}`),
          response_types: ['code'],
          grant_types: ['authorization_code'],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: [randomUUID()] },
      adapter: Shelf,
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: !claimsInToken,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: async () => ({ ...this.people.get(sub), sub }),
      }),
      loadExistingGrant: async (context) => {
        const { client, session, provider } = context.oidc;
        const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    this.#provider.on('server_error', (_context, error) => console.error(error));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#provider;
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (provider === null) return void response.writeHead(503).end();
    if (path.startsWith('/interaction/')) return this.interaction(provider, request, response);
    if (path === '/token' && this.broken !== null) return void response.writeHead(this.broken).end('broken');
    if (path === '/token' && this.tamper !== null) this.intercept(response, this.tamper);
    await provider.callback()(request, response);
  }

  private async interaction(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      const options = [...this.people.values()].map(
        ({ sub, name }) => `<option value="${sub}">${name ?? sub}</option>`,
      );
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="en"><title>Somewhere else</title><body><form method="post">
        <label>Who are you? <select name="sub">${options.join('')}</select></label><button>Continue</button></form>`);
      return;
    }
    let body = '';
    for await (const piece of request) body += String(piece);
    const sub = new URLSearchParams(body).get('sub') ?? '';
    const result = this.refuses
      ? { error: 'access_denied', error_description: 'no, thanks' }
      : { login: { accountId: sub } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  // The answer of the token endpoint with another ID token in it.
  private intercept(response: ServerResponse, tamper: Tamper): void {
    const end = response.end.bind(response);
    response.end = ((body?: unknown) => {
      const answer = JSON.parse(String(body)) as Claims;
      const token = answer['id_token'];
      if (typeof token === 'string') answer['id_token'] = this.changed(token, tamper);
      const text = JSON.stringify(answer);
      response.setHeader('content-length', Buffer.byteLength(text));
      return end(text);
    }) as ServerResponse['end'];
  }

  private changed(token: string, tamper: Tamper): string {
    const [head = '', payload = '', signature = ''] = token.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;
    const { claims = read(payload), header = read(head), by = this.key.privateKey } = tamper(read(payload));
    const signed = `${base64url(header)}.${base64url(claims)}`;
    if (header['alg'] === 'none') return `${signed}.`;
    if (header['alg'] !== 'RS256') return `${signed}.${signature}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), by).toString('base64url')}`;
  }
}

/** A browser at the provider: follows it until it sends us back to the hub, and answers what is behind the `?`. */
export async function atProvider(url: string, sub: string): Promise<string> {
  const jar = new Map<string, string>();
  let [next, body]: [string, URLSearchParams | undefined] = [url, undefined];
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next, {
      redirect: 'manual',
      method: body ? 'POST' : 'GET',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { body } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) {
      if (response.status !== 200)
        throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
      body = new URLSearchParams({ sub });
      continue;
    }
    const to = new URL(location, next);
    if (to.pathname.startsWith('/sign-in/with/')) return to.search.slice(1);
    [next, body] = [to.href, undefined];
  }
  throw new Error('The provider never sent us back');
}
