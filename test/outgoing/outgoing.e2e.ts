import { gzipSync } from 'node:zlib';
import { Internet } from '../../src/platform/outgoing/internet.js';
import { NotAsked } from '../../src/platform/outgoing/outgoing-address.js';
import { BOUNDS, Outgoing } from '../../src/platform/outgoing/outgoing.js';
import { ChangingNames } from './changing-names.js';
import { OwnInternet, Site } from './own-internet.js';

const HTML = /^text\/html$/;
const page = '<title>Hola</title>';

describe('what the hub asks of addresses that somebody wrote', () => {
  const outgoing = new Outgoing(new OwnInternet());
  let site: Site;
  let sent = 0;

  beforeAll(async () => {
    site = await new Site(({ url = '' }, response) => {
      const html = { 'content-type': 'text/html; charset=UTF-8' };
      const [, what = '', detail = ''] = url.split('/');
      if (what === 'page') return response.writeHead(200, html).end(page);
      if (what === 'hops') {
        const left = Number(detail);
        return response.writeHead(302, { location: left > 0 ? `/hops/${left - 1}` : '/page' }).end();
      }
      if (what === 'to') return response.writeHead(307, { location: decodeURIComponent(detail) }).end();
      if (what === 'gzip') return response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(page));
      if (what === 'bomb') {
        const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
        return response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(bomb);
      }
      if (what === 'twice')
        return response.writeHead(200, { ...html, 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync(page)));
      if (what === 'broken') return response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end('no gzip');
      if (what === 'endless') {
        response.writeHead(200, html);
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'a'))) sent += 64 * 1024;
          if (!response.destroyed) response.once('drain', more);
        };
        return more();
      }
      if (what === 'drip') {
        response.writeHead(200, html);
        const drops = setInterval(() => response.write('a'), 20);
        return void response.once('close', () => clearInterval(drops));
      }
      if (what === 'silent') return undefined;
      if (what === 'headers') return response.writeHead(200, { ...html, 'x-long': 'a'.repeat(60_000) }).end(page);
      return response.writeHead(what === 'gone' ? 404 : 200, { 'content-type': detail.replace('-', '/') }).end('{}');
    }).listen();
    OwnInternet.port = site.port;
  });
  afterAll(() => site.close());
  beforeEach(() => {
    site.asked.length = 0;
  });
  const refusal = (path: string, bounds = {}) =>
    outgoing.get(path.startsWith('http') ? path : site.url(path), HTML, bounds).then(
      () => 'it was asked',
      (error: Error) => (error instanceof NotAsked ? error.message : error.name),
    );

  it('is a page, without a word about who asks', async () => {
    const found = await outgoing.get(site.url('/page#part'), HTML);
    expect({ ...found, bytes: found.bytes.toString(), url: found.url.href }).toEqual({
      ...{ url: site.url('/page'), type: 'text/html', charset: 'utf-8', bytes: page, cut: false },
    });
    const [asked] = site.asked;
    expect(Object.keys(asked?.headers ?? {}).sort()).toEqual(
      ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].sort(),
    );
  });

  it('follows three redirects and no more', async () => {
    expect((await outgoing.get(site.url('/hops/2'), HTML)).url.pathname).toBe('/page');
    expect(site.asked).toHaveLength(4);
    expect(await refusal('/hops/3')).toBe('too many redirects');
  });

  it.each([
    ['http://127.0.0.2/', 'not of the public internet'],
    ['http://[::1]/', 'not of the public internet'],
    ['http://2130706434/', 'not of the public internet'],
    ['http://localhost/', 'no public name'],
    ['http://169.254.169.254/latest/meta-data/', 'not of the public internet'],
    ['file:///etc/passwd', 'another protocol'],
    ['http://user:word@site.example.net/', 'names or passwords inside'],
    ['http://site.example.net:6379/', 'another port'],
  ])('a redirect to %s is judged like the first address', async (to, why) => {
    expect(await refusal(`/to/${encodeURIComponent(to)}`)).toBe(why);
    expect(site.asked).toHaveLength(1);
  });

  it('unpacks what is packed, to its bounds and no further', async () => {
    expect((await outgoing.get(site.url('/gzip'), HTML)).bytes.toString()).toBe(page);
    const bomb = await outgoing.get(site.url('/bomb'), HTML);
    expect([bomb.bytes.length, bomb.cut]).toEqual([BOUNDS.bytes, true]);
    expect(await refusal('/twice')).toBe('packed strangely');
    expect(await refusal('/broken')).not.toBe('it was asked');
  });

  it('takes only so much of an endless answer, and then hangs up', async () => {
    const { bytes, cut } = await outgoing.get(site.url('/endless'), HTML);
    expect([bytes.length, cut]).toEqual([BOUNDS.bytes, true]);
    // What the machine's buffers hold besides is not read.
    expect(sent).toBeLessThan(BOUNDS.bytes * 40);
  });

  it('gives up what is slow, silent or talks too long before it begins', async () => {
    const soon = { ms: 300 };
    expect(await refusal('/drip', soon)).not.toBe('it was asked');
    expect(await refusal('/silent', soon)).not.toBe('it was asked');
    expect(await refusal('/headers')).not.toBe('it was asked');
    const stop = new AbortController();
    const waiting = refusal('/silent', { signal: stop.signal });
    stop.abort();
    expect(await waiting).not.toBe('it was asked');
  });

  it('wants only the types it asked for, and only what is there', async () => {
    for (const type of ['application-json', 'text-plain', 'application-octet', 'text-html+x', 'image-svg+xml'])
      expect(await refusal(`/type/${type}`)).toBe('of another type');
    expect(await refusal('/gone/text-html')).toBe('answered 404');
  });

  describe('a name that changes its mind (DNS rebinding)', () => {
    const PUBLIC = '192.0.32.8';
    let names: ChangingNames;
    afterEach(() => names.close());

    /** The house’s own rules, with names of a real DNS server; the port is where something secret listens. */
    const withNames = async (answers: readonly (readonly string[])[]): Promise<Outgoing> => {
      names = await new ChangingNames(answers).listen();
      class Named extends Internet {
        override async resolve(host: string) {
          return (await names.resolver.resolve4(host)).map((address) => ({ address, family: 4 }));
        }
        override mayUsePort(port: number): boolean {
          return port === site.port || super.mayUsePort(port);
        }
      }
      return new Outgoing(new Named());
    };
    const outcome = (asking: Outgoing) =>
      asking.get(`http://rebind.example.org:${site.port}/page`, HTML, { ms: 1_500 }).then(
        () => 'it was asked',
        (error: Error) => (error instanceof NotAsked ? error.message : 'nobody there'),
      );

    it('is connected to where it was judged, whatever it says a moment later', async () => {
      const asking = await withNames([[PUBLIC], ['127.0.0.1']]);
      expect(await outcome(asking)).toBe('nobody there');
      expect(names.asked).toBe(1);
      expect(site.asked).toEqual([]);
    });

    it('is judged anew for each question, and refused when it has turned inwards', async () => {
      const asking = await withNames([['127.0.0.1']]);
      expect(await outcome(asking)).toBe('not of the public internet');
      expect(site.asked).toEqual([]);
    });

    it('is refused when one of its addresses leads inwards', async () => {
      const asking = await withNames([[PUBLIC, '127.0.0.1']]);
      expect(await outcome(asking)).toBe('not of the public internet');
      expect(site.asked).toEqual([]);
    });

    it('is not believed where the connection leads elsewhere than it was judged', async () => {
      // As a resolver that says one thing to who judges and another to who connects.
      names = await new ChangingNames([]).listen();
      class TwoFaced extends Internet {
        override async resolve() {
          return [{ address: '127.0.0.1', family: 4 }];
        }
        override mayUsePort(): boolean {
          return true;
        }
        #judged = 0;
        override mayReach(address: string): boolean {
          this.#judged += 1;
          return this.#judged === 1 || super.mayReach(address);
        }
      }
      expect(await outcome(new Outgoing(new TwoFaced()))).toBe('not of the public internet');
      expect(site.asked).toEqual([]);
    });
  });
});
