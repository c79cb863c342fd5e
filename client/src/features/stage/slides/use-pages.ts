import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { openSlides } from './open-slides.js';
import type { PdfPages } from './pdf-pages.js';
import { PdfError, type PdfTrouble } from './pdf-trouble.js';

export type Opened =
  | { readonly state: 'coming'; /** From 0 to 1. */ readonly part: number }
  | { readonly state: 'here'; readonly pages: PdfPages }
  | { readonly state: 'failed'; readonly trouble: PdfTrouble };

const NOTHING: Opened = { state: 'coming', part: 0 };

/** The pages of a file as long as they are shown, and how to try again where they could not be had. */
export function usePages(roomId: string, fileId: string): { opened: Opened; again: () => void } {
  const client = useQueryClient();
  const [opened, setOpened] = useState<Opened>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const show = (next: Opened) => {
      if (!signal.aborted) setOpened(next);
    };
    openSlides(client, { roomId, fileId }, { signal, onPart: (part) => show({ state: 'coming', part }) }).then(
      (pages) => {
        if (signal.aborted) pages.close();
        else show({ state: 'here', pages });
      },
      (failure: unknown) =>
        show({ state: 'failed', trouble: failure instanceof PdfError ? failure.trouble : 'broken' }),
    );
    return () => stop.abort();
  }, [client, roomId, fileId, attempt]);
  const again = useCallback(() => {
    setOpened(NOTHING);
    setAttempt((before) => before + 1);
  }, []);
  return { opened, again };
}
