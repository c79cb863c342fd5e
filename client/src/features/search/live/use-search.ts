import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RoomCard } from '@contract/rooms.contract.js';
import type { SearchAnswer, SearchGroup } from '@contract/search.contract.js';
import { useMe } from '../../../app/me.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useT, type Translate } from '../../../lib/i18n/use-t.js';
import type { KeyOf } from '../../../lib/i18n/words.js';
import { myRoomsQuery } from '../../rooms/api/my-rooms.js';
import { cardName } from '../../rooms/room-name.js';
import { moreOf, searchOf } from '../api/search.js';
import type { words as spanish } from '../search.es.js';
import { searchWords } from '../search.words.js';
import { sectionsBefore, sectionsOf, withMore, type Section } from './entries.js';
import { forgetSearches, keepSearch, recentSearches } from './recent-searches.js';
import { suggest, type Operators } from './suggest.js';

/** Long enough for the next letter of somebody who writes. */
const PAUSE_MS = 180;
const MINE = 4;

interface Search {
  readonly sections: readonly Section[];
  /** What is said in the box, and what only a screen reader hears. */
  readonly said: string | null;
  readonly whispered: string;
  /** Nothing is typed yet. */
  readonly recent: boolean;
  more(group: SearchGroup, after: string): void;
  /** What led somewhere is remembered on this device. */
  keep(): void;
  forget(): void;
}

/** What the box shows for what is typed in it. */
export function useSearch(text: string): Search {
  const t = useT(searchWords);
  const me = useMe()?.id ?? '';
  const timeZone = useTimeZone();
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const [recent, setRecent] = useState(() => recentSearches(me));
  const q = usePaused(text.trim());
  const asked = { q, timeZone };
  const query = useQuery(searchOf(asked));
  const rooms = useQuery(myRoomsQuery()).data ?? [];
  const suggestions = suggest(text, operatorsIn(t, rooms));
  const empty = text.trim() === '';
  const current = empty || q === '' ? undefined : query.data;
  const sections = empty
    ? sectionsBefore(recent, suggestions)
    : sectionsOf(current, mineCalled(rooms, text), suggestions);
  const count = sections.reduce((sum, { entries }) => sum + entries.filter(({ kind }) => kind !== 'more').length, 0);
  const waiting = !empty && (query.isFetching || q !== text.trim());
  return {
    sections,
    said: saidOf(),
    whispered: empty ? '' : waiting ? t('searching') : t('found', { count }),
    recent: empty,
    more: (group, after) => {
      moreOf(asked, group, after).then(
        (more) =>
          queries.setQueryData<SearchAnswer>(
            searchOf(asked).queryKey,
            (known) => known && withMore(known, group, more),
          ),
        fail,
      );
    },
    keep: () => {
      if (!empty) keepSearch(me, text.trim());
    },
    forget: () => {
      forgetSearches(me);
      setRecent([]);
    },
  };

  function saidOf(): string | null {
    if (empty || waiting) return sections.length === 0 && !empty ? t('searching') : null;
    if (query.isError) return sentence(query.error);
    return count === 0 ? `${t('nothing')}. ${t('nothingHint')}` : null;
  }
}

/** The text once its writer pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), text === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Rooms of one's own that are called so: known here already. */
function mineCalled(cards: readonly RoomCard[], text: string): RoomCard[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.some((word) => word.includes(':') || word.includes('"'))) return [];
  const called = cards.filter((card) => {
    const name = plain(cardName(card));
    return words.every((word) => name.includes(word));
  });
  return called.slice(0, MINE);
}

function operatorsIn(t: Translate<typeof spanish>, rooms: readonly RoomCard[]): Operators {
  const named = (['from', 'in', 'has', 'before', 'after'] as const).map((kind) => ({
    kind,
    text: t(`operators.${kind}`),
    hint: t(`operators.${kind}Hint` satisfies KeyOf<typeof spanish>),
  }));
  return {
    named,
    has: (['file', 'image', 'link', 'question'] as const).map((one) => t(`has.${one}`)),
    days: [t('days.today'), t('days.yesterday')],
    me: { text: t('me'), hint: t('meHint') },
    rooms: rooms.map(cardName),
  };
}
