import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { playTape } from './play-tape.js';
import { recordBytes } from './tape-records.js';
import { Tape } from './tape.js';
import { rtpBytes, voice, vp8Parts } from './test-packets.js';

const folder = mkdtempSync(join(tmpdir(), 'tertulia-tape-'));
afterAll(() => rmSync(folder, { recursive: true }));
const breathe = () => Promise.resolve();
let count = 0;
const place = () => join(folder, String(++count));

/** A file as a player reads it. */
async function readBack(path: string) {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const [track] = await input.getTracks();
  if (!track) throw new Error('There is no track.');
  const packets: { at: number; key: boolean }[] = [];
  for await (const { timestamp, type } of new EncodedPacketSink(track).packets())
    packets.push({ at: Math.round(timestamp * 1_000), key: type === 'key' });
  return { kind: track.type, codec: await track.getCodec(), seconds: await input.computeDuration(), packets };
}

describe('a tape', () => {
  it('with a voice becomes sound without holes, from where it began', async () => {
    const [tape, file] = [place(), place()];
    const written = await Tape.open(tape, () => undefined);
    for (let nth = 0; nth < 100; nth += 1) {
      if (nth === 50) written.off(2_000);
      const at = 1_000 + nth * 20 + (nth < 50 ? 0 : 3_000);
      written.add(at, rtpBytes({ sequence: 65_500 + nth, timestamp: nth * 960 }, voice));
    }
    await written.close(6_000);
    const played = await playTape(tape, file, 'opus', breathe);
    expect(played).toEqual({
      offsetMs: 1_000,
      lengthMs: 5_000,
      shown: [
        { from: 1_000, to: 2_000 },
        { from: 5_000, to: 6_000 },
      ],
    });
    const { packets, ...about } = await readBack(file);
    expect(about).toMatchObject({ kind: 'audio', codec: 'opus' });
    expect(about.seconds).toBeCloseTo(5, 1);
    expect(packets.map(({ at }) => at)).toEqual(packets.map((_, nth) => nth * 20));
  });

  it('with pictures becomes a film one can jump about in, and what was torn off its end is left out', async () => {
    const [tape, file] = [place(), place()];
    const written = await Tape.open(tape, () => undefined);
    for (let nth = 0; nth < 60; nth += 1)
      for (const [at, part] of vp8Parts(nth % 30 === 0, 2).entries())
        written.add(
          500 + nth * 40,
          rtpBytes({ sequence: nth * 2 + at, timestamp: nth * 3_600, marker: at === 1 }, part),
        );
    await written.close(3_000);
    appendFileSync(tape, recordBytes({ at: 9_000, packet: voice }).subarray(0, 8));
    const played = await playTape(tape, file, 'vp8', breathe);
    expect(played).toEqual({ offsetMs: 500, lengthMs: 2_500, shown: [{ from: 500, to: 3_000 }] });
    const { packets, ...about } = await readBack(file);
    expect(about).toMatchObject({ kind: 'video', codec: 'vp8' });
    // How long the last picture stays the file does not say.
    expect(about.seconds).toBeCloseTo(2.36, 1);
    expect(packets).toHaveLength(60);
    expect(packets.filter(({ key }) => key).map(({ at }) => at)).toEqual([0, 1_200]);
  });

  it('on which nothing can be played becomes nothing', async () => {
    const tape = place();
    const written = await Tape.open(tape, () => undefined);
    written.add(10, Buffer.from('nothing of the kind'));
    await written.close(20);
    expect(await playTape(tape, place(), 'vp8', breathe)).toBeNull();
  });

  it('that takes no more says so once, and keeps nobody waiting', async () => {
    const failures: unknown[] = [];
    const full = await Tape.open('/dev/full', (error) => failures.push(error));
    full.add(1, voice);
    await full.close(2);
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOSPC' })]);
  });
});
