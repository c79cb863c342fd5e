import type { LineQuality } from '@contract/stage.contract.js';

/** What a connection of the browser has counted so far. */
export interface Counted {
  readonly lost: number;
  readonly received: number;
  /** Packets of the pictures that were waited for. */
  readonly pictures: number;
  /** Bytes that went out, and when they were counted, in milliseconds. */
  readonly bytes: number;
  readonly at: number;
}
export const NOTHING_COUNTED: Counted = { lost: 0, received: 0, pictures: 0, bytes: 0, at: 0 };
/** How the line was between two counts. */
export interface Line {
  /** Part of the packets that got lost on the way in and on the way out: 0 … 1. */
  readonly lossIn: number;
  readonly lossOut: number;
  /** Milliseconds there and back. */
  readonly rtt: number | null;
  /** What the way out carries, in bits per second; null while so little is sent that nobody can tell. */
  readonly outgoing: number | null;
  /** Pictures that came once are waited for and nothing of any comes: the hub sends no more of them than it believes the line to carry. */
  readonly starved: boolean;
}

interface Stat {
  readonly type: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
  readonly bytesSent?: number;
  readonly trackIdentifier?: string;
}
type Report = Iterable<Stat>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const most = (numbers: readonly (number | undefined)[]): number | null => {
  const known = numbers.filter((one) => one !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
};

/** An estimate says something about the line when what is sent fills this much of it. */
const FILLED = 0.6;

interface Looked {
  readonly sent: Report;
  readonly received: Report;
  /** Ids of the pictures' tracks that ought to come. */
  readonly awaited: ReadonlySet<string>;
  readonly at: number;
}

/** The line since `before`, from the statistics of the sending and the receiving connection at a moment. */
export function lineOf(before: Counted, { sent, received, awaited, at }: Looked): { line: Line; counted: Counted } {
  const [out, inwards] = [[...sent], [...received]];
  const inbound = inwards.filter(({ type }) => type === 'inbound-rtp');
  const pairs = (stats: readonly Stat[]) =>
    stats.filter(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded');
  const counted: Counted = {
    lost: sum(inbound.map(({ packetsLost = 0 }) => packetsLost)),
    received: sum(inbound.map(({ packetsReceived = 0 }) => packetsReceived)),
    pictures: sum(
      inbound.map(({ trackIdentifier = '', packetsReceived = 0 }) =>
        awaited.has(trackIdentifier) ? packetsReceived : 0,
      ),
    ),
    bytes: sum(pairs(out).map(({ bytesSent = 0 }) => bytesSent)),
    at,
  };
  // A track that ended takes its numbers along: less than nothing is nothing.
  const lost = Math.max(0, counted.lost - before.lost);
  const came = Math.max(0, counted.received - before.received);
  const reported = out.filter(({ type }) => type === 'remote-inbound-rtp');
  const there = most(reported.map(({ fractionLost }) => fractionLost));
  // Firefox tells the way there and back only of what it sends.
  const rtt =
    most(pairs([...out, ...inwards]).map(({ currentRoundTripTime }) => currentRoundTripTime)) ??
    most(reported.map(({ roundTripTime }) => roundTripTime));
  const estimate = most(pairs(out).map(({ availableOutgoingBitrate }) => availableOutgoingBitrate));
  const rate = ((counted.bytes - before.bytes) * 8000) / Math.max(1, at - before.at);
  return {
    line: {
      lossIn: lost + came > 0 ? lost / (lost + came) : 0,
      lossOut: there ?? 0,
      rtt: rtt === null ? null : rtt * 1000,
      outgoing: estimate !== null && rate >= estimate * FILLED ? estimate : null,
      starved: counted.pictures > 0 && counted.pictures === before.pictures,
    },
    counted,
  };
}

export function qualityOf({ lossIn, lossOut, rtt }: Pick<Line, 'lossIn' | 'lossOut' | 'rtt'>): LineQuality {
  const loss = Math.max(lossIn, lossOut);
  const way = rtt ?? 0;
  if (loss < 0.03 && way < 200) return 'good';
  return loss < 0.1 && way < 500 ? 'fair' : 'poor';
}

/** Heard so often in a row before it is said: one bad second is no bad line. */
const IN_A_ROW = 3;

/** What is worth saying of the line: the quality that has lasted. */
export function steadyQuality(
  last: readonly LineQuality[],
  said: LineQuality | null,
): { last: readonly LineQuality[]; quality: LineQuality | null } {
  const recent = last.slice(-IN_A_ROW);
  const [first] = recent;
  const lasts = recent.length === IN_A_ROW && recent.every((one) => one === first);
  return { last: recent, quality: lasts && first ? first : said };
}
