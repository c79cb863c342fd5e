import { remember, remembered } from '../theme/device-memory.js';

/**
 * Whether somebody was signed in here last time. Only a hint that decides what is shown first (landing or home)
 * without waiting for the hub; what one may do is always the hub's answer.
 */
const KEY = 'tertulia.signed-in';

/** A window that was opened as a demo person keeps that person for itself, beside whoever is signed in in the browser. */
const DEMO_KEY = 'tertulia.demo-person';

export const readDemoPerson = (): string | null => window.sessionStorage.getItem(DEMO_KEY);

export function writeDemoPerson(personId: string | null): void {
  if (personId === null) window.sessionStorage.removeItem(DEMO_KEY);
  else window.sessionStorage.setItem(DEMO_KEY, personId);
}

export const readSessionHint = (): boolean => readDemoPerson() !== null || remembered(KEY) === 'yes';
export const writeSessionHint = (signedIn: boolean): void => remember(KEY, signedIn ? 'yes' : null);
