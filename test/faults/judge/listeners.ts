import type { Rule } from '../judge.js';
import { wrong } from './facts.js';

/** A projector has applied every event exactly once, whatever it was that interrupted it. */
export const listeners: Rule = ({ tables, history }) => {
  if (tables.projected === undefined) return [];
  const rooms = new Set(history.rooms.map(({ id }) => `room:${id}`));
  const times = new Map<number, number>();
  for (const position of tables.projected) times.set(position, (times.get(position) ?? 0) + 1);
  return tables.events.flatMap(({ position, stream, seq, type }) => {
    if (!rooms.has(stream) || type !== 'chat.message-posted') return [];
    const often = times.get(position) ?? 0;
    if (often === 1) return [];
    return often === 0
      ? [wrong('loss', `The listener has skipped seq ${seq} of ${stream} (position ${position}).`)]
      : [wrong('duplicate', `The listener has applied seq ${seq} of ${stream} ${often} times (position ${position}).`)];
  });
};
