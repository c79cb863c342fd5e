import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { DIRECT_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { useMe } from '../../../app/me.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useBlocked } from '../../profiles/live/ties.js';
import { acquaintancesQuery } from '../api/acquaintances.js';
import { openDirect } from '../api/open-direct.js';
import { nameOf } from '../room-name.js';
import { roomsWords } from '../rooms.words.js';
import css from './person-picker.module.css';

interface PersonPickerProps {
  open: boolean;
  onClose: () => void;
  /** People of the conversation that somebody more is added to. */
  besides?: readonly PersonCard[];
}

/** Chooses one or several people to write to, and goes to the conversation with them. */
export function PersonPicker({ open, onClose, besides = [] }: PersonPickerProps) {
  const t = useT(roomsWords);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { sentence } = useSentence();
  const blocked = useBlocked();
  const [q, setQ] = useState('');
  const [picked, setPicked] = useState<readonly PersonCard[]>([]);
  const { busy, failure, run } = useErrand();
  const people = useQuery({ ...acquaintancesQuery(queries, useDeferredValue(q.trim()), me?.id), enabled: open });

  const adding = besides.length > 0;
  const there = new Set([...besides.map(({ id }) => id), ...blocked]);
  const shown = people.data?.filter(({ id }) => !there.has(id));
  const full = 1 + besides.length + picked.length >= DIRECT_MAX;
  const isPicked = (person: PersonCard) => picked.some(({ id }) => id === person.id);
  const toggle = (person: PersonCard) =>
    setPicked(isPicked(person) ? picked.filter(({ id }) => id !== person.id) : [...picked, person]);

  const write = () =>
    run(async () => {
      const roomId = await openDirect(
        queries,
        [...besides, ...picked].map(({ id }) => id),
      );
      onClose();
      setPicked([]);
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    });

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(adding ? 'messages.add' : 'messages.pick')}
      focusInside
      actions={
        <Button variant="primary" busy={busy} disabled={picked.length === 0} onClick={() => void write()}>
          {t('messages.start', { count: besides.length + Math.max(1, picked.length) })}
        </Button>
      }
    >
      {adding ? (
        <p className={css.lead}>{t('messages.addText', { names: nameOf({ title: null, others: besides }) })}</p>
      ) : null}
      <SearchField
        className={css.search}
        label={t('messages.search')}
        value={q}
        maxLength={80}
        onChange={setQ}
        data-autofocus
      />
      {picked.length > 0 ? (
        <ul role="list" className={css.picked} aria-label={t('messages.picked')}>
          {picked.map((person) => (
            <li key={person.id}>
              <Button
                size="s"
                icon={<IconX size={14} aria-hidden />}
                aria-label={t('messages.unpick', { name: person.name })}
                onClick={() => toggle(person)}
              >
                {person.name}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {full ? <p className={css.lead}>{t('messages.full', { count: DIRECT_MAX })}</p> : null}
      <FailureNote failure={failure} />
      {people.isPending ? <Skeleton lines={4} /> : null}
      {people.isError ? (
        <ErrorState level={3} text={sentence(people.error)} onRetry={() => void people.refetch()} />
      ) : null}
      {shown?.length === 0 ? (
        <EmptyState level={3} title={t('messages.nobodyTitle')} text={t('messages.nobodyText')} />
      ) : null}
      <ul role="list" className={css.list}>
        {shown?.map((person) => (
          <li key={person.id}>
            <Checkbox
              className={css.row}
              checked={isPicked(person)}
              disabled={full && !isPicked(person)}
              onChange={() => toggle(person)}
              label={
                <span className={css.person}>
                  <Face person={person} size={36} />
                  <span className={css.name}>{person.name}</span>
                </span>
              }
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
