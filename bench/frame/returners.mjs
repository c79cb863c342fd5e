// Clients that come back by themselves, by the rules of the product's own client or by those of Socket.IO's.
import { registerHooks } from 'node:module';
import { gauge } from './gauge.mjs';
import { now, sleep } from './numbers.mjs';
import { connectPatiently, inParallel, RawSocket, toldToWait } from './socket.mjs';

const AT_ONCE = 50;
// Socket.IO's defaults: 1 s, doubling to 5 s, ± 50 %.
const socketIoDelay = (attempt, chance) => Math.min(5_000, 1_000 * 2 ** attempt) * (0.5 + chance);

/** The very function of the browser's client. */
async function productDelay() {
  await import('../../scripts/ts-hooks.mjs');
  registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith('@contract/')) return next(specifier, context);
      const url = new URL(`../../src/contract/${specifier.slice(10).replace(/\.js$/, '.ts')}`, import.meta.url);
      return { url: url.href, format: 'module', shortCircuit: true };
    },
  });
  const { reconnectDelay } = await import('../../client/src/lib/streams/coming-back.ts');
  return reconnectDelay;
}

let clients = [];
let delayOf;
let attempts = 0;

class Returner {
  backAt = 0;
  attempt = 0;

  constructor(about) {
    Object.assign(this, about);
  }

  async enter(connect = (socket, options) => socket.connect(options)) {
    const { url, index, guest } = this;
    const socket = new RawSocket();
    await connect(socket, { url, index, auth: guest.auth });
    if (guest.stream) await socket.do('stream:open', { stream: guest.stream });
    this.attempt = 0;
    this.backAt = now();
    socket.onGone = () => void this.comeBack();
  }

  async comeBack() {
    this.backAt = 0;
    const since = now();
    let told;
    while (this.backAt === 0) {
      // A hub that is asked by too many at once says when to come again.
      await sleep(told ?? delayOf(this.attempt, Math.random(), now() - since));
      this.attempt += 1;
      attempts += 1;
      try {
        await this.enter();
      } catch (error) {
        this.backAt = 0; // Nobody there yet, or not taken in: later.
        told = toldToWait(error);
      }
    }
  }
}

export const generator = {
  async enter({ url, guests, kind }) {
    delayOf = kind === 'product' ? await productDelay() : socketIoDelay;
    clients = guests.map((guest, index) => new Returner({ url, index, guest }));
    await inParallel(clients.length, AT_ONCE, (index) => clients[index].enter(connectPatiently));
    attempts = 0;
  },

  /** When each was back; those who are not within the limit never were. */
  async back({ withinMs }) {
    const ended = gauge();
    const until = now() + withinMs;
    while (now() < until && clients.some(({ backAt }) => backAt === 0)) await sleep(50);
    const back = clients.filter(({ backAt }) => backAt > 0);
    return {
      backAt: back.map(({ backAt }) => backAt),
      never: clients.length - back.length,
      attempts: attempts / clients.length,
      generator: ended(),
    };
  },
};
