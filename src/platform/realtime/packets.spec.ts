import { Decoder } from 'socket.io-parser';
import { byePacket, closedPacket, framePacket, movedPacket, type Packet, signalsPacket } from './packets.js';

/** What a client makes of a packet: out of the WebSocket frame, and out of the text. */
function heard(packet: Packet): unknown[] {
  const [frame = Buffer.alloc(0)] = packet.options.wsPreEncodedFrame;
  expect(frame[0]).toBe(0x81);
  const short = frame.readUInt8(1);
  const [at, length] =
    short < 126 ? [2, short] : short === 126 ? [4, frame.readUInt16BE(2)] : [10, Number(frame.readBigUInt64BE(2))];
  expect(frame.length).toBe(at + length);
  expect(length).toBe(packet.bytes);
  const payload = frame.subarray(at).toString();
  expect(payload).toBe(`4${packet.text}`);
  let data: unknown[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (decoded: { data?: unknown[] }) => (data = decoded.data ?? []));
  decoder.add(packet.text);
  return data;
}

describe('packets', () => {
  it.each([1, 40, 200, 70_000])('carry an event of %d letters in a frame of any size', (letters) => {
    const events = [JSON.stringify({ seq: 1, payload: 'ñ'.repeat(letters) })];
    expect(heard(framePacket('room:x', 3, events))).toEqual([
      'frame',
      { stream: 'room:x', epoch: 3, events: [{ seq: 1, payload: 'ñ'.repeat(letters) }] },
    ]);
  });

  it('carry everything else', () => {
    expect(
      heard(
        signalsPacket(
          'room:x',
          new Map([
            ['board', '{"n":1}'],
            ['gone', 'null'],
          ]),
        ),
      ),
    ).toEqual(['signals', { stream: 'room:x', values: { board: { n: 1 }, gone: null } }]);
    expect(heard(movedPacket([{ stream: 'room:x', seq: 2, lastMessageSeq: 1 }]))).toEqual([
      'moved',
      [{ stream: 'room:x', seq: 2, lastMessageSeq: 1 }],
    ]);
    expect(heard(closedPacket('room:x', 'resync'))).toEqual(['closed', 'room:x', 'resync']);
    expect(heard(byePacket({ reason: 'slow', retryInMs: 5 }))).toEqual(['bye', { reason: 'slow', retryInMs: 5 }]);
  });
});
