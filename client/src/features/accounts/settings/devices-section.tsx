import { useQuery } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { devicesQuery } from '../api/devices.js';
import { settingsWords } from '../settings.words.js';
import { LeaveButtons } from './leave-buttons.js';
import css from './section.module.css';
import { Section } from './section.js';

export function DevicesSection() {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const devices = useQuery(devicesQuery());
  return (
    <Section title={t('devices.title')} lead={t('devices.lead')}>
      {devices.isPending ? <Skeleton lines={2} /> : null}
      {devices.isError ? (
        <ErrorState
          level={3}
          text={sentence(devices.error)}
          onRetry={() => void devices.refetch()}
          retrying={devices.isFetching}
        />
      ) : null}
      <ul role="list" className={css.devices}>
        {devices.data?.map(({ id, agent, current, createdAt, lastSeenAt }) => (
          <li key={id} className={css.device}>
            <span>
              {agent || t('devices.unknown')} {current ? <Badge hue="olive">{t('devices.here')}</Badge> : null}
            </span>
            <span className={css.quiet}>
              {t('devices.since')} <Time at={createdAt} /> · {t('devices.seen')} <Time at={lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
      <LeaveButtons />
    </Section>
  );
}
