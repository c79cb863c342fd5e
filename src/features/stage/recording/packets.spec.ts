import { InOrder } from './in-order.js';
import { opusSamples, OpusTrack } from './opus-packets.js';
import { rtpPacketOf } from './rtp-packet.js';
import { rtpBytes, voice, vp8Parts } from './test-packets.js';
import { TrackTime } from './track-time.js';
import { Vp8Pictures } from './vp8-pictures.js';

const packetOf = (sequence: number, payload: Uint8Array = voice, timestamp = sequence * 960, marker = false) => {
  const packet = rtpPacketOf(rtpBytes({ sequence, timestamp, marker }, payload));
  if (packet === null) throw new Error('Not a packet.');
  return packet;
};

describe('a packet of RTP', () => {
  it('is read with what stands before and after its payload', () => {
    const plain = rtpBytes({ sequence: 65_535, timestamp: 0xffff_fff0, marker: true }, Uint8Array.of(7, 8, 9));
    expect(rtpPacketOf(plain)).toMatchObject({ sequence: 65_535, timestamp: 0xffff_fff0, marker: true });
    const [head, body] = [Buffer.from(plain.subarray(0, 12)), plain.subarray(12)];
    head[0] = 0x80 | 0x20 | 0x10 | 1;
    const dressed = Buffer.concat([
      head,
      Buffer.alloc(4),
      Buffer.from([0xbe, 0xde, 0, 1, 1, 1, 1, 1]),
      body,
      Buffer.from([0, 2]),
    ]);
    expect([...(rtpPacketOf(dressed)?.payload ?? [])]).toEqual([7, 8, 9]);
  });

  it('is none where it is torn, foreign or empty', () => {
    const whole = rtpBytes({ sequence: 1, timestamp: 1 }, Uint8Array.of(1));
    const padded = Buffer.concat([whole, Buffer.from([200])]);
    padded[0] = 0xa0;
    const longer = Buffer.from(whole);
    longer[0] = 0x9f;
    for (const bytes of [
      Buffer.alloc(0),
      whole.subarray(0, 11),
      whole.subarray(0, 12),
      padded,
      longer,
      Buffer.from('GET / HTTP/1.1'),
    ])
      expect(rtpPacketOf(bytes)).toBeNull();
  });

  it('comes in order, each once, also where the numbers begin anew', () => {
    const order = new InOrder();
    const given: number[] = [];
    const take = (came: Iterable<{ packet: { sequence: number } }>) =>
      given.push(...[...came].map(({ packet }) => packet.sequence));
    const sent = Array.from({ length: 300 }, (_, at) => (65_400 + at) & 0xffff);
    const came = sent.flatMap((sequence, at) =>
      at % 7 === 3 ? [] : at % 7 === 5 ? [sequence, sent[at - 2] ?? 0, sequence] : [sequence],
    );
    for (const sequence of came) take(order.add({ packet: packetOf(sequence), at: 0 }));
    take(order.rest());
    expect(given).toEqual(sent.filter((_, at) => at % 7 !== 3 || came.includes(sent[at] ?? -1)));
  });
});

describe('Opus', () => {
  it('says how long a packet is', () => {
    const milliseconds = [[0xf8], [0xfb, 2], [0x08], [0x18], [0x60], [0x80], [0x81], [0xfb, 0]].map(
      (bytes) => opusSamples(Uint8Array.from(bytes)) / 48,
    );
    expect(milliseconds).toEqual([20, 40, 20, 60, 10, 2.5, 5, 0]);
    expect(opusSamples(new Uint8Array())).toBe(0);
  });

  it('has no holes: what was not sent is silence', () => {
    const track = new OpusTrack();
    const sounds = [100, 120, 140, 1_140, 1_160].flatMap((at, nth) => [...track.add(packetOf(nth), at)]);
    expect(track.offsetMs).toBe(100);
    expect(sounds.map(({ atMs }) => atMs)).toEqual(sounds.map((_, nth) => nth * 20));
    expect(track.lengthMs).toBe(1_080);
  });
});

describe('VP8', () => {
  const film = () => {
    const pictures = new Vp8Pictures();
    let sequence = 65_534;
    const picture = (whole: boolean, timestamp: number, lose?: number) =>
      vp8Parts(whole, 3).flatMap((part, at) => {
        sequence += 1;
        const made = at === lose ? null : pictures.add(packetOf(sequence & 0xffff, part, timestamp, at === 2));
        return made === null ? [] : [{ size: made.size, bytes: made.bytes.length }];
      });
    return { picture, pictures };
  };

  it('is put together from its packets, and says how large a whole picture is', () => {
    const { picture } = film();
    expect(picture(true, 1)).toEqual([{ size: { width: 320, height: 180 }, bytes: 22 }]);
    expect(picture(false, 2)).toEqual([{ size: null, bytes: 15 }]);
  });

  it('begins with a whole picture, and after a loss with the next one', () => {
    const { picture, pictures } = film();
    expect(picture(false, 1)).toEqual([]);
    expect(picture(true, 2)).toHaveLength(1);
    for (const lost of [0, 1, 2]) {
      expect(picture(false, 10 + lost, lost)).toEqual([]);
      expect(picture(false, 20 + lost)).toEqual([]);
      expect(picture(true, 30 + lost)).toHaveLength(1);
      expect(picture(false, 40 + lost)).toHaveLength(1);
    }
    pictures.lose();
    expect(picture(false, 50)).toEqual([]);
  });
});

it('the clock of a device counts, unless it has jumped', () => {
  const time = new TrackTime(90_000);
  expect(time.of(0xffff_ff00, 50)).toBe(50);
  expect(time.of((0xffff_ff00 + 9_000) >>> 0, 190)).toBe(150);
  expect(time.of(123_456, 5_000)).toBe(5_000);
  expect(time.of(123_456 + 45_000, 5_400)).toBe(5_500);
  time.forget();
  expect(time.of(123_456 + 90_000, 5_600)).toBe(5_600);
});
