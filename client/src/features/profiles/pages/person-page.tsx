import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconMessage, IconPencil, IconUserCheck, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PersonProfile } from '@contract/profiles.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { personQuery, previewQuery, type PreviewAs } from '../api/profiles.js';
import { BlockDialog } from '../components/block-dialog.js';
import { ProfileView, RoomsInCommon } from '../components/profile-view.js';
import { usePersonDeeds } from '../live/use-ties.js';
import { profilesWords } from '../profiles.words.js';
import css from './person-page.module.css';

/** Somebody's page; one's own with the eyes of others. */
export function PersonPage() {
  const t = useT(profilesWords);
  const me = useMe();
  const { sentence } = useSentence();
  const personId = useParams({ from: '/shell/people/$personId', shouldThrow: false })?.personId ?? '';
  const person = useQuery({ ...personQuery(personId), enabled: personId !== '' });
  usePageTitle(person.data?.person.name ?? t('directory.title'));
  const own = me?.id === personId;
  return (
    <Page narrow>
      <p className={css.above}>
        <Link to="/people">{t('page.back')}</Link>
      </p>
      {isCode(person.error, 'not-found') ? <NoPermission level={1} text={t('page.gone')} /> : null}
      {person.isError && !isCode(person.error, 'not-found') ? (
        <ErrorState level={1} text={sentence(person.error)} onRetry={() => void person.refetch()} />
      ) : null}
      {person.isPending ? <Skeleton lines={8} /> : null}
      {person.data ? own ? <OwnPage profile={person.data} /> : <OtherPage profile={person.data} /> : null}
    </Page>
  );
}

const EYES = ['me', 'visitor', 'member', 'rooms-in-common'] as const;

function OwnPage({ profile }: { profile: PersonProfile }) {
  const t = useT(profilesWords);
  const { sentence } = useSentence();
  const [as, setAs] = useState<'me' | PreviewAs>('me');
  const preview = useQuery({ ...previewQuery(as === 'me' ? 'member' : as), enabled: as !== 'me' });
  const shown = as === 'me' ? profile : preview.data?.profile;
  return (
    <>
      <div className={css.eyes}>
        <span aria-hidden>{t('page.viewAs')}</span>
        <SegmentedControl
          label={t('page.viewAs')}
          options={EYES.map((value) => ({ value, label: t(`page.as.${value}`) }))}
          value={as}
          onChange={setAs}
        />
      </div>
      {preview.isError && as !== 'me' ? <ErrorState text={sentence(preview.error)} /> : null}
      {shown === undefined && !preview.isError ? <Skeleton lines={6} /> : null}
      {shown === null ? <NoPermission text={t('page.notFound')} actions={null} /> : null}
      {shown ? (
        <ProfileView
          profile={shown}
          nothing={t(as === 'me' ? 'page.nothingOwn' : 'page.nothing')}
          actions={
            as === 'me' ? (
              <ButtonLink to="/profile" variant="primary" icon={<IconPencil size={18} aria-hidden />}>
                {t('page.edit')}
              </ButtonLink>
            ) : null
          }
        />
      ) : null}
    </>
  );
}

function OtherPage({ profile }: { profile: PersonProfile }) {
  const t = useT(profilesWords);
  const me = useMe();
  const { person, followed, blocked } = profile;
  const deeds = usePersonDeeds(person);
  const [asking, setAsking] = useState(false);
  const icon = { size: 18, 'aria-hidden': true } as const;
  return (
    <>
      <ProfileView
        profile={profile}
        nothing={t('page.nothing')}
        rooms={<RoomsInCommon personId={person.id} />}
        actions={
          me?.kind !== 'person' ? null : blocked ? (
            <>
              <span className={css.note}>{t('actions.youBlock')}</span>
              <Button onClick={() => void deeds.block(false)}>{t('actions.unblock')}</Button>
            </>
          ) : (
            <>
              <Button variant="primary" icon={<IconMessage {...icon} />} onClick={() => void deeds.write()}>
                {t('actions.write')}
              </Button>
              <Button
                icon={followed ? <IconUserCheck {...icon} /> : <IconUserPlus {...icon} />}
                onClick={() => void deeds.follow(!followed)}
              >
                {t(followed ? 'actions.unfollow' : 'actions.follow')}
              </Button>
              <Button variant="quiet" onClick={() => setAsking(true)}>
                {t('actions.block')}
              </Button>
            </>
          )
        }
      />
      <BlockDialog person={asking ? person : null} onClose={() => setAsking(false)} />
    </>
  );
}
