import type { StagePerson } from '@contract/stage.contract.js';

/** How much is received over a line that does not carry everything; each word takes in what stands before it. */
export const REACHES = ['all', 'slower', 'smaller', 'fewer', 'sound'] as const;
export type Reach = (typeof REACHES)[number];

export interface Wish {
  readonly on: boolean;
  readonly layer: { spatial: number; temporal?: number } | null;
  readonly priority: number;
}
export interface Wishing {
  readonly people: readonly StagePerson[];
  readonly me: string;
  /** Pictures that are in sight, and how wide in pixels of the screen. */
  readonly shown: ReadonlyMap<string, number>;
  /** Ids of those who spoke, the last one first. */
  readonly spoke: readonly string[];
  /** Track of who speaks to all breakouts from the main room: heard like those who are here, and before them. */
  readonly fromMain: string | null;
  readonly reach: Reach;
}

/** More voices than this at once nobody can tell apart. */
export const MOST_VOICES = 24;
export const FEWER_PICTURES = 4;
const VOICE = 255;
const SCREEN = 200;

/** A camera is sent 320, 640 and 1280 wide. */
export const layerFor = (width: number): number => (width <= 400 ? 0 : width <= 800 ? 1 : 2);

/** Which tracks of the others are wanted, and how large: what is in sight, and every voice. What is not named is not wanted. */
export function wishesFor({ people, me, shown, spoke, fromMain, reach }: Wishing): Map<string, Wish> {
  const wishes = new Map<string, Wish>();
  const others = people.filter(({ person }) => person.id !== me);
  for (const trackId of [fromMain ?? [], voicesOf(others, spoke)].flat())
    wishes.set(trackId, { on: true, layer: null, priority: VOICE });
  if (reach === 'sound') return wishes;

  const pictures = others
    .flatMap(({ camera, screens }) => [
      ...(camera?.on ? [{ id: camera.trackId, screen: false }] : []),
      ...screens.flatMap(({ video }) => (video.on ? [{ id: video.trackId, screen: true }] : [])),
    ])
    .map((picture) => ({ ...picture, width: shown.get(picture.id) ?? 0 }))
    .filter(({ width }) => width > 0)
    .sort((one, other) => other.width - one.width);
  const kept = reach === 'fewer' ? pictures.slice(0, FEWER_PICTURES) : pictures;
  for (const [place, { id, screen, width }] of kept.entries()) {
    const spatial = reach === 'smaller' || reach === 'fewer' || screen ? 0 : layerFor(width);
    const whole = reach === 'all' && screen;
    wishes.set(id, {
      on: true,
      layer: whole ? null : reach === 'all' ? { spatial } : { spatial, temporal: 1 },
      priority: screen ? SCREEN : Math.max(1, 100 - place),
    });
  }
  return wishes;
}

/**
 * Sound of screens, then of people: who spoke last first, in the order of their coming after that. A microphone that is off costs
 * nothing and is heard from its first word when it is turned on; only where there are too many do those that are on come first.
 */
function voicesOf(others: readonly StagePerson[], spoke: readonly string[]): string[] {
  const turn = (id: string) => {
    const at = spoke.indexOf(id);
    return at < 0 ? spoke.length : at;
  };
  const screens = others.flatMap(({ screens }) => screens.flatMap(({ audio }) => (audio ? [audio.trackId] : [])));
  const people = others
    .toSorted(
      (one, other) =>
        Number(other.microphone?.on ?? false) - Number(one.microphone?.on ?? false) ||
        turn(one.person.id) - turn(other.person.id) ||
        (one.since < other.since ? -1 : 1),
    )
    .flatMap(({ microphone }) => (microphone ? [microphone.trackId] : []));
  return [...screens, ...people].slice(0, MOST_VOICES);
}

export const sameWish = (one: Wish, other: Wish): boolean =>
  one.on === other.on &&
  one.priority === other.priority &&
  one.layer?.spatial === other.layer?.spatial &&
  one.layer?.temporal === other.layer?.temporal;
