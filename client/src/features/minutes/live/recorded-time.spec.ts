import type { Recorded, RecordedCaption, RecordedTrack } from '@contract/recordings.contract.js';
import { linesAt, nextRecorded, recordedAt, sceneAt } from './recorded-time.js';

const BEGIN = Date.parse('2026-05-04T10:00:00.000Z');
const at = (seconds: number) => BEGIN + seconds * 1_000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const person = (id: string) => ({ id, name: id, kind: 'person' as const, avatar: null });
const track = (id: string, who: string, source: RecordedTrack['source'], from: number, to: number): RecordedTrack => ({
  ...{ id, person: person(who), source, offsetMs: from * 1_000, lengthMs: (to - from) * 1_000 },
  ...{ shown: [{ from: from * 1_000, to: to * 1_000 }], src: `/api/files/${id}` },
});
const recording: Recorded = {
  ...{ id: 'r', state: 'ready', captions: false, mayDelete: false, mine: false },
  stretches: [
    { from: iso(10), to: iso(20) },
    { from: iso(50), to: iso(60) },
  ],
  tracks: [
    track('voice', 'Ana', 'microphone', 0, 20),
    track('face', 'Ana', 'camera', 0, 12),
    track('other', 'Berto', 'microphone', 5, 20),
    track('screen', 'Berto', 'screen', 11, 14),
  ],
};

describe('the time of a recording', () => {
  it('leaves out its pauses', () => {
    expect([5, 10, 15, 20, 40, 50, 59.999, 60].map((s) => recordedAt([recording], at(s))?.ms ?? null)).toEqual([
      ...[null, 0, 5_000, null, null, 10_000, 19_999, null],
    ]);
  });

  it('goes on where something more was recorded', () => {
    expect([0, 15, 20, 55, 60].map((s) => nextRecorded([recording], at(s)))).toEqual([
      ...[at(10), at(10), at(50), at(50), null],
    ]);
  });

  it('shows screens before faces, and who has only a voice by name', () => {
    const scene = (ms: number) => {
      const { sounds, pictures, voices } = sceneAt({ recording, ms });
      return [sounds, pictures].map((tracks) => tracks.map(({ id }) => id)).concat([voices.map(({ id }) => id)]);
    };
    expect(scene(1_000)).toEqual([['voice'], ['face'], []]);
    expect(scene(11_500)).toEqual([['voice', 'other'], ['screen', 'face'], ['Berto']]);
    expect(scene(15_000)).toEqual([['voice', 'other'], [], ['Ana', 'Berto']]);
  });

  it('shows what was said as text for nine seconds, in the order in which it was said', () => {
    const said = (number: number, seconds: number): RecordedCaption => ({
      ...{ number, atMs: seconds * 1_000, personId: 'a', name: 'Ana', text: `${number}` },
      ...{ language: 'es', source: 'typed' },
    });
    const lines = [said(1, 2), said(3, 5), said(2, 4)];
    const numbers = (ms: number) => linesAt(lines, ms).map(({ number }) => number);
    expect([1_999, 2_000, 5_000, 11_000, 13_999, 14_000].map(numbers)).toEqual([
      ...[[], [1], [1, 2, 3], [2, 3], [3], []],
    ]);
  });
});
