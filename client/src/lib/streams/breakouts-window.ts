import type { BreakoutsPart, BreakoutsView } from '@contract/breakouts.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';

/** The breakouts that are open from this room; in a breakout itself, where it belongs. */
export interface BreakoutsWindow {
  readonly breakouts: BreakoutsPart;
  /** Whether the viewer waited for help when this was read; what comes later comes by their own stream. */
  readonly askedHelp: boolean;
}

export function applyToBreakouts({ breakouts, askedHelp }: BreakoutsWindow, event: LiveEvent): BreakoutsWindow {
  if (event.type === 'breakouts.opened')
    return { breakouts: { ...breakouts, open: event.payload.breakouts }, askedHelp: false };
  if (!event.type.startsWith('breakouts.')) return { breakouts, askedHelp };
  const { open } = breakouts;
  if (!open || !('breakoutsId' in event.payload) || event.payload.breakoutsId !== open.id || open.touched >= event.seq)
    return { breakouts, askedHelp };
  const next = nextOf(open, event);
  return { breakouts: { ...breakouts, open: next && { ...next, touched: event.seq } }, askedHelp };
}

function nextOf(open: BreakoutsView, event: LiveEvent): BreakoutsView | null {
  if (event.type === 'breakouts.closed') return null;
  if (event.type === 'breakouts.time-changed') return { ...open, endsAt: event.payload.endsAt };
  if (event.type !== 'breakouts.person-moved') return open;
  const { personId, to } = event.payload;
  const rooms = open.rooms.map((room) => {
    const others = room.people.filter((id) => id !== personId);
    return { ...room, people: room.id === to ? [...others, personId].sort() : others };
  });
  return { ...open, rooms };
}

/** The breakout in which somebody has a seat. */
export const seatIn = (open: BreakoutsView | null, personId: string) =>
  open?.rooms.find(({ people }) => people.includes(personId)) ?? null;
