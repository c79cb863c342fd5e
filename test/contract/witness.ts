import { errorBody } from '../../src/contract/errors.contract.js';
import type { Answer, Http } from '../support/person.js';
import type { Route } from './operations.js';

/** Sees what routes answer to whomever, and says what of it is not what they declare: one field more is a leak. */
export class Witness {
  readonly faults = new Set<string>();
  /** Routes that were seen to succeed. */
  readonly seen = new Set<string>();
  readonly #routes: readonly (Route & { readonly pattern: RegExp })[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  }

  watch(http: Http): void {
    const send = http.send.bind(http);
    http.send = async <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
      const answer = await send<T>(method, path, body, headers);
      this.judge(method, path.split('?')[0] ?? '', answer);
      return answer;
    };
  }

  private judge(method: string, path: string, { status, body }: Answer): void {
    // Of `rooms/rights` and `rooms/:id` the one without a parameter is meant.
    const [route] = this.#routes
      .filter((one) => one.method === method && one.pattern.test(path))
      .sort((one, other) => one.path.split(':').length - other.path.split(':').length);
    if (!route) return void this.faults.add(`${method} ${path} is no route`);
    if (status >= 400) return this.judgeError(`${route.name} ${status}`, body);
    this.seen.add(route.name);
    if (status === 204) return void (body !== '' && this.faults.add(`${route.name} says something with 204`));
    const declared = route.answers.get(status);
    // A picture has no schema.
    if (declared === undefined && typeof body === 'string') return;
    if (declared === undefined) this.faults.add(`${route.name} does not declare that it answers ${status}`);
    else if (declared) this.assert(`${route.name} ${status}`, declared.safeParse(body));
  }

  private judgeError(what: string, body: unknown): void {
    const parsed = errorBody.safeParse(body);
    this.assert(what, parsed);
    // A sentence whose blank nobody has filled.
    if (parsed.data && /[{}]|: *\.?$|\( | {2}/.test(parsed.data.message))
      this.faults.add(`${what}: ${parsed.data.message}`);
  }

  private assert(what: string, { error }: { error?: { issues: readonly object[] } | undefined }): void {
    if (error) this.faults.add(`${what}: ${JSON.stringify(error.issues[0])}`);
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
