import { useQuery } from '@tanstack/react-query';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { verifyEmail } from './api.js';
import { LinkState } from './link-state.js';
import { isLinkToken, useLinkToken } from './link-token.js';
import { mailedLinksWords } from './mailed-links.words.js';

/** Opening the link is all there is to do: asked again, the hub says the same. */
export function VerifyEmailPage() {
  const t = useT(mailedLinksWords);
  const token = useLinkToken();
  const known = isLinkToken(token);
  const verified = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async () => {
      await verifyEmail(token);
      return true;
    },
    enabled: known,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (!verified.data) {
    return (
      <LinkState
        checking={t('verify.checking')}
        failure={known ? (verified.isFetching ? null : verified.error) : new ApiError('accounts/link-expired')}
        onRetry={() => void verified.refetch()}
        another={<ButtonLink to="/settings">{t('expired.askVerify')}</ButtonLink>}
      />
    );
  }
  return (
    <OutsideFrame title={t('verify.doneTitle')} lead={t('verify.doneText')}>
      <ButtonLink to="/home" variant="primary" size="l" wide>
        {t('verify.go')}
      </ButtonLink>
    </OutsideFrame>
  );
}
