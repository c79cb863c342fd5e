import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { auditDeed, type AuditDeed, type AuditEntry } from '@contract/audit.contract.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { Select } from '../../../components/ui/select.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { download } from '../../../lib/api/download.js';
import { pathWith } from '../../../lib/api/call.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { AUDIT_TABLE, auditQuery } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

type Dashed<D> = D extends `${infer A}.${infer B}` ? `${A}-${B}` : never;
/** Dots part the keys of words. */
const dashed = <D extends AuditDeed>(deed: D): Dashed<D> => deed.replace('.', '-') as Dashed<D>;

/** What was decided by virtue of a role, the newest first. */
export function AuditTab() {
  const t = useT(hubWords);
  const { sentence, fail } = useSentence();
  const [deed, setDeed] = useState<AuditDeed | 'all'>('all');
  const asked = deed === 'all' ? undefined : deed;
  const audit = useInfiniteQuery(auditQuery(asked));
  const save = () => void download(pathWith(AUDIT_TABLE, { deed: asked }), 'audit.csv', 'text/csv').catch(fail);
  const options = auditDeed.options.map((value) => ({ value, label: t(`audit.deeds.${dashed(value)}`) }));
  return (
    <section aria-labelledby="audit" className={css.setting}>
      <div>
        <h2 id="audit">{t('audit.title')}</h2>
        <p className={css.quiet}>{t('audit.lead')}</p>
      </div>
      <div className={css.filters}>
        <Select<AuditDeed | 'all'>
          label={t('audit.deed')}
          options={[{ value: 'all', label: t('audit.all') }, ...options]}
          value={deed}
          onChange={setDeed}
        />
        <div>
          <Button icon={<IconDownload size={20} stroke={1.6} />} onClick={save}>
            {t('audit.csv')}
          </Button>
        </div>
      </div>
      {audit.isPending ? <Skeleton lines={6} /> : null}
      {audit.isError && !audit.data ? (
        <ErrorState text={sentence(audit.error)} onRetry={() => void audit.refetch()} retrying={audit.isFetching} />
      ) : null}
      {audit.data?.length === 0 ? <EmptyState title={t('audit.noneTitle')} text={t('audit.noneText')} /> : null}
      <ul role="list" className={css.list}>
        {audit.data?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {audit.hasNextPage ? (
        <div>
          <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Entry({ entry: { by, deed, person, room, details, at } }: { entry: AuditEntry }) {
  const t = useT(hubWords);
  const said = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
  return (
    <li className={css.row}>
      {by ? <Face person={by} size={36} /> : null}
      <span className={css.words}>
        {t('audit.who', { by: by?.name ?? t('audit.hub'), deed: t(`audit.deeds.${dashed(deed)}`) })}
        {person ? <span className={css.quiet}>{t('audit.whom', { name: person.name })}</span> : null}
        {room ? (
          <span className={css.quiet}>
            {room.title === null ? (
              t('audit.where', { room: t('audit.directRoom') })
            ) : (
              <>
                <Link to="/rooms/$roomId" params={{ roomId: room.id }}>
                  {t('audit.where', { room: room.title })}
                </Link>
                {' · '}
                <Link to="/rooms/$roomId/reports" params={{ roomId: room.id }} hash="decisions">
                  {t('audit.decisions')}
                </Link>
              </>
            )}
          </span>
        ) : null}
        {said.length > 0 ? (
          <span className={css.quiet} translate="no">
            <code>{said.join(' · ')}</code>
          </span>
        ) : null}
      </span>
      <span className={css.quiet}>
        <Time at={at} />
      </span>
    </li>
  );
}
