import { Bone, Skeleton } from '../components/ui/skeleton.js';
import css from './page.module.css';

/** While a page and its first data are on their way; shown only when they take longer than a blink. */
export function PendingPage() {
  return (
    <main id="content" tabIndex={-1} className={css.page}>
      <Skeleton>
        <Bone width="40%" height="2rem" />
        <Bone />
        <Bone width="85%" />
        <Bone width="60%" />
      </Skeleton>
    </main>
  );
}
