import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MailState } from '@contract/account-access.contract.js';
import { Button } from '../../components/ui/button.js';
import { ErrorState } from '../../components/ui/error-state.js';
import { Skeleton } from '../../components/ui/skeleton.js';
import { Time } from '../../components/ui/time.js';
import { toast } from '../../components/ui/toasts.js';
import { FailureNote } from '../../lib/api/failure-note.js';
import { useErrand } from '../../lib/api/use-errand.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useT } from '../../lib/i18n/use-t.js';
import { adminWords } from './admin.words.js';
import { discardMail, mailQuery, retryMail, sendTestMail } from './api/mail.js';
import css from './pages/admin-page.module.css';

/** How mail goes out today, a mail to oneself, and what nobody would take. */
export function MailSettings() {
  const { sentence } = useSentence();
  const mail = useQuery(mailQuery());
  if (mail.isPending) return <Skeleton lines={6} />;
  if (mail.isError && !mail.data) {
    return <ErrorState text={sentence(mail.error)} onRetry={() => void mail.refetch()} retrying={mail.isFetching} />;
  }
  return (
    <div className={css.sections}>
      <WayOut mail={mail.data} />
      <DeadLetters mail={mail.data} />
    </div>
  );
}

function WayOut({ mail: { way, through, from, address, waiting } }: { mail: MailState }) {
  const t = useT(adminWords);
  const { busy, failure, run } = useErrand();
  async function test(): Promise<void> {
    if (!(await run(sendTestMail))) return;
    toast({ text: t(way === 'smtp' ? 'mail.tested' : 'mail.testedOutbox'), tone: 'good' });
  }
  return (
    <section aria-labelledby="mail-way" className={css.setting}>
      <div>
        <h2 id="mail-way">{t('mail.wayTitle')}</h2>
        <p className={css.quiet}>{way === 'smtp' ? t('mail.smtp', { through: through ?? '' }) : t('mail.outbox')}</p>
      </div>
      <dl className={css.facts}>
        <dt>{t('mail.from')}</dt>
        <dd>{from}</dd>
        <dt>{t('mail.address')}</dt>
        <dd>{address}</dd>
        <dt>{t('mail.waiting')}</dt>
        <dd>{waiting}</dd>
      </dl>
      <FailureNote failure={failure} />
      <div>
        <Button variant="primary" busy={busy} onClick={() => void test()}>
          {t('mail.test')}
        </Button>
      </div>
    </section>
  );
}

const KINDS = {
  'accounts.verify': 'verify',
  'accounts.reset': 'reset',
  'accounts.address-changed': 'changed',
} as const;
const isKnown = (kind: string): kind is keyof typeof KINDS => kind in KINDS;

function DeadLetters({ mail: { dead } }: { mail: MailState }) {
  const t = useT(adminWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  async function act(work: Promise<unknown>, done: string): Promise<void> {
    try {
      await work;
      toast({ text: done, tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
    await queries.invalidateQueries(mailQuery());
  }
  const nameOf = (kind: string): string => (isKnown(kind) ? t(`mail.kinds.${KINDS[kind]}`) : kind);
  return (
    <section aria-labelledby="mail-dead" className={css.setting}>
      <div>
        <h2 id="mail-dead">{t('mail.deadTitle')}</h2>
        <p className={css.quiet}>{t(dead.length > 0 ? 'mail.deadLead' : 'mail.noneDead')}</p>
      </div>
      <ul role="list" className={css.list}>
        {dead.map(({ id, kind, why, at }) => (
          <li key={id} className={css.row}>
            <span className={css.words}>
              {nameOf(kind)}
              <span className={css.quiet}>
                {why} <Time at={at} />
              </span>
            </span>
            <Button size="s" onClick={() => void act(retryMail(id), t('mail.retried'))}>
              {t('mail.retry')}
            </Button>
            <Button size="s" variant="quiet" onClick={() => void act(discardMail(id), t('mail.discarded'))}>
              {t('mail.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
