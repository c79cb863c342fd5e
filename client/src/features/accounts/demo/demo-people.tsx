import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../../../components/ui/dialog.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { demoPeopleQuery } from '../api/demo.js';
import css from '../settings/section.module.css';
import { settingsWords } from '../settings.words.js';

/** Whom the next window is. Each is a link, so that it opens wherever the browser opens links. */
export function DemoPeople({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const people = useQuery({ ...demoPeopleQuery(), enabled: open });
  return (
    <Dialog wide open={open} onClose={onClose} title={t('demo.openAs')}>
      <p className={css.lead}>{t('demo.openAsText')}</p>
      {people.isPending ? <Skeleton lines={5} /> : null}
      {people.isError ? (
        <ErrorState level={3} text={sentence(people.error)} onRetry={() => void people.refetch()} />
      ) : null}
      <ul role="list" className={css.people}>
        {people.data?.map(({ person, about }) => (
          <li key={person.id}>
            <a
              className={css.person}
              href={`/demo-window#${person.id}`}
              target="_blank"
              rel="noopener noreferrer"
              onClick={onClose}
            >
              <Face person={person} size={36} />
              <span>
                {person.name}
                <small>{about}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
