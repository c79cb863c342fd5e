import { useQuery } from '@tanstack/react-query';
import type { PersonCard } from '@contract/words.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { Section } from '../../accounts/settings/section.js';
import css from '../../accounts/settings/section.module.css';
import { tiesQuery } from '../api/profiles.js';
import { usePersonDeeds } from '../live/use-ties.js';
import { profilesWords } from '../profiles.words.js';

export function BlockedSection() {
  const t = useT(profilesWords);
  const { sentence } = useSentence();
  const ties = useQuery(tiesQuery());
  return (
    <Section title={t('settings.title')} lead={t('settings.lead')}>
      {ties.isPending ? <Skeleton lines={2} /> : null}
      {ties.isError ? <ErrorState level={3} text={sentence(ties.error)} onRetry={() => void ties.refetch()} /> : null}
      {ties.data?.blocked.length === 0 ? <p className={css.quiet}>{t('settings.none')}</p> : null}
      <ul role="list" className={css.devices}>
        {ties.data?.blocked.map((person) => (
          <Blocked key={person.id} person={person} />
        ))}
      </ul>
    </Section>
  );
}

function Blocked({ person }: { person: PersonCard }) {
  const t = useT(profilesWords);
  const { block } = usePersonDeeds(person);
  return (
    <li className={css.entry}>
      <span className={css.row}>
        <Face person={person} size={36} />
        <span className={css.long}>{person.name}</span>
      </span>
      <Button size="s" aria-label={t('settings.unblockOne', { name: person.name })} onClick={() => void block(false)}>
        {t('actions.unblock')}
      </Button>
    </li>
  );
}

/** The way from the settings to what one shows. */
export function OwnPageSection() {
  const t = useT(profilesWords);
  return (
    <Section title={t('settings.pageTitle')} lead={t('settings.pageLead')}>
      <div>
        <ButtonLink to="/profile">{t('settings.open')}</ButtonLink>
      </div>
    </Section>
  );
}
