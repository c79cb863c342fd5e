// A client that follows five rooms over a socket of its own and then takes one byte a second from it. Kernels keep some megabytes for
// him, so what he is sent has to be more than that.
import { connect } from 'node:net';
import { now } from './numbers.mjs';
import { connectPatiently, handshakeOf, RawSocket } from './socket.mjs';
import { framed, upgradeRequest } from './web-socket.mjs';

const BYTE_EVERY_MS = 1_000;

export class SlowReader {
  #socket;
  #timer;
  #enteredAt;
  #goneAt;

  static async enter(about) {
    const reader = new SlowReader(about);
    await reader.#enter();
    return reader;
  }

  constructor({ url, room, others, token }) {
    Object.assign(this, { url, room, others, token });
  }

  async #enter() {
    this.from = (await this.#page('limit=1')).head;
    const { port, host } = new URL(this.url);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    this.#socket = socket;
    // It is reset when the hub lets it go, and that is all we wait for.
    socket.on('error', () => {});
    socket.on('close', () => (this.#goneAt ??= now()));
    socket.write(upgradeRequest(host));
    let heard = '';
    await new Promise((resolve, reject) => {
      const step = (data) => {
        heard += data.toString('latin1');
        if (heard.includes('pingInterval') && !this.said) {
          this.said = 'hello';
          socket.write(framed(`40${JSON.stringify(handshakeOf(this.token))}`));
        } else if (heard.includes('40{"sid"') && this.said === 'hello') {
          this.said = 'open';
          for (const [at, room] of [...this.others, this.room].entries())
            socket.write(framed(`42${at + 1}${JSON.stringify(['stream:open', { stream: `room:${room}` }])}`));
        } else if (heard.includes(`43${this.others.length + 1}[`)) {
          socket.off('data', step);
          resolve();
        } else if (heard.includes('44{')) reject(new Error(heard.slice(-200)));
      };
      socket.on('data', step);
    });
    socket.pause();
    this.#enteredAt = now();
    // It answers no ping in what it has not read, but it does speak: half-dead clients are found by other means.
    this.#timer = setInterval(() => {
      socket.read(1);
      if (!socket.destroyed) socket.write(framed('3'));
    }, BYTE_EVERY_MS);
  }

  async #page(query) {
    const response = await fetch(`${this.url}/api/rooms/${this.room}/messages?${query}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    return response.json();
  }

  /** Comes back as an ordinary client: follows again, reads what it missed, and counts. */
  async recover() {
    clearInterval(this.#timer);
    const sentAway = this.#socket.destroyed || this.#goneAt !== undefined || (await this.#drained()) ? 1 : 0;
    this.#socket.destroy();
    const socket = new RawSocket();
    await connectPatiently(socket, { url: this.url, auth: handshakeOf(this.token) });
    const { head } = await socket.do('stream:open', { stream: `room:${this.room}` });
    socket.cut();
    const seqs = new Set();
    for (let [after, more] = [this.from, true]; more;) {
      const page = await this.#page(`limit=100&after=${after}`);
      for (const { seq } of page.messages) seqs.add(seq);
      after = page.messages.at(-1)?.seq ?? after;
      more = page.hasNewer;
    }
    let missing = 0;
    for (let seq = this.from + 1; seq <= head.seq; seq += 1) if (!seqs.has(seq)) missing += 1;
    return {
      sentAway,
      awayAfter: this.#goneAt ? (this.#goneAt - this.#enteredAt) / 1000 : NaN,
      caughtUp: seqs.size,
      missing,
    };
  }

  // What still lies in the network's buffers ends, if the hub has closed its side.
  #drained() {
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve(false), 12_000);
      this.#socket.once('close', () => {
        clearTimeout(limit);
        resolve(true);
      });
      this.#socket.resume();
    });
  }
}
