import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TokenView } from '@contract/account-access.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { revokeToken, tokensQuery } from '../api/tokens.js';
import css from '../settings/section.module.css';
import { Section } from '../settings/section.js';
import { settingsWords } from '../settings.words.js';
import { SCOPE_WORDS, TokenForm } from './token-form.js';

/** Keys for programs that act as oneself. */
export function TokensSection() {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const tokens = useQuery(tokensQuery());
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  return (
    <Section title={t('tokens.title')} lead={t('tokens.lead')}>
      {tokens.isPending ? <Skeleton lines={2} /> : null}
      {tokens.isError && !tokens.data ? (
        <ErrorState
          level={3}
          text={sentence(tokens.error)}
          onRetry={() => void tokens.refetch()}
          retrying={tokens.isFetching}
        />
      ) : null}
      {tokens.data?.length === 0 ? <p className={css.quiet}>{t('tokens.none')}</p> : null}
      <ul role="list" className={css.devices}>
        {tokens.data?.map((token) => (
          <li key={token.id} className={css.entry}>
            <span className={css.device}>
              <span className={css.long}>{token.name}</span>
              <span className={css.quiet}>
                {token.scopes.map((scope) => t(`tokens.scopes.${SCOPE_WORDS[scope]}`)).join(' · ')}
                <br />
                {t('tokens.expires')} <Time at={token.expiresAt} /> ·{' '}
                {token.lastUsedAt ? (
                  <>
                    {t('tokens.used')} <Time at={token.lastUsedAt} />
                  </>
                ) : (
                  t('tokens.unused')
                )}
              </span>
            </span>
            <Button
              size="s"
              aria-label={t('tokens.revokeOne', { name: token.name })}
              onClick={() => setRevoking(token)}
            >
              {t('tokens.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {making ? (
        <TokenForm onDone={() => setMaking(false)} />
      ) : (
        <div className={css.row}>
          <Button onClick={() => setMaking(true)}>{t('tokens.make')}</Button>
        </div>
      )}
      <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />
    </Section>
  );
}

function RevokeDialog({ token, onClose }: { token: TokenView | null; onClose: () => void }) {
  const t = useT(settingsWords);
  const common = useT(commonWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  async function revoke(id: string): Promise<void> {
    try {
      await revokeToken(id);
      toast({ text: t('tokens.revoked'), tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
    onClose();
    await queries.invalidateQueries(tokensQuery());
  }
  return (
    <Dialog
      open={token !== null}
      onClose={onClose}
      title={t('tokens.confirmTitle', { name: token?.name ?? '' })}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" onClick={() => token && void revoke(token.id)}>
            {t('tokens.revoke')}
          </Button>
        </>
      }
    >
      <p>{t('tokens.confirmText')}</p>
    </Dialog>
  );
}
