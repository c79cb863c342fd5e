import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../../../components/ui/dialog.js';
import { Face } from '../../../components/ui/face.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { reactorsQuery } from '../api/threads.js';
import { threadsWords } from './threads.words.js';
import css from './threads.module.css';

/** Who reacted to a message and with what: asked for when somebody wants to know. */
export function ReactorsDialog({
  roomId,
  messageId,
  onClose,
}: {
  roomId: string;
  messageId: string;
  onClose: () => void;
}) {
  const t = useT(threadsWords);
  const { data, error, isPending } = useQuery(reactorsQuery(roomId, messageId));
  return (
    <Dialog open onClose={onClose} title={t('whoReacted')}>
      {error ? <FailureNote failure={error} /> : null}
      {isPending ? <Skeleton lines={4} /> : null}
      <ul className={css.reactors}>
        {data?.reactors.map(({ emoji, person }) => (
          <li key={`${emoji} ${person.id}`}>
            <span>{emoji}</span>
            <Face person={person} size={28} />
            <span>{person.name}</span>
          </li>
        ))}
      </ul>
      {data && data.more > 0 ? <p>{t('moreReacted', { count: data.more })}</p> : null}
    </Dialog>
  );
}
