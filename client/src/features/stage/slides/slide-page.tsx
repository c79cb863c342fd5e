import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useSize } from '../live/use-size.js';
import type { PdfPages } from './pdf-pages.js';
import { slidesWords } from './slides.words.js';
import css from './slides.module.css';

interface SlidePageProps {
  pages: PdfPages;
  page: number;
}

/** One page: a picture as large as its place, and the same in words for whoever does not see it. */
export function SlidePage({ pages, page }: SlidePageProps) {
  const t = useT(slidesWords);
  const [place, { width, height }] = useSize<HTMLDivElement>();
  const paper = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState<number | null>(null);
  const [words, setWords] = useState<{ page: number; text: string; language: string | undefined } | null>(null);
  useEffect(() => {
    if (width === 0 || height === 0) return undefined;
    const stop = new AbortController();
    pages.draw(page, { width, height }, stop.signal).then(
      (canvas) => {
        if (stop.signal.aborted) return;
        canvas.dataset['page'] = String(page);
        paper.current?.replaceChildren(canvas);
        setFailed(null);
      },
      () => {
        if (!stop.signal.aborted) setFailed(page);
      },
    );
    return () => stop.abort();
  }, [pages, page, width, height]);
  useEffect(() => {
    let wanted = true;
    pages.words(page).then(
      (read) => wanted && setWords({ page, ...read }),
      () => wanted && setWords({ page, text: '', language: undefined }),
    );
    return () => {
      wanted = false;
    };
  }, [pages, page]);
  return (
    <div ref={place} className={css.place}>
      <div ref={paper} className={css.paper} hidden={failed === page} aria-hidden />
      {failed === page ? <p className={css.words}>{t('trouble.page')}</p> : null}
      {words?.page === page ? (
        <VisuallyHidden lang={words.text ? words.language : undefined}>{words.text || t('noText')}</VisuallyHidden>
      ) : null}
    </div>
  );
}
