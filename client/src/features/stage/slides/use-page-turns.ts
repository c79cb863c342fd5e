import { useEffect, useState } from 'react';
import type { Slides } from '@contract/stage.contract.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { PageTurner } from './page-turner.js';

export interface PageTurns {
  /** The one that is shown here. */
  readonly page: number;
  /** The one of whoever presents. */
  readonly shared: number;
  readonly following: boolean;
  readonly go: (page: number) => void;
  readonly follow: () => void;
  /** Takes everybody along to a page. */
  readonly turnForAll: (page: number) => void;
}

/** Which page is shown: that of whoever presents, or one of one's own until one goes back. Who presents turns it for everybody. */
export function usePageTurns(roomId: string, slides: Slides, me: string, count: number): PageTurns {
  const live = useLive();
  const { fail } = useSentence();
  const [turner] = useState(
    () => new PageTurner(slides.page, (page) => live.ask('stage:turn-page', { roomId, page }), fail),
  );
  useEffect(() => turner.heard(slides.page), [turner, slides.page]);
  useEffect(() => () => turner.close(), [turner]);
  const ahead = useStore(turner.ahead);
  const [own, setOwn] = useState<number | null>(null);
  const within = (page: number) => Math.min(count, Math.max(1, page));
  const presents = slides.presenterId === me;
  return {
    page: within((presents ? null : own) ?? ahead ?? slides.page),
    shared: within(ahead ?? slides.page),
    following: !presents && own === null,
    go: (page) => (presents ? turner.turn(within(page)) : setOwn(within(page))),
    follow: () => setOwn(null),
    turnForAll: (page) => {
      setOwn(null);
      turner.turn(page);
    },
  };
}
