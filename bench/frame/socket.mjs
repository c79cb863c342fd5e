// One client on raw Engine.IO frames: it costs less than the server spends on it, and hides nothing.
import { WebSocket } from './web-socket.mjs';

const SOURCES = 50;
// Engine.IO: 0 open, 2 ping, 4 message; Socket.IO in it: 0 connected, 2 event, 3 acknowledgement, 4 refused.
const [OPEN, PING] = [48, 50];
const [CONNECTED, EVENT, ACK, REFUSED] = [48, 50, 51, 52];

export class RawSocket {
  /** Hears every event as it came ('42[…]', a Buffer that is overwritten afterwards). */
  onEvent = () => {};
  /** The connection has gone, whoever ended it. */
  onGone = () => {};
  #ids = 0;
  #waiting = new Map();
  #ws;

  /** Resolves when the server has taken it in. `index` picks a source address: one has too few ports for thousands. */
  connect({ url, auth, index = 0 }) {
    return new Promise((resolve, reject) => {
      const ws = new WebSocket(url, {
        localAddress: `127.0.0.${2 + (index % SOURCES)}`,
        onClose: (code, trouble) => {
          reject(trouble ?? new Error(`closed with ${code} before it was ready`));
          for (const settle of this.#waiting.values()) settle(null);
          this.#waiting.clear();
          this.onGone(code);
        },
        onText: (data) => {
          if (data[0] === OPEN) ws.send(auth === undefined ? '40' : `40${JSON.stringify(auth)}`);
          else if (data[0] === PING) ws.send('3');
          else if (data[1] === EVENT) this.onEvent(data);
          else if (data[1] === ACK) this.#acknowledged(data);
          else if (data[1] === CONNECTED) resolve(JSON.parse(String(data).slice(2)));
          else if (data[1] === REFUSED) reject(new Error(String(data)));
        },
      });
      this.#ws = ws;
    });
  }

  get open() {
    return this.#ws?.open === true;
  }

  /** Without an answer. */
  say(name, ...input) {
    if (this.open) this.#ws.send(`42${JSON.stringify([name, ...input])}`);
  }

  /** The acknowledgement as it came, or null when the connection ended first. */
  askRaw(name, input) {
    return new Promise((resolve) => {
      if (!this.open) return resolve(null);
      const id = (this.#ids += 1);
      this.#waiting.set(String(id), resolve);
      this.#ws.send(`42${id}${JSON.stringify([name, input])}`);
    });
  }

  /** { ok, data } or { ok, error }; `error.code` is 'gone' where the connection ended first. */
  async ask(name, input) {
    const raw = await this.askRaw(name, input);
    if (raw === null) return { ok: false, error: { code: 'gone' } };
    const text = String(raw);
    return JSON.parse(text.slice(text.indexOf('[')))[0];
  }

  /** The result of what must succeed. */
  async do(name, input) {
    const { ok, data, error } = await this.ask(name, input);
    if (!ok) throw new Error(`${name}: ${JSON.stringify(error)}`);
    return data;
  }

  /** Cuts the line below the WebSocket: nobody says goodbye. */
  cut() {
    this.#ws?.terminate();
  }

  #acknowledged(data) {
    let end = 2;
    while (data[end] !== 91) end += 1;
    const id = data.toString('latin1', 2, end);
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    settle?.(Buffer.from(data));
  }
}

/** Runs `work(index)` for 0 … count - 1, so many at once. */
export async function inParallel(count, atOnce, work) {
  const results = Array.from({ length: count });
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return results;
}

/** How long a hub that is asked by too many at once wants one to wait; undefined where it refused for another reason. */
export const toldToWait = (error) => {
  const told = /"retryInMs":(\d+)/.exec(error.message)?.[1];
  return told === undefined ? undefined : Number(told) * (0.5 + Math.random());
};

/** Connects like the product's client does: whoever is told to wait comes again then. Answers how often that was. */
export async function connectPatiently(socket, options) {
  for (let times = 0; ; times += 1) {
    try {
      await socket.connect(options);
      return times;
    } catch (error) {
      const wait = toldToWait(error);
      if (wait === undefined) throw error;
      socket.cut();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

export const handshakeOf = (token) => ({ token, protocol: 1 });
