import type { StagePerson, StagePin } from '@contract/stage.contract.js';

/** What is drawn as one tile: somebody, or a screen that somebody shows. The key stays as long as it is the same thing. */
export interface StageTile {
  readonly key: string;
  readonly source: 'camera' | 'screen';
  readonly person: StagePerson;
  /** The picture that is on, if any. */
  readonly trackId: string | null;
}
/** The key of the slides among the tiles: there is one of them at a time. */
export const SLIDES = 'slides';
export const LAYOUTS = ['grid', 'speaker', 'screen'] as const;
export type Layout = (typeof LAYOUTS)[number];

export function tilesOf(people: readonly StagePerson[]): readonly StageTile[] {
  const screens = people.flatMap((person) =>
    person.screens
      .filter(({ video }) => video.on)
      .map(({ video }): StageTile => ({
        key: `screen:${video.trackId}`,
        source: 'screen',
        person,
        trackId: video.trackId,
      })),
  );
  const faces = people.map((person): StageTile => ({
    key: person.person.id,
    source: 'camera',
    person,
    trackId: person.camera?.on ? person.camera.trackId : null,
  }));
  return [...screens, ...faces];
}

interface Focusing {
  readonly tiles: readonly StageTile[];
  /** Whether slides are shown. */
  readonly slides: boolean;
  readonly layout: Layout;
  /** Key of what one has pinned for oneself. */
  readonly ownPin: string | null;
  readonly pin: StagePin | null;
  /** Who spoke last, without oneself. */
  readonly speaker: string | null;
}

/** The tile that is large; null = all alike. One's own pin stands above everything, then the one for all, then the layout. */
export function focusOf({ tiles, slides, layout, ownPin, pin, speaker }: Focusing): string | null {
  if (slides && ownPin === SLIDES) return SLIDES;
  const own = tiles.find(({ key }) => key === ownPin);
  if (own) return own.key;
  const all = pin && tiles.find(({ person, source }) => person.person.id === pin.personId && source === pin.source);
  if (all) return all.key;
  if (slides && layout === 'screen') return SLIDES;
  if (layout === 'grid' || tiles.length < 2) return null;
  const screen = tiles.findLast(({ source }) => source === 'screen');
  if (layout === 'screen') return screen?.key ?? null;
  return tiles.find(({ key }) => key === speaker)?.key ?? tiles[0]?.key ?? null;
}

const GAP = 12;
/** Narrower than this nobody is recognised: then one scrolls instead. */
const NARROWEST = 150;

/** Wide like a camera where there is width; on an upright screen nearer to a face. */
export const ratioFor = (width: number, height: number): number => (height > width ? 4 / 3 : 16 / 9);

/** How many columns of tiles fill a place best, and how wide a tile is then, in pixels. */
export function gridOf(count: number, width: number, height: number): { columns: number; tile: number } {
  const ratio = ratioFor(width, height);
  let best = { columns: 1, tile: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const wide = (width - GAP * (columns - 1)) / columns;
    const high = ((height - GAP * (rows - 1)) / rows) * ratio;
    const tile = Math.floor(Math.min(wide, high));
    if (tile > best.tile) best = { columns, tile };
  }
  const least = Math.min(NARROWEST, Math.floor((width - GAP) / 2));
  if (best.tile >= least || count < 2) return best;
  const columns = Math.max(1, Math.floor((width + GAP) / (least + GAP)));
  return { columns, tile: Math.floor((width - GAP * (columns - 1)) / columns) };
}
