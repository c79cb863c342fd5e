import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import type { PersonCard } from '@contract/words.js';
import { useLanguage } from '../../../lib/i18n/use-t.js';
import { complete, offersFor, unfinishedAt, type Offer, type Unfinished } from './completion.js';
import { loadEmoji, type NamedEmoji } from './emoji-names.js';

export interface Completion {
  readonly kind: Unfinished['kind'] | null;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  readonly point: (at: number) => void;
  readonly choose: (offer: Offer) => void;
  /** True: the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

const NONE: readonly NamedEmoji[] = [];

/** The list that opens while one types a name, an emoji or a command. The focus stays in the field. */
export function useCompletion(
  text: string,
  caret: number,
  people: readonly PersonCard[],
  onPut: (text: string, caret: number) => void,
  onLookFor?: (name: string) => void,
): Completion {
  const language = useLanguage();
  const [closed, setClosed] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const [emoji, setEmoji] = useState(NONE);
  const found = useMemo(() => unfinishedAt(text, caret), [text, caret]);
  const kind = found?.kind ?? null;
  const query = found?.query ?? '';
  // Put away with Esc it stays away until something else is begun.
  const place = found ? `${found.kind} ${found.from}` : null;
  const open = found !== null && place !== closed;
  const offers = useMemo(
    () => (found && open ? offersFor(found, people, emoji, language) : []),
    [found, open, people, emoji, language],
  );

  useEffect(() => setChosen(0), [kind, query]);
  useEffect(() => {
    if (place === null) setClosed(null);
  }, [place]);
  useEffect(() => {
    // Without a network nothing is offered; the next emoji asks again.
    if (kind === 'emoji' && emoji === NONE) loadEmoji().then(setEmoji, () => null);
  }, [kind, emoji, query]);
  useEffect(() => {
    if (kind === 'person' && query !== '') onLookFor?.(query);
  }, [kind, query, onLookFor]);

  const choose = (offer: Offer) => {
    if (!found) return;
    const next = complete(text, caret, found.from, offer);
    onPut(next.text, next.caret);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const offer = offers[Math.min(chosen, offers.length - 1)];
    if (!offer) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((at) => (at + step + offers.length) % offers.length);
    else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey)) choose(offer);
    else if (event.key === 'Escape') setClosed(place);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { kind, offers, chosen: Math.min(chosen, Math.max(0, offers.length - 1)), point: setChosen, choose, onKey };
}
