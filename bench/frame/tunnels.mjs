// Clients whose line is cut again and again. Each knows which messages of its room it has; writers are never cut.
import { randomUUID } from 'node:crypto';
import { gauge } from './gauge.mjs';
import { now, sleep } from './numbers.mjs';
import { connectPatiently, handshakeOf, inParallel, RawSocket } from './socket.mjs';

const AT_ONCE = 50;
const FIRST_CUT_MS = 2_000;
const MESSAGE = /⏱(\d+)@(\d+\.\d+)/g;
const OFFSET = /,"([^"]+)"\]$/;
const WORDS = 'una frase de largo corriente para la sala';

let [clients, writers] = [[], []];
let [received, twice, cuts, resyncs] = [0, 0, 0, 0];
const replays = [];

class Client {
  has = new Set();
  backAt = 0;
  position;
  auth = {};

  constructor(about) {
    Object.assign(this, about);
  }

  async enter() {
    const socket = new RawSocket();
    this.socket = socket;
    socket.onEvent = (data) => this.take(String(data));
    const { kind, url, index, token, room } = this;
    if (kind === 'ours') {
      await connectPatiently(socket, { url, index, auth: handshakeOf(token) });
      const { head, resync } = await socket.do('stream:open', {
        stream: `room:${room}`,
        ...(this.position ? { after: this.position } : {}),
      });
      if (resync) await this.reload();
      this.position ??= head;
    } else {
      const { pid } = await socket.connect({ url, index, auth: { rooms: [room], ...this.auth } });
      if (pid) this.auth.pid = pid;
    }
  }

  take(text) {
    for (const [, number, sentAt] of text.matchAll(MESSAGE)) {
      if (this.has.has(number)) twice += 1;
      else received += 1;
      this.has.add(number);
      if (Number(sentAt) < this.backAt) replays.push(now() - this.backAt);
    }
    if (this.kind === 'recovery') this.auth.offset = OFFSET.exec(text)?.[1] ?? this.auth.offset;
    if (this.kind !== 'ours' || !text.startsWith('42["frame"')) return;
    const [, { stream, epoch, events }] = JSON.parse(text.slice(2));
    if (stream === `room:${this.room}`) this.position = { epoch, seq: events.at(-1).seq };
  }

  /** What a screen does that is told so: it reads what it has not. */
  async reload() {
    resyncs += 1;
    for (let more = true; more;) {
      const path = `/api/rooms/${this.room}/messages?limit=100&after=${this.position.seq}`;
      const page = await (
        await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}` } })
      ).json();
      for (const { text } of page.messages) this.take(text);
      this.position = { epoch: page.epoch, seq: page.messages.at(-1)?.seq ?? page.head };
      more = page.hasNewer;
    }
  }

  /** The line is back at once and for everybody alike: no back-off. */
  async cutFor(ms) {
    cuts += 1;
    this.away = true;
    this.socket.cut();
    await sleep(ms);
    this.backAt = now();
    while (this.away) {
      try {
        await this.enter();
        this.away = false;
      } catch {
        await sleep(100); // Refused or not answered: like a browser it tries again.
      }
    }
  }
}

export const generator = {
  async connect({ url, kind, groups }) {
    const all = groups.flatMap(({ room, members }) => members.slice(1).map(({ token }) => ({ room, token })));
    clients = await inParallel(all.length, AT_ONCE, async (index) => {
      const client = new Client({ url, kind, index, ...all[index] });
      await client.enter();
      return client;
    });
    writers = await inParallel(groups.length, AT_ONCE, async (index) => {
      const { room, members } = groups[index];
      const socket = new RawSocket();
      const auth = kind === 'ours' ? handshakeOf(members[0].token) : { rooms: [] };
      await socket.connect({ url, index, auth });
      return { socket, room };
    });
  },

  async run({ kind, every, gone, seconds, rest }) {
    const plain = kind !== 'ours';
    const ended = gauge();
    const until = now() + seconds * 1000;
    const timers = clients.map((client, at) => {
      const cut = () => now() + gone < until && !client.away && void client.cutFor(gone);
      // Recovery begins with the first message that somebody has had.
      const first = FIRST_CUT_MS + (every * at) / clients.length;
      return setTimeout(() => {
        cut();
        client.timer = setInterval(cut, every);
      }, first);
    });
    let number = 0;
    while (now() < until) {
      number += 1;
      for (const { socket, room } of writers) {
        const text = `⏱${number}@${now().toFixed(3)} ${WORDS}`;
        void socket.askRaw('chat:post', { ...(plain ? { room } : {}), roomId: room, clientId: randomUUID(), text });
        await sleep(1000 / writers.length);
      }
    }
    for (const timer of timers) clearTimeout(timer);
    for (const { timer } of clients) clearInterval(timer);
    const generator = ended();
    await sleep(rest * 1000);
    const notBack = clients.filter(({ away }) => away).length;
    return {
      replays: Float64Array.from(replays),
      expected: number * clients.length,
      received,
      twice,
      cuts,
      notBack,
      resyncs,
      generator,
    };
  },
};
