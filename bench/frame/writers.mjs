// Many people in many small rooms who write at a rate of their own choosing, whether or not the hub keeps up: some as our client
// does, who wait as they are told, and some who do not listen.
import { randomUUID } from 'node:crypto';
import { gauge } from './gauge.mjs';
import { now, percentile, sleep } from './numbers.mjs';
import { connectPatiently, handshakeOf, inParallel, RawSocket } from './socket.mjs';

const AT_ONCE = 50;
const TICK_MS = 2;
const MOST_WAIT_MS = 30_000;
const WORDS = 'una frase de largo corriente para la sala '.repeat(2);
const CODE = /"code":"([a-z/-]+)"/;
const AGAIN = /"retryInMs":(\d+)/;

let people = [];
let turn = 0;
let deliveries = 0;
let books = empty();

/** What happened since the last offer began; an answer counts when it comes, whenever its message was written. */
function empty() {
  const counts = { wished: 0, sent: 0, ok: 0, refused: 0, lost: 0, untyped: 0, cutOff: 0 };
  return { ...counts, codes: {}, latencies: [], refusals: [], byTime: [] };
}

const newMessage = ({ room }) => ({ roomId: room, clientId: randomUUID(), text: `${WORDS}${turn}`, at: now() });

/** Sends it once and notes what became of it. Answers how long the hub wants to be left alone; 0 where it is done. */
async function send({ socket }, { at, ...message }) {
  const sentAt = now();
  books.sent += 1;
  const raw = await socket.askRaw('chat:post', message);
  const [here, took] = [now(), now() - at];
  if (raw === null) books.lost += 1;
  else if (raw.includes('"ok":true')) {
    books.ok += 1;
    books.latencies.push(took);
    books.byTime.push([here, took]);
  } else {
    const text = String(raw);
    const code = CODE.exec(text)?.[1] ?? 'untyped';
    const again = AGAIN.exec(text)?.[1];
    books.refused += 1;
    books.codes[code] = (books.codes[code] ?? 0) + 1;
    if (again === undefined) books.untyped += 1;
    books.refusals.push(here - sentAt);
    books.byTime.push([here, Infinity]);
    return Number(again ?? 1_000);
  }
  return 0;
}

const ways = {
  /** Sends and sends, whatever the answers say. */
  async deaf(person) {
    person.under += 1;
    await send(person, newMessage(person));
    person.under -= 1;
  },

  /** Like the outbox of the client: one message under way; who is refused waits as told, and a little more, and sends it again. */
  async patient(person) {
    if (person.under > 0) return;
    person.under = 1;
    const message = newMessage(person);
    for (let wait; (wait = await send(person, message)) > 0;)
      await sleep(Math.min(wait, MOST_WAIT_MS) * (1 + Math.random() / 2));
    person.under = 0;
  },
};

/** People of a room speak when they please: neighbours in the list who took turns would all be in one commit and one frame. */
function shuffled(count) {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

async function offer(way, rate, seconds, writers) {
  const order = shuffled(writers);
  const start = performance.now();
  let wished = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = (performance.now() - start) / 1000;
      if (elapsed > seconds) {
        clearInterval(timer);
        return resolve();
      }
      for (; wished < elapsed * rate; wished += 1) {
        books.wished += 1;
        void ways[way](people[order[(turn = (turn + 1) % writers)]]);
      }
    }, TICK_MS);
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
      socket.onGone = () => (books.cutOff += 1);
      return { socket, room, under: 0 };
    });
  },

  /** So many messages a second for so long, by the first `writers` of the people; `settle`: waits until everything is answered. */
  async offer({ way = 'deaf', rate, seconds, writers = people.length, settle = 0 }) {
    books = empty();
    const [ended, from, delivered] = [gauge(), now(), deliveries];
    await offer(way, rate, seconds, writers);
    const lasted = (now() - from) / 1000;
    const { wished, sent, ok: inTime } = books;
    const generator = ended();
    const under = () => people.reduce((sum, person) => sum + person.under, 0);
    for (const until = now() + settle * 1000; now() < until && under() > 0;) await sleep(10);
    const { ok, refused, lost, untyped, cutOff, codes, latencies, refusals } = books;
    return {
      wished,
      sent,
      ok,
      perSecond: inTime / lasted,
      framesPerSecond: (deliveries - delivered) / lasted,
      refused,
      lost,
      untyped,
      unanswered: under(),
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
