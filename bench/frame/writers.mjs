// Many people in many small rooms who write at a rate of their own choosing, whether or not the hub keeps up.
import { randomUUID } from 'node:crypto';
import { gauge } from './gauge.mjs';
import { now, percentile, sleep } from './numbers.mjs';
import { connectPatiently, handshakeOf, inParallel, RawSocket } from './socket.mjs';

const AT_ONCE = 50;
const WORDS = 'una frase de largo corriente para la sala '.repeat(2);
const CODE = /"code":"([a-z/-]+)"/;
const AGAIN = /"retry(?:After|InMs)":\d+/;

let people = [];
let turn = 0;
let cutOff = 0;
let deliveries = 0;

/** One message; notes into `books` what became of it. */
async function post({ socket, room }, books) {
  const at = now();
  const raw = await socket.askRaw('chat:post', { roomId: room, clientId: randomUUID(), text: `${WORDS}${turn}` });
  const took = now() - at;
  books.under -= 1;
  if (raw === null) books.lost += 1;
  else if (raw.includes('"ok":true')) {
    books.ok += 1;
    books.latencies.push(took);
    books.byTime.push([at, took]);
  } else {
    const text = String(raw);
    const code = CODE.exec(text)?.[1] ?? 'untyped';
    books.refused += 1;
    books.codes[code] = (books.codes[code] ?? 0) + 1;
    if (!AGAIN.test(text)) books.untyped += 1;
    books.refusals.push(took);
    books.byTime.push([at, Infinity]);
  }
}

async function offer(rate, seconds, books) {
  const start = performance.now();
  let sent = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = (performance.now() - start) / 1000;
      if (elapsed > seconds) {
        clearInterval(timer);
        return resolve();
      }
      for (; sent < elapsed * rate; sent += 1) {
        books.sent += 1;
        books.under += 1;
        void post(people[(turn = (turn + 1) % people.length)], books);
      }
    }, 2);
  });
}

export const generator = {
  async connect({ url, guests }) {
    people = await inParallel(guests.length, AT_ONCE, async (index) => {
      const { room, token } = guests[index];
      const socket = new RawSocket();
      socket.onEvent = (data) => (deliveries += data.includes('chat.message-posted') ? 1 : 0);
      await connectPatiently(socket, { url, index, auth: handshakeOf(token) });
      await socket.do('stream:open', { stream: `room:${room}` });
      socket.onGone = () => (cutOff += 1);
      return { socket, room };
    });
  },

  /** Offers so many a second for so long; `settle`: waits until everything is answered. */
  async offer({ rate, seconds, settle = 0 }) {
    const books = {
      sent: 0,
      ok: 0,
      refused: 0,
      lost: 0,
      untyped: 0,
      under: 0,
      codes: {},
      latencies: [],
      refusals: [],
      byTime: [],
    };
    const [ended, from, delivered] = [gauge(), now(), deliveries];
    await offer(rate, seconds, books);
    const lasted = (now() - from) / 1000;
    const inTime = books.ok;
    const generator = ended();
    for (const until = now() + settle * 1000; now() < until && books.under > 0;) await sleep(10);
    const { sent, refused, lost, untyped, under, codes, latencies, refusals } = books;
    return {
      sent,
      ok: books.ok,
      perSecond: inTime / lasted,
      framesPerSecond: (deliveries - delivered) / lasted,
      refused,
      lost,
      untyped,
      unanswered: under,
      codes,
      cutOff,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      refusedP99: percentile(refusals, 0.99),
      generator,
      byTime: books.byTime.map(([at, took]) => [(at - from) / 1000, took]),
    };
  },
};
