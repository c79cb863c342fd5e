import { UnknownTimeZoneError } from './accounts.errors.js';

/** Throws for a name that this machine's calendar does not know. */
export function assertTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
  } catch (error) {
    if (error instanceof RangeError) throw new UnknownTimeZoneError();
    throw error;
  }
}
