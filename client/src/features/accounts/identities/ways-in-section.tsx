import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaysIn } from '@contract/identities.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../settings/section.module.css';
import { Section } from '../settings/section.js';
import { leaveToLink, unlink, waysInQuery } from './api.js';
import { identitiesWords } from './identities.words.js';

type Identity = WaysIn['identities'][number];

/** The accounts of elsewhere that open this one. Where the hub lets in none, there is nothing to see. */
export function WaysInSection() {
  const t = useT(identitiesWords);
  const { fail } = useSentence();
  const ways = useQuery(waysInQuery());
  const [leaving, setLeaving] = useState<string | null>(null);
  const [asked, setAsked] = useState<Identity | null>(null);
  if (!ways.data || ways.data.providers.length + ways.data.identities.length === 0) return null;
  const { identities, providers } = ways.data;

  async function leave(provider: string): Promise<void> {
    setLeaving(provider);
    try {
      await leaveToLink(provider);
    } catch (failure) {
      fail(failure);
      setLeaving(null);
    }
  }

  return (
    <Section title={t('ways.title')} lead={t('ways.lead')}>
      {identities.length === 0 ? <p className={css.quiet}>{t('ways.none')}</p> : null}
      <ul role="list" className={css.devices}>
        {identities.map((identity) => (
          <li key={identity.id} className={css.entry}>
            <IdentityLine identity={identity} />
            <Button
              size="s"
              aria-label={t('ways.unlinkOne', { provider: identity.provider, label: identity.label })}
              onClick={() => setAsked(identity)}
            >
              {t('ways.unlink')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={css.row}>
        {providers.map(({ provider, name }) => (
          <Button key={provider} busy={leaving === provider} onClick={() => void leave(provider)}>
            <span className={css.long}>{t('ways.link', { provider: name })}</span>
          </Button>
        ))}
      </div>
      {asked ? <Unlink identity={asked} onClose={() => setAsked(null)} /> : null}
    </Section>
  );
}

function IdentityLine({ identity: { provider, label, usable, linkedAt, lastUsedAt } }: { identity: Identity }) {
  const t = useT(identitiesWords);
  return (
    <span className={css.device}>
      <span className={css.long}>
        {provider} · {label}
      </span>
      <span className={css.quiet}>
        {t('ways.since')} <Time at={linkedAt} /> ·{' '}
        {lastUsedAt ? (
          <>
            {t('ways.used')} <Time at={lastUsedAt} />
          </>
        ) : (
          t('ways.unused')
        )}
      </span>
      {usable ? null : <span className={css.quiet}>{t('ways.gone')}</span>}
    </span>
  );
}

function Unlink({ identity: { id, provider, label }, onClose }: { identity: Identity; onClose: () => void }) {
  const t = useT(identitiesWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const { busy, run } = useErrand();
  const go = () =>
    run(async () => {
      await unlink(id).then(() => void toast({ text: t('ways.unlinked'), tone: 'good' }), fail);
      await queries.invalidateQueries(waysInQuery());
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ways.confirmTitle', { provider })}
      actions={
        <>
          <Button onClick={onClose}>{t('ways.keep')}</Button>
          <Button variant="danger" busy={busy} onClick={() => void go()}>
            {t('ways.unlink')}
          </Button>
        </>
      }
    >
      <p className={css.long}>{t('ways.confirmText', { label })}</p>
    </Dialog>
  );
}
