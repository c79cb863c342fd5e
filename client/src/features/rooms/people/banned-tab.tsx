import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { membersQuery } from '../api/members.js';
import { roomKeys } from '../api/room-keys.js';
import { roomsWords } from '../rooms.words.js';
import css from './people.module.css';

export function BannedTab({ roomId }: { roomId: string }) {
  const t = useT(roomsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const banned = useInfiniteQuery(membersQuery(roomId, { state: 'banned' }));

  async function unban({ id: personId, name }: PersonCard): Promise<void> {
    try {
      await live.ask('rooms:unban', { roomId, personId });
      toast({ text: t('people.unbanned', { name }), tone: 'good' });
      await queries.invalidateQueries({ queryKey: roomKeys.members(roomId) });
    } catch (failure) {
      fail(failure);
    }
  }

  if (banned.isPending) return <Skeleton lines={3} />;
  if (!banned.data) return <ErrorState text={sentence(banned.error)} onRetry={() => void banned.refetch()} />;
  if (banned.data.length === 0) return <EmptyState title={t('people.noBannedTitle')} text={t('people.noBannedText')} />;
  return (
    <ul role="list" className={css.list}>
      {banned.data.map(({ person }) => (
        <li key={person.id} className={css.row}>
          <Face person={person} size={40} />
          <span className={css.words}>{person.name}</span>
          <Button size="s" onClick={() => void unban(person)}>
            {t('people.unban')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
