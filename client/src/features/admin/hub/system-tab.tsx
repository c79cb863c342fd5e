import { useQuery } from '@tanstack/react-query';
import type { SystemState } from '@contract/admin.contract.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { systemQuery } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';
import { namedParts, ParkedEvents } from './parked-events.js';
import { VideoCard } from './video-card.js';

/** How the machine is, what waits, and what could not be processed. */
export function SystemTab() {
  const { sentence } = useSentence();
  const system = useQuery(systemQuery());
  if (system.isPending) return <Skeleton lines={8} />;
  if (!system.data)
    return (
      <ErrorState text={sentence(system.error)} onRetry={() => void system.refetch()} retrying={system.isFetching} />
    );
  return (
    <div className={css.sections}>
      <Machine state={system.data} />
      <VideoCard />
      <Queues jobs={system.data.jobs} />
      <ParkedEvents parked={system.data.parked} />
    </div>
  );
}

function Machine({ state }: { state: SystemState }) {
  const t = useT(hubWords);
  const language = useLanguage();
  const size = (bytes: number): string => formatBytes(bytes, language);
  const { version, node, startedAt, lateMs, memory, disk, database, uploads, lastBackup } = state;
  return (
    <section aria-labelledby="machine" className={css.setting}>
      <h2 id="machine">{t('system.title')}</h2>
      {disk?.full ? <p role="alert">{t('system.full')}</p> : null}
      <dl className={css.facts}>
        <dt>{t('system.version')}</dt>
        <dd>{t('system.on', { version, node })}</dd>
        <dt>{t('system.started')}</dt>
        <dd>
          <Time at={startedAt} as="appointment" />
        </dd>
        <dt>{t('system.late')}</dt>
        <dd>{t('system.ms', { count: lateMs })}</dd>
        <dt>{t('system.memory')}</dt>
        <dd>{size(memory)}</dd>
        {disk ? (
          <>
            <dt>{t('system.disk')}</dt>
            <dd>{t('system.free', { free: size(disk.free), total: size(disk.total) })}</dd>
          </>
        ) : null}
        <dt>{t('system.database')}</dt>
        <dd>
          {t(database.embedded ? 'system.embedded' : 'system.own', {
            size: size(database.bytes),
            version: database.version,
          })}
        </dd>
        <dt>{t('system.uploads')}</dt>
        <dd>
          {t(uploads.place === 'disk' ? 'system.inDisk' : 'system.inBucket', {
            count: uploads.files,
            size: size(uploads.bytes),
          })}
        </dd>
        <dt>{t('system.backup')}</dt>
        <dd>
          {lastBackup ? (
            <>
              <Time at={lastBackup.at} as="appointment" /> ({size(lastBackup.bytes)})
            </>
          ) : (
            t('system.noBackup')
          )}
        </dd>
      </dl>
      <div>
        <ButtonLink to="/services">{t('services.see')}</ButtonLink>
      </div>
    </section>
  );
}

function Queues({ jobs }: { jobs: SystemState['jobs'] }) {
  const t = useT(hubWords);
  return (
    <section aria-labelledby="queues" className={css.setting}>
      <div>
        <h2 id="queues">{t('system.jobsTitle')}</h2>
        {jobs.length === 0 ? <p className={css.quiet}>{t('system.noJobs')}</p> : null}
      </div>
      <ul role="list" className={css.list}>
        {jobs.map(({ task, waiting, failing, givenUp, oldest }) => (
          <li key={task} className={css.row}>
            <span className={css.words}>
              <span translate="no">{namedParts(task)}</span>
              <span className={css.quiet}>
                {t('system.job', { waiting, failing, givenUp })} · {t('system.oldest')} <Time at={oldest} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
