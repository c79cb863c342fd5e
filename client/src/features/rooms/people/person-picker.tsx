import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useMe } from '../../../app/me.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useBlocked } from '../../profiles/live/ties.js';
import { acquaintancesQuery } from '../api/acquaintances.js';
import { openDirect } from '../api/open-direct.js';
import css from '../pages/messages-page.module.css';
import { roomsWords } from '../rooms.words.js';

/** Chooses somebody to write to, and goes to the conversation. */
export function PersonPicker({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(roomsWords);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { sentence } = useSentence();
  const blocked = useBlocked();
  const [q, setQ] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const people = useQuery({ ...acquaintancesQuery(queries, useDeferredValue(q.trim()), me?.id), enabled: open });

  async function write(personId: string): Promise<void> {
    try {
      const roomId = await openDirect(queries, personId);
      onClose();
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    } catch (thrown) {
      setFailure(thrown);
    }
  }

  return (
    <Dialog open={open} onClose={onClose} title={t('messages.pick')}>
      <SearchField
        className={css.search}
        label={t('messages.search')}
        value={q}
        maxLength={80}
        onChange={setQ}
        data-autofocus
      />
      <FailureNote failure={failure} />
      {people.isPending ? <Skeleton lines={4} /> : null}
      {people.isError ? (
        <ErrorState level={3} text={sentence(people.error)} onRetry={() => void people.refetch()} />
      ) : null}
      {people.data?.length === 0 ? (
        <EmptyState level={3} title={t('messages.nobodyTitle')} text={t('messages.nobodyText')} />
      ) : null}
      <ul role="list" className={css.list}>
        {people.data
          ?.filter(({ id }) => !blocked.has(id))
          .map((person) => (
            <li key={person.id}>
              <button type="button" className={css.row} onClick={() => void write(person.id)}>
                <Face person={person} size={36} />
                <span className={css.words}>{person.name}</span>
              </button>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
