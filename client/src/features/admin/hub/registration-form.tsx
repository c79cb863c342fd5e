import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegistrationMode } from '@contract/admin.contract.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { registrationQuery, setRegistration } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

const MODES: readonly RegistrationMode[] = ['open', 'invite', 'closed'];

/** Who may make an account, from the next attempt on. */
export function RegistrationForm() {
  const t = useT(hubWords);
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const state = useQuery(registrationQuery());
  const [wish, setWish] = useState<RegistrationMode | null>(null);
  const { busy, failure, run } = useErrand();
  const title = <h2 id="registration">{t('registration.title')}</h2>;

  async function save(mode: RegistrationMode): Promise<void> {
    queries.setQueryData(registrationQuery().queryKey, await setRegistration(mode));
    // The pages at the door say it too.
    await queries.invalidateQueries({ queryKey: ['hub'] });
  }

  const submit = (before: RegistrationMode) =>
    run(async () => {
      await save(wish ?? before);
      setWish(null);
      toast({ text: t('registration.saved'), tone: 'good', undo: () => void save(before).catch(fail) });
    });

  return (
    <section aria-labelledby="registration" className={css.setting}>
      <div>
        {title}
        <p className={css.quiet}>{t('registration.lead')}</p>
      </div>
      {state.isPending ? <Skeleton lines={2} /> : null}
      {state.isError && !state.data ? (
        <ErrorState text={sentence(state.error)} onRetry={() => void state.refetch()} retrying={state.isFetching} />
      ) : null}
      {state.data ? (
        <>
          <div>
            <SegmentedControl
              label={t('registration.title')}
              options={MODES.map((value) => ({ value, label: t(`registration.modes.${value}`) }))}
              value={wish ?? state.data.mode}
              onChange={setWish}
            />
          </div>
          <p className={css.quiet}>
            {t('registration.installed', { mode: t(`registration.modes.${state.data.installed}`) })}
          </p>
          <FailureNote failure={failure} />
          <div>
            <Button variant="primary" busy={busy} onClick={() => void submit(state.data.mode)}>
              {t('registration.save')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
