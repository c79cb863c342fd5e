import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { decisionsQuery } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';
import { useUnmute } from './use-muted.js';

/** Who is muted now, and who decided what and why. */
export function DecisionsList({ roomId }: { roomId: string }) {
  const t = useT(orderWords);
  const { sentence } = useSentence();
  const found = useInfiniteQuery(decisionsQuery(roomId));
  const unmute = useUnmute(roomId);
  if (found.isPending) return <Skeleton lines={6} />;
  if (!found.data) return <ErrorState text={sentence(found.error)} onRetry={() => void found.refetch()} />;
  const muted = found.data.pages[0]?.muted ?? [];
  const decisions = found.data.pages.flatMap((page) => page.decisions);
  if (decisions.length === 0) return <EmptyState title={t('noDecisions.title')} text={t('noDecisions.text')} />;
  return (
    <>
      {muted.length > 0 ? (
        <section>
          <h2>{t('mutedNow')}</h2>
          <ul role="list" className={css.list}>
            {muted.map(({ person, until, reason }) => (
              <li key={person.id} className={css.report}>
                <div className={css.head}>
                  <strong>{person.name}</strong>
                  {until ? <Time at={until} as="appointment" /> : <span>{t('mutedForever')}</span>}
                </div>
                <p>{reason}</p>
                <div>
                  <Button size="s" onClick={() => unmute(person)}>
                    {t('unmute')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <ul role="list" className={css.list}>
        {decisions.map(({ id, action, person, by, reason, until, at }) => (
          <li key={id} className={css.report}>
            <div className={css.head}>
              <strong>
                {t(`decided.${action}`, { by: by?.name ?? t('somebody'), name: person?.name ?? t('somebody') })}
              </strong>
              <Time at={at} />
              {until ? <Time at={until} as="appointment" /> : null}
            </div>
            {reason ? <p>{reason}</p> : null}
          </li>
        ))}
      </ul>
      {found.hasNextPage ? <Button onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </>
  );
}
