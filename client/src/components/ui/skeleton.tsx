import type { ReactNode } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { classes } from './classes.js';
import { VisuallyHidden } from './visually-hidden.js';
import css from './skeleton.module.css';

/** One grey stroke in the shape of what is coming. Sizes are CSS lengths. */
export function Bone({ width = '100%', height = '1em', round }: { width?: string; height?: string; round?: boolean }) {
  return <span aria-hidden className={classes(css.bone, round && css.round)} style={{ width, height }} />;
}

/** Says "loading" once for screen readers; bones inside are silent. Without children: `lines` lines of text. */
export function Skeleton({ lines = 3, children }: { lines?: number; children?: ReactNode }) {
  const t = useT(commonWords);
  return (
    <div role="status" aria-busy="true" className={css.group}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {children ??
        Array.from({ length: lines }, (_, line) => <Bone key={line} width={line === lines - 1 ? '60%' : '100%'} />)}
    </div>
  );
}
