import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SystemState } from '@contract/admin.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { retryParked, skipParked, systemQuery } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

type Parked = SystemState['parked'][number];

/** Events that a listener could not digest: again, or given up. */
export function ParkedEvents({ parked }: { parked: readonly Parked[] }) {
  const t = useT(hubWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const [asked, setAsked] = useState<Parked | null>(null);

  async function act(work: Promise<{ done: boolean }>, said: string): Promise<void> {
    try {
      const { done } = await work;
      toast({ text: done ? said : t('system.failedAgain'), ...(done ? { tone: 'good' } : {}) });
    } catch (failure) {
      fail(failure);
    }
    setAsked(null);
    await queries.invalidateQueries(systemQuery());
  }

  return (
    <section aria-labelledby="parked" className={css.setting}>
      <div>
        <h2 id="parked">{t('system.parkedTitle')}</h2>
        <p className={css.quiet}>{t(parked.length > 0 ? 'system.parkedLead' : 'system.noParked')}</p>
      </div>
      <ul role="list" className={css.list}>
        {parked.map((one) => (
          <li key={`${one.listener} ${one.position}`} className={css.row}>
            <span className={css.words}>
              <span translate="no">
                {namedParts(one.type)} → {namedParts(one.listener)}
              </span>
              <span className={css.quiet}>
                {t('system.attempts', { count: one.attempts })} · <Time at={one.parkedAt} />
                {one.error ? ` · ${one.error}` : null}
              </span>
            </span>
            <Button
              size="s"
              aria-label={t('system.retryOne', spoken(one))}
              onClick={() => void act(retryParked(keyOf(one)), t('system.retried'))}
            >
              {t('system.retry')}
            </Button>
            <Button
              size="s"
              variant="quiet"
              aria-label={t('system.skipOne', spoken(one))}
              onClick={() => setAsked(one)}
            >
              {t('system.skip')}
            </Button>
          </li>
        ))}
      </ul>
      {asked ? (
        <Dialog
          open
          onClose={() => setAsked(null)}
          title={t('system.skipTitle')}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>{t('system.keep')}</Button>
              <Button variant="danger" onClick={() => void act(skipParked(keyOf(asked)), t('system.skipped'))}>
                {t('system.skip')}
              </Button>
            </>
          }
        >
          <p className={css.words}>{t('system.skipText', spoken(asked))}</p>
        </Dialog>
      ) : null}
    </section>
  );
}

/** `accounts › account-changed`: what the program calls it, for people. */
export const namedParts = (name: string): string => name.replaceAll('.', ' › ');
const spoken = ({ type, listener }: Parked) => ({ type: namedParts(type), listener: namedParts(listener) });
const keyOf = ({ listener, position }: Parked) => ({ listener, position });
