import { MAX_FRAME_BYTES } from '../../src/contract/limits.js';
import { type Ids, inputOf, NAMES } from './grammar.js';
import { nastyJson, nastyText } from './nasty.js';
import type { Random } from './random.js';
import { closing, fragments, frame, illegal, OPCODES } from './websocket.js';

/** What is written at once, in frames. */
export type Shot = readonly Buffer[];

const ACKS = [
  '',
  '0',
  '-1',
  '00',
  '1e5',
  '0x10',
  '٣',
  '9'.repeat(30),
  '9007199254740993',
  ' 7',
  '7.5',
  '\u0000',
] as const;
const SPACES = [
  '/',
  '/admin,',
  '//,',
  '/__proto__,',
  '/constructor,',
  '/?token=x,',
  `/${'x'.repeat(5_000)},`,
  '/ñ,',
  '/\ud800,',
  '/a/b/../,',
] as const;
const COUNTS = [
  '',
  '0',
  '-1',
  '1',
  '2',
  '10',
  '11',
  '51',
  '99999',
  '1e9',
  '1.5',
  ' 1',
  '0x2',
  'NaN',
  '9'.repeat(40),
] as const;
const NO_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'disconnect',
  'connect',
  'connect_error',
  'newListener',
  'error',
  'frame',
  'bye',
  'CHAT:POST',
  ' chat:post',
  '',
] as const;

/** Engine.IO and Socket.IO as they are not meant, one packet or a few. `ownId` is the id of the session, as the hub said it. */
export function packets(random: Random, ids: Ids): Shot {
  const name = () => JSON.stringify(random.chance(0.7) ? random.pick(NAMES) : random.pick(NO_NAMES));
  const args = () => Array.from({ length: random.int(0, 4) }, () => `,${nastyJson(random)}`).join('');
  const event = () => `[${random.chance(0.9) ? name() : nastyJson(random)}${args()}]`;
  const kinds = {
    engine: () =>
      text(
        `${random.pick(['0', '1', '5', '6', '7', '8', '9', 'b', 'bAAAA', '', '\u0000', '٤'])}${random.chance(0.5) ? nastyText(random) : ''}`,
      ),
    heartbeat: () => text(random.pick(['2', '3', '2probe', '3probe', '5', '22', '33', '2'.repeat(500)])),
    event: () => text(`42${random.pick(ACKS)}${event()}`),
    space: () => text(`4${random.int(0, 6)}${random.pick(SPACES)}${random.chance(0.5) ? event() : nastyJson(random)}`),
    connect: () => text(`40${random.chance(0.5) ? nastyJson(random) : ''}`),
    leave: () =>
      text(
        random.pick([
          '41',
          '41{}',
          '44{}',
          '44"x"',
          '43',
          '430',
          '43[]',
          '430[]',
          '43-1["x"]',
          '46',
          '4',
          '42',
          '42[',
          '42{}',
          '42[]',
        ]),
      ),
    count: () => text(`4${random.pick([5, 6])}${random.pick(COUNTS)}-${random.pick(ACKS)}${placeholders(random)}`),
    attachments: () => attached(random),
    binary: () => [frame(random.bytes(random.int(0, 400)), { opcode: OPCODES.binary })],
    record: () => text(`42${random.pick(ACKS)}[${name()},${nastyJson(random)}`),
    bytes: () => flipped(random, `420[${name()},${inputOf(random, 'chat:post', ids)}]`),
    size: () => text(sized(random, MAX_FRAME_BYTES + random.int(-2, 2))),
    pieces: () => fragments(random, `420["chat:post",${inputOf(random, 'chat:post', ids)}]`),
    controls: () =>
      Array.from({ length: random.int(2, 60) }, () =>
        frame(random.bytes(random.int(0, 125)), { opcode: random.pick([9, 10]) }),
      ),
    close: () => [
      frame(random.chance(0.3) ? '' : closing(random.pick([1000, 1001, 1002, 1003, 1008, 1009, 1011, 3000, 4999])), {
        opcode: OPCODES.close,
      }),
    ],
    websocket: () => illegal(random),
    noise: () => [frame(random.bytes(random.int(0, 200)).toString('latin1'))],
  };
  const chosen = random.weighted({
    ...{
      engine: 8,
      heartbeat: 4,
      event: 14,
      space: 8,
      connect: 4,
      leave: 8,
      count: 8,
      attachments: 8,
      binary: 4,
      record: 4,
    },
    ...{ bytes: 8, size: 1, pieces: 4, controls: 2, close: 3, websocket: 14, noise: 4 },
  });
  return kinds[chosen]();
}

const text = (packet: string): Shot => [frame(packet)];

const placeholders = (random: Random): string => {
  const one = () =>
    `{"_placeholder":true,"num":${random.pick(['0', '1', '-1', '1e9', '"0"', 'null', '0.5', '"__proto__"'])}}`;
  const depth = random.chance(0.05) ? random.int(1_000, 9_000) : 0;
  const deep = `${'['.repeat(depth)}${one()}${']'.repeat(depth)}`;
  return random.pick([
    `["chat:post",${one()}]`,
    `["chat:post",${deep}]`,
    `[${one()}]`,
    one(),
    '["chat:post"]',
    `["chat:post",{"roomId":${one()},"text":${one()}}]`,
  ]);
};

// So many attachments announced, so many sent, and not always as many.
function attached(random: Random): Shot {
  const announced = random.int(1, 11);
  const sent = Math.max(0, announced + random.pick([0, 0, 0, -1, 1]));
  const piece = () => frame(random.bytes(random.int(0, 60)), { opcode: OPCODES.binary });
  const head = frame(`45${announced}-${random.int(0, 9)}${placeholders(random)}`);
  const rest = Array.from({ length: sent }, piece);
  return random.chance(0.1) ? [head, frame('42["chat:read",{}]'), ...rest] : [head, ...rest];
}

// A right packet with some of its bytes changed, lost or doubled.
function flipped(random: Random, packet: string): Shot {
  let bytes = Buffer.from(packet);
  for (let count = random.int(1, 4); count > 0; count -= 1) {
    const at = random.int(0, bytes.length - 1);
    const deed = random.pick(['change', 'lose', 'double'] as const);
    if (deed === 'change') bytes[at] = random.int(0, 255);
    else if (deed === 'lose') bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 8))]);
  }
  return [frame(bytes)];
}

const sized = (random: Random, length: number): string => {
  const [head, tail] = random.pick([
    ['420["nonsense","', '"]'],
    ['420["chat:post",{"text":"', '"}]'],
    ['40{"token":"', '"}'],
  ] as const);
  return `${head}${'x'.repeat(Math.max(0, length - head.length - tail.length))}${tail}`;
};
