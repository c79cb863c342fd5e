import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../components/ui/error-state.js';
import { Skeleton } from '../../components/ui/skeleton.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useT } from '../../lib/i18n/use-t.js';
import { adminWords } from './admin.words.js';
import { RegistrationForm } from './hub/registration-form.js';
import { roomCreatorsQuery } from './api/room-creators.js';
import { RoomCreatorsForm } from './room-creators-form.js';
import css from './pages/admin-page.module.css';

/** What holds for the whole community. */
export function CommunitySettings() {
  const t = useT(adminWords);
  const { sentence } = useSentence();
  const creators = useQuery(roomCreatorsQuery());
  return (
    <div className={css.sections}>
      <RegistrationForm />
      <section aria-labelledby="creators" className={css.setting}>
        <div>
          <h2 id="creators">{t('creators.title')}</h2>
          <p className={css.quiet}>{t('creators.lead')}</p>
        </div>
        {creators.isPending ? <Skeleton lines={5} /> : null}
        {creators.isError && !creators.data ? (
          <ErrorState
            text={sentence(creators.error)}
            onRetry={() => void creators.refetch()}
            retrying={creators.isFetching}
          />
        ) : null}
        {creators.data ? <RoomCreatorsForm saved={creators.data} /> : null}
      </section>
    </div>
  );
}
