import type { PersonCard } from '@contract/words.js';
import { Store } from '../../../lib/session/store.js';

/** Whose card is open, and beside what. One at a time, wherever the click was. */
export const shownCard = new Store<{ person: PersonCard; anchor: Element } | null>(null);

export const showNameCard = (person: PersonCard, anchor: Element): void => shownCard.set({ person, anchor });
