import { useState } from 'react';
import { noticeKind, type NoticeKind } from '@contract/notifications.contract.js';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { isCode } from '../../../lib/api/api-error.js';
import { call } from '../../../lib/api/call.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLinkToken } from '../../accounts/mailed-links/link-token.js';
import { noticesWords } from '../notices.words.js';

/** From a mail, without a sign-in: asked once more, since programs follow links too. */
export function UnsubscribePage() {
  const t = useT(noticesWords);
  const token = useLinkToken();
  const kind = noticeKind.safeParse(token.split('.')[1]);
  const [state, setState] = useState<'asking' | 'busy' | 'done' | 'wrong'>(kind.success ? 'asking' : 'wrong');
  const [failure, setFailure] = useState<unknown>(null);
  const settings = <ButtonLink to="/settings">{t('unsubscribe.settings')}</ButtonLink>;

  async function stop(): Promise<void> {
    setState('busy');
    try {
      await call<{ kind: NoticeKind }>('POST', `/api/notices/unsubscribe/${token}`);
      setState('done');
    } catch (thrown) {
      setFailure(thrown);
      setState(isCode(thrown, 'not-found', 'invalid-input') ? 'wrong' : 'asking');
    }
  }

  if (state === 'done' || state === 'wrong')
    return (
      <OutsideFrame title={t(`unsubscribe.${state}Title`)} lead={t(`unsubscribe.${state}Text`)}>
        {settings}
      </OutsideFrame>
    );
  return (
    <OutsideFrame
      title={t('unsubscribe.title')}
      lead={t('unsubscribe.text', { kind: kind.success ? t(`kinds.${kind.data}`) : '' })}
    >
      <FailureNote failure={failure} />
      <Button variant="primary" size="l" wide busy={state === 'busy'} onClick={() => void stop()}>
        {t('unsubscribe.button')}
      </Button>
    </OutsideFrame>
  );
}
