import type { Bye, Frame, Moved, ServerToClient } from '../../contract/realtime.contract.js';
import type { StoredEvent } from '../event-log/event-log.types.js';

/** Something for sockets, encoded once for all of them: as text for Engine.IO and as the finished WebSocket frame. */
export interface Packet {
  readonly text: string;
  readonly frame: Buffer;
  readonly bytes: number;
  readonly options: { readonly compress: boolean; readonly wsPreEncodedFrame: Buffer[] };
}

// Socket.IO 4: "4" a message, "2" an event of the main namespace, then the JSON array of its name and arguments.
const packet = (name: keyof ServerToClient, ...json: string[]): Packet => encoded(`2["${name}",${json.join(',')}]`);

/** The answer to the command with this number ("3" an acknowledgement). */
export const answerPacket = (id: string, json: string): Packet => encoded(`3${id}[${json}]`);

function encoded(text: string): Packet {
  const payload = Buffer.from(`4${text}`);
  const frame = Buffer.concat([head(payload.length), payload]);
  return { text, frame, bytes: payload.length, options: { compress: false, wsPreEncodedFrame: [frame] } };
}

// RFC 6455: a whole text message, unmasked because it comes from the server.
function head(length: number): Buffer {
  if (length < 126) return Buffer.from([0x81, length]);
  if (length < 65_536) return Buffer.from([0x81, 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(10);
  long.set([0x81, 127]);
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}

/** An event as it stands in a frame. */
export const eventJson = ({ seq, type, subject, actor, at, payload }: StoredEvent): string =>
  JSON.stringify({ seq, type, subject, actor, at: at.toISOString(), payload } satisfies Record<
    keyof Frame['events'][number],
    unknown
  >);

export const framePacket = (stream: string, epoch: number, events: readonly string[]): Packet =>
  packet('frame', `{"stream":"${stream}","epoch":${epoch},"events":[${events.join(',')}]}`);
export const signalsPacket = (stream: string, values: ReadonlyMap<string, string>): Packet =>
  packet(
    'signals',
    `{"stream":"${stream}","values":{${[...values].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}}`,
  );
export const movedPacket = (streams: readonly Moved[]): Packet => packet('moved', JSON.stringify(streams));
export const closedPacket = (stream: string, reason: 'not-allowed' | 'resync'): Packet =>
  packet('closed', `"${stream}"`, `"${reason}"`);
export const byePacket = (bye: Bye): Packet => packet('bye', JSON.stringify(bye));
