import type { RingSignal } from '@contract/calls.contract.js';
import type { QuietHours } from '@contract/notifications.contract.js';
import { Store } from '../../../lib/session/store.js';
import type { Signals } from '../../../lib/streams/streams.js';

export interface Rung extends RingSignal {
  readonly roomId: string;
}

/** The direct room in which somebody has just accepted a call: its page opens the door of the stage. */
export const answering = new Store<string | null>(null);

/** Where this person is called, of the signals of their account; whoever called first is first. */
export function rungIn(signals: Signals): Rung[] {
  const rings = Object.entries(signals).flatMap(([key, value]) =>
    key.startsWith('call:') ? [{ ...(value as RingSignal), roomId: key.slice('call:'.length) }] : [],
  );
  return rings.sort((one, other) => (one.endsAt < other.endsAt ? -1 : 1));
}

/** Whether these are the quiet hours of a person, on the clocks of their zone. */
export function isQuiet(now: Date, quiet: QuietHours | null, timeZone: string | undefined): boolean {
  if (quiet === null) return false;
  const { from, until } = quiet;
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now);
  return from < until ? from <= wall && wall < until : from <= wall || wall < until;
}
