import { useQuery } from '@tanstack/react-query';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Badge } from '../../../components/ui/badge.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { servicesQuery } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

/** What leaves the hub, for anybody who wants to know. */
export function ServicesPage() {
  const t = useT(hubWords);
  const { sentence } = useSentence();
  const services = useQuery(servicesQuery());
  return (
    <OutsideFrame title={t('services.title')} lead={t('services.lead')}>
      {services.isPending ? <Skeleton lines={8} /> : null}
      {services.isError && !services.data ? (
        <ErrorState
          text={sentence(services.error)}
          onRetry={() => void services.refetch()}
          retrying={services.isFetching}
        />
      ) : null}
      <ul role="list" className={css.list}>
        {services.data?.services.map(({ service, used, names }) => (
          <li key={service} className={css.row}>
            <span className={css.words}>
              {t(`services.names.${service}`)}
              <span className={css.quiet}>{t(`services.gets.${service}`)}</span>
              {used && names.length > 0 ? (
                <span className={css.quiet}>{t('services.with', { names: names.join(', ') })}</span>
              ) : null}
            </span>
            <Badge {...(used ? { hue: 'saffron' as const } : {})}>
              {t(used ? 'services.used' : 'services.unused')}
            </Badge>
          </li>
        ))}
      </ul>
      <p>{t('services.nothing')}</p>
    </OutsideFrame>
  );
}
