import { Bone } from '../../../components/ui/skeleton.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { roomWords } from './room.words.js';
import css from './room-skeleton.module.css';

/** Widths of the words, so that it looks like people talking and not like a form. */
const MESSAGES = [
  ['9rem', '72%'],
  ['6rem', '48%', '30%'],
  ['11rem', '64%'],
  ['8rem', '80%', '52%'],
] as const;

/** The room before it is there: its head, its table, somebody's words. */
export function RoomSkeleton() {
  const t = useT(roomWords);
  return (
    <div className={css.room} aria-busy>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <div className={css.head}>
        <Bone width="min(16rem, 60%)" height="1.25rem" />
        <Bone width="7rem" height="0.8rem" />
      </div>
      <div className={css.table} aria-hidden />
      {MESSAGES.map(([name, ...lines]) => (
        <div key={name} className={css.message}>
          <Bone width="36px" height="36px" round />
          <div className={css.words}>
            <Bone width={name} height="0.9rem" />
            {lines.map((width) => (
              <Bone key={width} width={width} height="0.9rem" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
