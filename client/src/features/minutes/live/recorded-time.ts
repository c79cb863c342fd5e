import { CAPTION_SHOWN_MS } from '@contract/limits.js';
import type { Recorded, RecordedCaption, RecordedTrack } from '@contract/recordings.contract.js';

/** A moment of a recording. */
export interface RecordedMoment {
  readonly recording: Recorded;
  /** Milliseconds of the recording, its pauses cut out. */
  readonly ms: number;
}

/** What was recorded at a moment (epoch ms); null where nothing was. */
export function recordedAt(recordings: readonly Recorded[], at: number): RecordedMoment | null {
  for (const recording of recordings) {
    let before = 0;
    for (const { from, to } of recording.stretches) {
      const [begin, end] = [Date.parse(from), Date.parse(to)];
      if (at >= begin && at < end) return { recording, ms: before + at - begin };
      before += end - begin;
    }
  }
  return null;
}

/** The beginning of the first stretch that ends after a moment; null where nothing more was recorded. */
export function nextRecorded(recordings: readonly Recorded[], at: number): number | null {
  const ahead = recordings
    .flatMap(({ stretches }) => stretches)
    .filter(({ to }) => Date.parse(to) > at)
    .map(({ from }) => Date.parse(from));
  return ahead.length === 0 ? null : Math.min(...ahead);
}

const isSound = ({ source }: RecordedTrack): boolean => source === 'microphone' || source === 'screen-audio';
const runs = ({ offsetMs, lengthMs }: RecordedTrack, ms: number): boolean => ms >= offsetMs && ms < offsetMs + lengthMs;
const isShown = (track: RecordedTrack, ms: number): boolean =>
  runs(track, ms) && track.shown.some(({ from, to }) => ms >= from && ms < to);

/** What is seen and heard at a moment: pictures first of screens, then of faces, and who has only a voice. */
export function sceneAt({ recording, ms }: RecordedMoment) {
  const { tracks } = recording;
  const sounds = tracks.filter((track) => isSound(track) && runs(track, ms));
  const pictures = tracks
    .filter((track) => !isSound(track) && isShown(track, ms))
    .toSorted((one, other) => Number(other.source === 'screen') - Number(one.source === 'screen'));
  const seen = new Set(pictures.filter(({ source }) => source === 'camera').map(({ person }) => person.id));
  const people = new Map(sounds.map(({ person }) => [person.id, person]));
  const voices = [...people.values()].filter(({ id }) => !seen.has(id));
  return { sounds, pictures, voices };
}

/** What could be read at a moment: each line for as long as on the stage, the newest one last. */
export const linesAt = (lines: readonly RecordedCaption[], ms: number): RecordedCaption[] =>
  lines
    .filter(({ atMs }) => atMs <= ms && ms < atMs + CAPTION_SHOWN_MS)
    .toSorted((one, other) => one.atMs - other.atMs || one.number - other.number);
