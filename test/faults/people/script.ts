import { Random } from '../random.js';

const WEIGHTS = {
  post: 44,
  reply: 8,
  edit: 10,
  remove: 7,
  undo: 5,
  react: 18,
  read: 10,
  older: 3,
  leave: 3,
  kick: 3,
  lock: 2,
  role: 2,
  'open-tab': 2,
  'kill-tab': 3,
  reload: 1,
  'sign-out': 2,
} as const;
export type DeedName = keyof typeof WEIGHTS;
/** Done by the host alone, who is the first person. */
const OF_THE_HOST: ReadonlySet<DeedName> = new Set(['kick', 'lock', 'role']);

/** What somebody is about to do; the numbers (0 to 1) are resolved against what is there when it is done. */
export interface Deed {
  /** ms after the beginning. */
  readonly at: number;
  /** Index of the person. */
  readonly who: number;
  readonly name: DeedName;
  readonly room: number;
  readonly pick: number;
  readonly other: number;
}

/** The deeds of a seed, in order of time. */
export function script(seed: number, { people, deeds, ms }: { people: number; deeds: number; ms: number }): Deed[] {
  const random = new Random(seed);
  const times = Array.from({ length: deeds }, () => random.next() * ms).sort((a, b) => a - b);
  const signedOut = new Set<number>();
  return times.map((at) => {
    const [anybody, drawn] = [random.whole(0, people - 1), random.weighted(WEIGHTS)];
    // Signing in is limited: nobody has to do it more than once.
    const name = drawn === 'sign-out' && signedOut.has(anybody) ? 'post' : drawn;
    if (name === 'sign-out') signedOut.add(anybody);
    const who = OF_THE_HOST.has(name) ? 0 : anybody;
    return { at: Math.round(at), who, name, room: random.next(), pick: random.next(), other: random.next() };
  });
}
