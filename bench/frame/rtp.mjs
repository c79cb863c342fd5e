// Packets as browsers send them, by their number, pace and size: a camera in three sizes and a voice.
import { createSocket } from 'node:dgram';
import { gauge } from './gauge.mjs';

export const ROUND_MS = 10;
const PICTURES = 1_000;
export const VOICES = 900_000;
/** Packets a second and bytes of each: about 100, 350 and 1,000 kbit/s (docs/capacity.md). */
const LAYERS = [
  { perSecond: 30, bytes: 420 },
  { perSecond: 45, bytes: 970 },
  { perSecond: 110, bytes: 1_140 },
];
const VOICE = { perSecond: 50, bytes: 100 };
/** A whole picture so often, so that whoever begins to look sees something. */
const KEY_EVERY = 15;

export const layersOf = (person) =>
  LAYERS.map((layer, at) => ({ ...layer, ssrc: PICTURES + person * 10 + at, type: 101, clock: 90_000 }));
export const voiceOf = (person) => ({ ...VOICE, ssrc: VOICES + person, type: 100, clock: 48_000 });

export function packet({ ssrc, type, bytes, clock, perSecond }, number) {
  const made = Buffer.alloc(bytes);
  made.set([0x80, 0x80 | type]);
  made.writeUInt16BE(number & 0xffff, 2);
  made.writeUInt32BE(Math.round((number * clock) / perSecond) >>> 0, 4);
  made.writeUInt32BE(ssrc, 8);
  // VP8: a picture begins, and its first bit says whether it is whole.
  if (type === 101) made.set([0x10, number % KEY_EVERY === 0 ? 0x00 : 0x01], 12);
  return made;
}

let stop = null;
/** Sends what these people send to their ports, until `quiet`. `people`: [{ person, port, speaks }]. */
export function loud(people) {
  const socketOf = () => createSocket('udp4');
  const tracks = people.flatMap(({ person, port, speaks }) => {
    const socket = socketOf();
    return [...layersOf(person), ...(speaks ? [voiceOf(person)] : [])].map((track) => ({
      track,
      socket,
      port,
      sent: 0,
    }));
  });
  const measured = gauge();
  const began = performance.now();
  const timer = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    for (const one of tracks)
      for (const due = seconds * one.track.perSecond; one.sent < due; one.sent += 1)
        one.socket.send(packet(one.track, one.sent), one.port, '127.0.0.1');
  }, ROUND_MS);
  stop = () => {
    clearInterval(timer);
    for (const socket of new Set(tracks.map(({ socket }) => socket))) socket.close();
    return measured();
  };
}
export const quiet = () => stop();
