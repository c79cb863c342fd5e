import { Skeleton } from '../../../components/ui/skeleton.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { roomWords } from './room.words.js';
import css from './room-page.module.css';

export function RoomSkeleton() {
  const t = useT(roomWords);
  return (
    <div className={css.skeleton} aria-busy>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <Skeleton lines={2} />
      <Skeleton lines={4} />
      <Skeleton lines={3} />
      <Skeleton lines={4} />
    </div>
  );
}
