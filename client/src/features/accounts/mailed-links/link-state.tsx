import type { ReactNode } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { mailedLinksWords } from './mailed-links.words.js';

interface LinkStateProps {
  /** What is being found out, while it is. */
  checking: string;
  failure: unknown;
  onRetry: () => void;
  /** Where another link is to be had. */
  another: ReactNode;
}

/** A link that is being looked at, is no longer valid, or could not be looked at. */
export function LinkState({ checking, failure, onRetry, another }: LinkStateProps) {
  const t = useT(mailedLinksWords);
  const { sentence } = useSentence();
  if (!failure) {
    return (
      <OutsideFrame title={checking}>
        <Skeleton lines={3} />
      </OutsideFrame>
    );
  }
  const over = isCode(failure, 'accounts/link-expired') || isCode(failure, 'invalid-input');
  return (
    <OutsideFrame title={t(over ? 'expired.title' : 'failed')} lead={over ? t('expired.text') : undefined}>
      {over ? another : <ErrorState level={2} text={sentence(failure)} onRetry={onRetry} />}
    </OutsideFrame>
  );
}
