import { IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import type { HubInfo } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { accountsWords } from '../accounts.words.js';
import { leaveToSignIn } from './api.js';
import css from './identities.module.css';

interface ProviderButtonsProps {
  hub: HubInfo | undefined;
  then?: string | undefined;
  invite?: string | undefined;
}

/** Below the form: the accounts of elsewhere that this hub lets in. Where there are none there is nothing. */
export function ProviderButtons({ hub, then, invite }: ProviderButtonsProps) {
  const t = useT(accountsWords);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  if (!hub || hub.providers.length === 0) return null;
  async function leave(provider: string): Promise<void> {
    setLeaving(provider);
    setFailure(null);
    try {
      await leaveToSignIn(provider, { ...(then ? { then } : {}), ...(invite ? { invite } : {}) });
    } catch (thrown) {
      setFailure(thrown);
      setLeaving(null);
    }
  }
  return (
    <div className={css.providers}>
      <p className={css.or}>
        <span>{t('elsewhere.or')}</span>
      </p>
      {hub.providers.map(({ provider, name }) => (
        <Button
          key={provider}
          size="l"
          wide
          icon={<IconLogin2 size={20} aria-hidden />}
          busy={leaving === provider}
          onClick={() => void leave(provider)}
        >
          <span className={css.name}>{t('elsewhere.with', { provider: name })}</span>
        </Button>
      ))}
      <FailureNote failure={failure} />
    </div>
  );
}
