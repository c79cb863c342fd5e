import { Card } from '../../../components/ui/card.js';
import { Bone, Skeleton } from '../../../components/ui/skeleton.js';
import css from './room-card-view.module.css';

export function RoomGridSkeleton({ cards = 6 }: { cards?: number }) {
  return (
    <Skeleton>
      <span className={css.grid}>
        {Array.from({ length: cards }, (_, place) => (
          <Card key={place} className={css.card}>
            <span className={css.head}>
              <Bone width="36px" height="36px" />
              <span className={css.words}>
                <Bone width="70%" />
                <Bone width="40%" height="0.8em" />
              </span>
            </span>
            <Bone />
            <Bone width="50%" />
          </Card>
        ))}
      </span>
    </Skeleton>
  );
}
