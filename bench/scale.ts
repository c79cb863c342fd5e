/** What ten thousand and a hundred thousand people at once need, computed from measured coefficients. Pure; docs/scale.md shows it. */

/** A line through three measured sizes: what one more costs. */
export interface Coefficient {
  /** CPU of the hub, µs each (per second where it is about a connection that is open). */
  readonly us: number;
  /** The same of PostgreSQL. */
  readonly usPg: number;
  /** How much of the measured variation the line explains. */
  readonly r2: number;
  readonly points: readonly (readonly [size: number, cost: number])[];
}
export interface Model {
  readonly at: string;
  readonly machine: string;
  /** Connect, authenticate, open one room of 50. */
  readonly connect: Coefficient;
  /** One open connection for a second: pings, presence, the renewed visit. */
  readonly idle: Coefficient;
  /** One message to one follower, alone in its frame. */
  readonly delivery: Coefficient;
  /** One message decided, stored and acknowledged in a room of its own. */
  readonly commit: Coefficient;
  /** One read of a stream by a node that hears of a message stored elsewhere. */
  readonly read: Coefficient;
  /** KiB of one open connection with its person and room; `us` is unused. */
  readonly memory: Coefficient & { readonly kib: number; readonly baseMib: number };
}

/** How people behave and what a machine is given to do. Each is a choice; change it and compute again. */
export const ASSUMED = {
  secondsPerMessage: 60,
  peak: 5,
  roomSize: 50,
  /** Share of a core that a hub process may use at the peak. */
  load: 0.5,
  /** Most connections a process may have, whatever its CPU says (descriptors). */
  descriptors: 19_000,
  /** A lost process: its people are to be back within so many seconds. */
  backInSeconds: 10,
  /** Cores of the one PostgreSQL, and what share of them may be used. */
  pgCores: 16,
  pgLoad: 0.7,
  /** Messages a second that one Redis hands on before its latency explodes (published measurements). */
  redisPerSecond: 650_000,
} as const;

export interface Needs {
  readonly people: number;
  readonly messages: number;
  readonly deliveries: number;
  readonly hubCores: number;
  readonly processes: number;
  readonly memoryGib: number;
  readonly pgCores: number;
  readonly reads: number;
  readonly redis: number;
  /** Connects a second at which each of the others is asked when one process is lost. */
  readonly returning: number;
}

/** µs of hub CPU a second that one person costs at the peak. */
export function perPerson(model: Model): number {
  const messages = ASSUMED.peak / ASSUMED.secondsPerMessage;
  return model.idle.us + messages * (model.commit.us + (ASSUMED.roomSize - 1) * model.delivery.us);
}

/** How many processes a room of so many people touches when they are spread at random. */
const touched = (processes: number): number => processes * (1 - (1 - 1 / processes) ** ASSUMED.roomSize);

export const peoplePerProcess = (model: Model): number =>
  Math.floor(Math.min(ASSUMED.descriptors, (ASSUMED.load * 1e6) / perPerson(model)));

export function needsOf(model: Model, people: number): Needs {
  const messages = (people / ASSUMED.secondsPerMessage) * ASSUMED.peak;
  const hubCores = (people * perPerson(model)) / 1e6;
  // One more than needed: any of them may be lost.
  const processes = Math.ceil(people / peoplePerProcess(model)) + 1;
  const reads = messages * (touched(processes) - 1);
  const pgUs = people * model.idle.usPg + messages * model.commit.usPg + reads * model.read.usPg;
  return {
    people,
    messages,
    deliveries: messages * ASSUMED.roomSize,
    hubCores,
    processes,
    memoryGib: (people * model.memory.kib) / 2 ** 20 + (processes * model.memory.baseMib) / 1024,
    pgCores: pgUs / 1e6,
    reads,
    redis: messages * processes,
    returning: people / processes / (processes - 1) / ASSUMED.backInSeconds,
  };
}

/** The greatest number of people (to three digits) for which `holds` is true, up to a hundred million. */
export function breaksAt(holds: (people: number) => boolean): number {
  let [low, high] = [1, 1e8];
  if (holds(high)) return Infinity;
  while (high - low > low / 1_000) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const whole = (value: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(value);
const some = (value: number): string => (value < 10 ? value.toFixed(1) : whole(value));
const rounded = (people: number): string =>
  people === Infinity ? 'not by itself' : whole(Number(people.toPrecision(2)));

/** Layer by layer: [what, at 10,000, at 100,000, where it breaks]. */
export function layers(model: Model): string[][] {
  const [ten, hundred] = [needsOf(model, 10_000), needsOf(model, 100_000)];
  const both = (say: (needs: Needs) => string): string[] => [say(ten), say(hundred)];
  const limit = ASSUMED.pgCores * ASSUMED.pgLoad;
  const connects = 1e6 / model.connect.us;
  const pg = rounded(breaksAt((people) => needsOf(model, people).pgCores <= limit));
  const redis = rounded(breaksAt((people) => needsOf(model, people).redis <= ASSUMED.redisPerSecond));
  return [
    ['messages stored a second, at the peak', ...both(({ messages }) => whole(messages)), 'see PostgreSQL'],
    [
      'deliveries a second, one message a frame',
      ...both(({ deliveries }) => whole(deliveries)),
      'see hub processes; coalescing is the reserve',
    ],
    [
      'hub CPU, cores',
      ...both(({ hubCores }) => some(hubCores)),
      `one process at half a core: ${whole(peoplePerProcess(model))} people`,
    ],
    [
      'hub processes, one to spare',
      ...both(({ processes }) => whole(processes)),
      'not by itself: they share nothing but PostgreSQL and Redis',
    ],
    ['memory of all of them, GiB', ...both(({ memoryGib }) => some(memoryGib)), 'not by itself'],
    [
      'PostgreSQL, cores (visits, commits, reads of other nodes)',
      ...both(({ pgCores }) => some(pgCores)),
      `${pg} people on ${ASSUMED.pgCores} cores at ${ASSUMED.pgLoad * 100} %`,
    ],
    [
      'of these, reads of nodes that hear of a message, a second',
      ...both(({ reads }) => whole(reads)),
      'grows with messages × nodes of a room: rooms kept on few nodes take it away',
    ],
    [
      'heads through Redis a second (every node hears of every message)',
      ...both(({ redis }) => whole(redis)),
      `${redis} people on one Redis`,
    ],
    [
      `connects a second and process when one is lost (${ASSUMED.backInSeconds} s)`,
      ...both(({ returning }) => whole(returning)),
      `${whole(connects)} a second keep a whole core busy`,
    ],
  ];
}

/** The table of docs/scale.md. */
export function scaleTable(model: Model): string {
  const rows = [
    ['', '10,000 people', '100,000 people', 'where it breaks'],
    ['---', '---', '---', '---'],
    ...layers(model),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Below this the page calls a line a poor one. */
export const LINEAR = 0.98;

/** The measured coefficients, as docs/scale.md shows them. */
export function coefficientTable(model: Model): string {
  const sizes = ({ points }: Coefficient): string => points.map(([size]) => whole(size)).join(', ');
  const row = (name: string, one: Coefficient, hub: string, pg: string): string =>
    `| ${name} | ${hub} | ${pg} | ${sizes(one)} | ${one.r2.toFixed(3)}${one.r2 < LINEAR ? ', a poor line' : ''} |`;
  const us = (one: Coefficient): [string, string] => [`${some(one.us)} µs`, `${some(one.usPg)} µs`];
  return [
    '| one more … | hub | PostgreSQL | measured at | R² |',
    '| --- | --- | --- | --- | --- |',
    row('person who connects, authenticates and opens a room', model.connect, ...us(model.connect)),
    row('open connection, a second', model.idle, ...us(model.idle)),
    row('message to one follower, alone in its frame', model.delivery, `${some(model.delivery.us)} µs`, '–'),
    row('message stored and acknowledged', model.commit, ...us(model.commit)),
    row('read of a stream by another node', model.read, '–', `${some(model.read.usPg)} µs`),
    row('open connection, in memory', model.memory, `${some(model.memory.kib)} KiB`, '–'),
  ].join('\n');
}
