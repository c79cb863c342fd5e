// Load processes whose people come, open their rooms, and then do nothing.
import { now, sleep } from './numbers.mjs';
import { gauge } from './gauge.mjs';
import { connectPatiently, inParallel, RawSocket } from './socket.mjs';

const AT_ONCE = 50;
let cutOff = 0;
let toldToWait = 0;
const sockets = [];

async function enter({ url, guest: { auth, streams }, index }) {
  const socket = new RawSocket();
  toldToWait += await connectPatiently(socket, { url, index, auth });
  await Promise.all(streams.map((stream) => socket.do('stream:open', { stream })));
  socket.onGone = () => (cutOff += 1);
  sockets.push(socket);
}

export const generator = {
  /** All of `guests` ({ auth, streams }), a few at a time. */
  async connect({ url, guests, first = 0, atOnce = AT_ONCE }) {
    await inParallel(guests.length, atOnce, (at) => enter({ url, guest: guests[at], index: first + at }));
  },

  /** So many a second whatever becomes of them; answers how long each took until it was in its rooms, and what failed. */
  async storm({ url, guests, perSecond, first = 0 }) {
    const ended = gauge();
    const start = performance.now();
    const [took, failures] = [[], []];
    await Promise.all(
      guests.map(async (guest, at) => {
        await sleep((at / perSecond) * 1000);
        const from = now();
        try {
          await enter({ url, guest, index: first + at });
          took.push(now() - from);
        } catch (error) {
          failures.push(String(error.message).slice(0, 120));
        }
      }),
    );
    return {
      took: Float64Array.from(took),
      failures: failures.length,
      reasons: [...new Set(failures)].slice(0, 3),
      toldToWait,
      seconds: (performance.now() - start) / 1000,
      generator: ended(),
    };
  },

  async look() {
    return { open: sockets.filter(({ open }) => open).length, cutOff };
  },

  async leave() {
    for (const socket of sockets.splice(0)) {
      socket.onGone = () => {};
      socket.cut();
    }
  },
};
