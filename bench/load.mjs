// The load generator: raw engine.io frames on `ws`, which cost less than the server spends on them.
// A child process: gets { url, tokens, open, senders, rate, seconds } and answers { deliveries, sent, acks, latencies, lag }.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

const POSTED = Buffer.from('"chat.message-posted"');
const MARK = /⏱(\d+\.\d+)/g;
let clients = [];
let counting = false;
const figures = { deliveries: 0, frames: 0, sent: 0, acks: 0, refusals: 0, latencies: [] };

const now = () => performance.timeOrigin + performance.now();

function countOf(data) {
  let count = 0;
  for (let at = data.indexOf(POSTED); at !== -1; at = data.indexOf(POSTED, at + POSTED.length)) count += 1;
  return count;
}

function connect({ url, room, tokens }, index) {
  return new Promise((resolve, reject) => {
    // Many source addresses: one has too few ports for thousands of sockets.
    const localAddress = `127.0.0.${2 + (index % 50)}`;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      localAddress,
    });
    const client = { socket, index, ack: 0, sampled: index % 10 === 0 };
    socket.on('error', reject);
    socket.on('close', () => counting && console.error(`client ${index} was cut off`));
    socket.on('message', (data) => {
      if (data[0] === 48)
        return socket.send(`40${tokens ? JSON.stringify({ token: tokens[index], protocol: 1 }) : ''}`);
      if (data[0] === 50) return socket.send('3');
      if (data[0] !== 52) return;
      if (data[1] === 48) {
        if (!room) return resolve(client);
        return socket.send(`420${JSON.stringify(['stream:open', { stream: `room:${room}` }])}`);
      }
      if (data[1] === 52) return reject(new Error(`refused: ${data}`));
      // An acknowledgement: the first answers stream:open, the others are posts.
      if (data[1] === 51) {
        if (room && client.ack++ === 0)
          return data.includes('"ok":true') ? resolve(client) : reject(new Error(String(data)));
        if (counting) data.includes('"ok":true') ? (figures.acks += 1) : (figures.refusals += 1);
        return;
      }
      if (!counting) return;
      const messages = room ? countOf(data) : 1;
      if (messages === 0) return;
      figures.frames += 1;
      figures.deliveries += messages;
      if (client.sampled) {
        const at = now();
        for (const [, sentAt] of String(data).matchAll(MARK)) figures.latencies.push(at - Number(sentAt));
      }
    });
  });
}

function post(client, room, number) {
  const text = `⏱${now().toFixed(3)} ${'una frase de largo corriente para la sala '.repeat(2)}${number}`;
  // The bare server gets and sends the same words and ids as ours.
  const input = { roomId: room ?? '00000000-0000-7000-8000-000000000000', clientId: randomUUID(), text };
  client.socket.send(`42${1 + number}${JSON.stringify(['chat:post', input])}`);
  figures.sent += 1;
}

async function run({ room, senders, rate, seconds, warmup }) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let number = 0;
  const start = performance.now();
  const total = (warmup + seconds) * 1000;
  let due = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - start;
      if (!counting && elapsed > warmup * 1000) {
        counting = true;
        delay.enable();
        Object.assign(figures, { deliveries: 0, frames: 0, sent: 0, acks: 0, refusals: 0, latencies: [] });
        process.send({ counting: true });
      }
      for (; due < (elapsed * rate) / 1000; due += 1) post(clients[number % senders], room, number++);
      if (elapsed > total) {
        clearInterval(timer);
        resolve();
      }
    }, 5);
  });
  process.send({ stopped: true });
  delay.disable();
  // What is still on its way is counted as delivered, but no longer as the server's time.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  counting = false;
  process.send({ ...figures, lag: delay.percentile(99) / 1e6 });
}

process.on('message', async (task) => {
  try {
    if (task.connect) {
      const { count } = task.connect;
      for (let i = 0; i < count; i += 50)
        clients.push(
          ...(await Promise.all(
            Array.from({ length: Math.min(50, count - i) }, (_, k) => connect(task.connect, i + k)),
          )),
        );
      process.send({ connected: clients.length });
    }
    if (task.run) await run(task.run);
    if (task.close) {
      for (const { socket } of clients) socket.terminate();
      clients = [];
      process.exit();
    }
  } catch (error) {
    process.send({ failed: String(error) });
  }
});
