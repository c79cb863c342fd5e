// The load generator: raw engine.io frames on `ws`, which cost less than the server spends on them.
// A child process. Tasks: { connect }, { run }, { close }; answers: { connected }, { counting }, { stopped }, then the figures.
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';

// Marks a message that counts, with the time it was sent at; those of the warm-up carry another one.
const COUNTED = '⏱';
const WARM_UP = '☕';
const MARK = Buffer.from(COUNTED);
const SENT_AT = new RegExp(`${COUNTED}(\\d+\\.\\d+)`, 'g');
const WORDS = 'una frase de largo corriente para la sala '.repeat(2);
const LAG_RESOLUTION_MS = 1;
const AT_ONCE = 50;

let clients = [];
let phase = WARM_UP;
const figures = { deliveries: 0, frames: 0, sent: 0, acks: 0, refusals: 0, cutOff: 0, latencies: [] };

const now = () => performance.timeOrigin + performance.now();

function markedIn(data) {
  let count = 0;
  for (let at = data.indexOf(MARK); at !== -1; at = data.indexOf(MARK, at + MARK.length)) count += 1;
  return count;
}

function received(client, data) {
  const messages = markedIn(data);
  if (messages === 0) return;
  figures.frames += 1;
  figures.deliveries += messages;
  if (!client.sampled) return;
  const at = now();
  for (const [, sentAt] of String(data).matchAll(SENT_AT)) figures.latencies.push(at - Number(sentAt));
}

function acknowledged(data) {
  if (phase !== COUNTED) return;
  if (data.includes('"ok":true')) figures.acks += 1;
  else figures.refusals += 1;
}

function connect({ url, room, tokens, sampleEvery }, index) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      // Many source addresses: one has too few ports for thousands of sockets.
      localAddress: `127.0.0.${2 + (index % 50)}`,
    });
    const client = { socket, opened: !room, sampled: index % sampleEvery === 0 };
    socket.on('error', reject);
    socket.on('close', (code) => {
      figures.cutOff += 1;
      reject(new Error(`socket ${index} was closed with ${code} before it was ready`));
    });
    socket.on('message', (data) => {
      // Engine.IO: 0 open, 2 ping, 4 message; Socket.IO in it: 0 connected, 2 event, 3 acknowledgement, 4 refused.
      if (data[0] === 48)
        socket.send(`40${tokens ? JSON.stringify({ token: tokens[index % tokens.length], protocol: 1 }) : ''}`);
      else if (data[0] === 50) socket.send('3');
      else if (data[1] === 50) received(client, data);
      else if (data[1] === 51 && client.opened) acknowledged(data);
      else if (data[1] === 51) {
        client.opened = true;
        if (data.includes('"ok":true')) resolve(client);
        else reject(new Error(String(data)));
      } else if (data[1] === 48 && room)
        socket.send(`420${JSON.stringify(['stream:open', { stream: `room:${room}` }])}`);
      else if (data[1] === 48) resolve(client);
      else reject(new Error(String(data)));
    });
  });
}

/** The bare server gets and sends the same words and ids as ours. */
function post(client, room, number) {
  const input = {
    roomId: room ?? '00000000-0000-7000-8000-000000000000',
    clientId: randomUUID(),
    text: `${phase}${now().toFixed(3)} ${WORDS}${number}`,
  };
  client.socket.send(`42${1 + number}${JSON.stringify(['chat:post', input])}`);
  if (phase === COUNTED) figures.sent += 1;
}

/** `rate` messages a second, each on its own instant; a late timer sends what is due and so loses nothing. */
async function run({ room, senders, rate, seconds, warmup, rest }) {
  const delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  const start = performance.now();
  let number = 0;
  let idle;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = (performance.now() - start) / 1000;
      if (phase === WARM_UP && elapsed > warmup) {
        phase = COUNTED;
        delay.enable();
        idle = performance.eventLoopUtilization();
        process.send({ counting: true });
      }
      if (elapsed > warmup + seconds) {
        clearInterval(timer);
        resolve();
      } else for (; number < elapsed * rate; number += 1) post(clients[number % senders], room, number);
    }, 2);
  });
  process.send({ stopped: true });
  delay.disable();
  const { utilization } = performance.eventLoopUtilization(idle);
  // What is still on its way counts as delivered, but no longer as the server's time.
  await new Promise((resolve) => setTimeout(resolve, rest * 1000));
  const lag = Math.max(0, delay.percentile(99) / 1e6 - LAG_RESOLUTION_MS);
  process.send({ ...figures, lag, busy: utilization });
}

process.on('message', async ({ connect: wanted, run: task, close }) => {
  try {
    if (wanted) {
      for (let from = 0; from < wanted.count; from += AT_ONCE) {
        const some = Array.from({ length: Math.min(AT_ONCE, wanted.count - from) }, (_, i) =>
          connect(wanted, from + i),
        );
        clients.push(...(await Promise.all(some)));
      }
      process.send({ connected: clients.length });
    }
    if (task) await run(task);
    if (close) {
      for (const { socket } of clients) socket.terminate();
      process.exit();
    }
  } catch (error) {
    process.send({ failed: String(error) });
  }
});
