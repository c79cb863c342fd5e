// A load of messages: many people of one room who write at a steady rate, and all that each of them is sent.
import { randomUUID } from 'node:crypto';
import { Generator } from './generator.mjs';
import { gauge, tell, worst } from './gauge.mjs';
import { now, percentile } from './numbers.mjs';
import { connectPatiently, handshakeOf, inParallel, RawSocket } from './socket.mjs';

// Marks a message that counts, with the time it was sent at; those of the warm-up carry another one.
const COUNTED = '⏱';
const WARM_UP = '☕';
const MARK = Buffer.from(COUNTED);
const SPACE = 32;
const WORDS = 'una frase de largo corriente para la sala '.repeat(2);
const AT_ONCE = 50;

/**
 * One round: connects `people`, warms up, counts `seconds` at `rate`, and lets them go. With `processes` the people are spread
 * over several load processes; all of them hear, those of the first one write.
 */
export async function postRound(file, server, load) {
  const { people, rate, processes = 1, onCounting, onStopped, ...rest } = load;
  const generators = Array.from({ length: processes }, () => new Generator(file));
  const share = Math.ceil(people / processes);
  try {
    const counts = generators.map((_, at) => Math.min(share, people - at * share));
    const about = { url: server.url, room: rest.room, sampleEvery: rest.sampleEvery };
    await Promise.all(
      generators.map((one, at) =>
        one.ask('connect', {
          ...about,
          count: counts[at],
          first: at * share,
          tokens: rest.tokens?.slice(at * share, (at + 1) * share),
        }),
      ),
    );
    const task = {
      room: rest.room,
      rate,
      seconds: rest.seconds,
      warmup: rest.warmup,
      rest: rest.rest,
      textLength: rest.textLength,
      senders: rest.senders,
    };
    const [counting, stopped] = ['counting', 'stopped'].map((word) => generators[0].heard(word));
    const done = generators.map((one, at) => one.ask('run', { ...task, rate: at === 0 ? rate : 0 }));
    await counting;
    onCounting?.();
    const [before, from] = [server.cpu(), performance.now()];
    await stopped;
    const [after, seconds] = [server.cpu(), (performance.now() - from) / 1000];
    onStopped?.();
    return figuresOf(await Promise.all(done), {
      people,
      seconds,
      own: after.own - before.own,
      pg: after.pg - before.pg,
    });
  } finally {
    await Promise.all(generators.map((one) => one.stop()));
  }
}

function figuresOf(parts, { people, seconds, own, pg }) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const [deliveries, sent, frames, refusals, cutOff] = ['deliveries', 'sent', 'frames', 'refusals', 'cutOff'].map(sum);
  const latencies = parts.flatMap(({ latencies }) => Array.from(latencies));
  const delivered = deliveries / (sent * people);
  const troubles = [
    ...(delivered === 1 ? [] : [`${(delivered * 100).toFixed(2)} % delivered`]),
    ...(refusals > 0 ? [`${refusals} refused`] : []),
    ...(cutOff > 0 ? [`${cutOff} cut off`] : []),
  ];
  return {
    perCpuSecond: deliveries / own,
    perCpuSecondWithPg: deliveries / (own + pg),
    delivered,
    deliveredPerSecond: deliveries / seconds,
    framesPerSecond: frames / seconds,
    perFrame: deliveries / frames,
    cpu: own / seconds,
    pg: pg / seconds,
    msPerMessage: (own / sent) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    ackP50: percentile(parts[0].acks, 0.5),
    ackP99: percentile(parts[0].acks, 0.99),
    generator: worst(parts.map(({ generator }) => generator)),
    ...(troubles.length > 0 ? { trouble: troubles.join(', ') } : {}),
  };
}

// --- inside the load process
let clients = [];
let phase = WARM_UP;
const counted = { deliveries: 0, frames: 0, sent: 0, refusals: 0, cutOff: 0 };
const [latencies, acks] = [[], []];

function received(data, sampled) {
  let messages = 0;
  const at = now();
  for (let mark = data.indexOf(MARK); mark !== -1; mark = data.indexOf(MARK, mark + MARK.length)) {
    messages += 1;
    if (sampled) latencies.push(at - sentAt(data, mark + MARK.length));
  }
  if (messages === 0) return;
  counted.frames += 1;
  counted.deliveries += messages;
}

// A number in front of a space.
const sentAt = (data, from) => Number(data.latin1Slice(from, data.indexOf(SPACE, from)));

/** The bare server gets and sends the same words and ids as ours. */
async function post(client, room, number, length) {
  const counts = phase === COUNTED;
  const began = now();
  const words = length ? WORDS.repeat(Math.ceil(length / WORDS.length)).slice(0, length) : WORDS;
  const text = `${phase}${began.toFixed(3)} ${words}${number}`;
  if (counts) counted.sent += 1;
  const answer = await client.askRaw('chat:post', {
    roomId: room ?? '00000000-0000-7000-8000-000000000000',
    clientId: randomUUID(),
    text,
  });
  if (!counts) return;
  if (answer?.includes('"ok":true')) acks.push(now() - began);
  else counted.refusals += 1;
}

export const generator = {
  async connect({ url, room, tokens, count, first, sampleEvery = 1 }) {
    clients = await inParallel(count, AT_ONCE, async (index) => {
      const client = new RawSocket();
      const sampled = index % sampleEvery === 0;
      client.onEvent = (data) => received(data, sampled);
      await connectPatiently(client, { url, index: first + index, auth: tokens && handshakeOf(tokens[index]) });
      client.onGone = () => (counted.cutOff += 1);
      if (room) await client.do('stream:open', { stream: `room:${room}` });
      return client;
    });
  },

  /** `rate` messages a second, each on its own instant; a late timer sends what is due and so loses nothing. */
  async run({ room, rate, seconds, warmup, rest, textLength, senders = clients.length }) {
    const start = performance.now();
    let number = 0;
    let measured;
    await new Promise((resolve) => {
      const timer = setInterval(() => {
        const elapsed = (performance.now() - start) / 1000;
        if (phase === WARM_UP && elapsed > warmup) {
          phase = COUNTED;
          measured = gauge();
          tell('counting');
        }
        if (elapsed > warmup + seconds) {
          clearInterval(timer);
          resolve();
        } else
          for (; number < elapsed * rate; number += 1) void post(clients[number % senders], room, number, textLength);
      }, 2);
    });
    tell('stopped');
    const generator = measured();
    // What is still on its way counts as delivered, but no longer as the server's time.
    await new Promise((resolve) => setTimeout(resolve, rest * 1000));
    return { ...counted, generator, latencies: Float64Array.from(latencies), acks: Float64Array.from(acks) };
  },
};
