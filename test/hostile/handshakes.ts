import { httpKnocks } from './http-knocks.js';
import type { Random } from './random.js';
import type { Knock } from './request.js';
import { websocketKnocks } from './websocket-knocks.js';

const KINDS = Object.entries({ ...httpKnocks, ...websocketKnocks });

/** A handshake that is none. Kinds come in turn. */
export function knock(random: Random, index: number): Knock {
  const [kind, make] = KINDS[index % KINDS.length] ?? random.pick(KINDS);
  return { kind, ...make(random) };
}
