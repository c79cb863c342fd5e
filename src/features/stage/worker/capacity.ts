import type { VideoCapacity } from '../../../contract/stage-admin.contract.js';

/** What people send and receive in a meeting with every camera on, in packets a second; explained in docs/capacity.md. */
const CAMERA_UP = 185;
const TILE = { packets: 45, kbits: 200 };
const SPEECH = { packets: 50, kbits: 40 };
/** Microphones that are open at a time, of which so many are heard; the silence of the others is a packet now and then. */
const OPEN_MICROPHONES = 3;
const HEARD = 2;
const SILENCE = 2.5;
/** Of a core: the rest is for the hub itself, its database, and the moment in which everybody's picture is asked for anew. */
const SHARE = 0.6;
/** What everybody sees at once. */
export const TILES = 9;
const CLASS = 25;
const MOST = 500;

/** Packets a second that one worker has to take and to give for a meeting of so many. */
export function packetsOf(people: number): number {
  return people * (CAMERA_UP + TILE.packets * tilesOf(people)) + audioOf(people);
}

/** What a machine carries whose workers forward so many packets in a second of a core. */
export function capacityOf({ packets, at }: { packets: number; at: string }, workers: number): VideoCapacity {
  const budget = packets * SHARE;
  let largest = 0;
  while (largest < MOST && packetsOf(largest + 1) <= budget) largest += 1;
  const classes = Math.floor(budget / packetsOf(CLASS)) * workers;
  return {
    packets: Math.round(packets),
    workers,
    tiles: TILES,
    measuredAt: at,
    many: classes > 0 ? { rooms: classes, people: CLASS, mbits: classes * mbitsOf(CLASS) } : null,
    // A meeting is carried by one worker: more cores make more of them, not a larger one.
    largest: { rooms: 1, people: largest, mbits: mbitsOf(largest) },
  };
}

const tilesOf = (people: number): number => Math.min(TILES, Math.max(0, people - 1));

function audioOf(people: number): number {
  const up = HEARD * SPEECH.packets + (OPEN_MICROPHONES - HEARD) * SILENCE;
  return up + people * up;
}

/** What goes out to them, in Mbit/s. */
function mbitsOf(people: number): number {
  return Math.ceil((people * (tilesOf(people) * TILE.kbits + HEARD * SPEECH.kbits)) / 1000);
}
