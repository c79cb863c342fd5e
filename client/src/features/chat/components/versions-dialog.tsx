import { useQuery } from '@tanstack/react-query';
import type { MessageView } from '@contract/chat.contract.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { messageVersionsQuery } from '../api/message-versions.js';
import { chatWords } from '../chat.words.js';
import css from './versions-dialog.module.css';

/** Earlier texts of a message, newest first: for the room's staff. */
export function VersionsDialog({
  roomId,
  message,
  onClose,
}: {
  roomId: string;
  message: MessageView;
  onClose: () => void;
}) {
  const t = useT(chatWords);
  const { sentence } = useSentence();
  const versions = useQuery(messageVersionsQuery(roomId, message.id));
  // The last one is what stands in the room.
  const earlier = versions.data?.versions.slice(0, -1).toReversed();
  return (
    <Dialog open onClose={onClose} title={t('versions.title')}>
      {versions.isPending ? <Skeleton lines={4} /> : null}
      {versions.isError ? (
        <ErrorState title={sentence(versions.error)} onRetry={() => void versions.refetch()} />
      ) : null}
      {earlier?.length === 0 ? <p>{t('versions.none')}</p> : null}
      <ol className={css.versions}>
        {versions.data ? (
          <li>
            <span className={css.when}>{t('versions.current')}</span>
            <p>{message.text}</p>
          </li>
        ) : null}
        {earlier?.map(({ text, at }) => (
          <li key={at}>
            <span className={css.when}>
              <Time at={at} as="exact" />
            </span>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
