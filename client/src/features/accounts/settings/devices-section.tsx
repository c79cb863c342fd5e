import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { devicesQuery, signOutDevice, signOutOthers } from '../api/devices.js';
import { settingsWords } from '../settings.words.js';
import { LeaveButtons } from './leave-buttons.js';
import css from './section.module.css';
import { Section } from './section.js';

export function DevicesSection() {
  const t = useT(settingsWords);
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const devices = useQuery(devicesQuery());
  const others = devices.data?.filter(({ current }) => !current) ?? [];

  async function signOut(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      toast({ text: t('devices.signedOut'), tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
    await queries.invalidateQueries(devicesQuery());
  }

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
          <li key={id} className={css.entry}>
            <span className={css.device}>
              <span>
                {agent || t('devices.unknown')} {current ? <Badge hue="olive">{t('devices.here')}</Badge> : null}
              </span>
              <span className={css.quiet}>
                {t('devices.since')} <Time at={createdAt} /> · {t('devices.seen')} <Time at={lastSeenAt} />
              </span>
            </span>
            {current ? null : (
              <Button
                size="s"
                aria-label={t('devices.signOutOne', { device: agent || t('devices.unknown') })}
                onClick={() => void signOut(() => signOutDevice(id))}
              >
                {t('devices.signOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 ? (
        <div className={css.row}>
          <Button onClick={() => void signOut(signOutOthers)}>{t('devices.signOutOthers')}</Button>
        </div>
      ) : null}
      <LeaveButtons />
    </Section>
  );
}
