import { Random } from './random.js';

/** Faults of the network between people and hub; `who` is a person, or everybody. */
export const NETWORK_FAULTS = ['cut', 'cut-all', 'away', 'half-open', 'slow', 'delay'] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

/** Faults of a hub of its own and its database. Where one cannot be done (no disk to be mounted), that is noted and the rest goes on. */
export const HUB_FAULTS = [
  'hub-kill',
  'hub-stop',
  'hub-restart',
  'database-kill',
  'database-stop',
  'both-kill',
  'disk-full',
] as const;
/** Faults of a network between hub and database. */
export const LINE_FAULTS = ['database-cut', 'database-away', 'database-half-open', 'database-slow'] as const;

export interface Planned {
  /** ms after the beginning. */
  readonly at: number;
  /** One of the network's faults, or of those that the hub under test knows. */
  readonly name: string;
  /** How long it lasts. */
  readonly ms: number;
  /** Index of the person whose network it is. */
  readonly who: number;
}

/** How long each kind lasts, least and most; what is not here lasts as a `cut` does. */
const LASTING: Readonly<Record<string, readonly [number, number]>> = {
  cut: [0, 0],
  'cut-all': [0, 0],
  away: [500, 2_500],
  'half-open': [0, 0],
  slow: [1_500, 4_000],
  delay: [1_000, 3_000],
  'hub-kill': [0, 800],
  'hub-stop': [500, 3_000],
  'hub-restart': [0, 500],
  'both-kill': [0, 800],
  'database-kill': [0, 0],
  'database-stop': [500, 3_000],
  'database-cut': [0, 0],
  'database-away': [500, 2_500],
  'database-half-open': [1_000, 3_000],
  'database-slow': [1_000, 2_500],
  'disk-full': [1_500, 3_000],
};

/** Some of those that last do so for longer than anybody's patience. */
const LONG = { chance: 0.06, times: 6 };

/** The faults of a seed, in order of time: every name that may be drawn comes, and some come again. They may overlap. */
export function schedule(
  seed: number,
  { names, many, people, ms }: { names: readonly string[]; many: number; people: number; ms: number },
): Planned[] {
  if (names.length === 0) return [];
  // Another sequence than that of the deeds.
  const random = new Random(seed ^ 0x5eed);
  const planned = Array.from({ length: many }, (): Planned => {
    const name = random.one(names);
    const [least, most] = LASTING[name] ?? [0, 0];
    const times = random.next() < LONG.chance ? LONG.times : 1;
    return {
      at: Math.round(random.next() * ms * 0.9),
      name,
      ms: random.whole(least, most) * times,
      who: random.whole(0, people - 1),
    };
  });
  return planned.sort((a, b) => a.at - b.at);
}
