import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { DirectoryPage } from '@contract/profiles.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { peopleQuery, type DirectoryFilters } from '../api/profiles.js';
import { DirectoryFilter } from '../components/directory-filter.js';
import { profilesWords } from '../profiles.words.js';
import css from './people-page.module.css';

const SKILLS_SHOWN = 4;

/** People of the community, by what each shows to whoever looks. */
export function PeoplePage() {
  const t = useT(profilesWords);
  usePageTitle(t('directory.title'));
  const me = useMe();
  const { sentence } = useSentence();
  const navigate = useNavigate();
  const search: DirectoryFilters = useSearch({ from: '/shell/people', shouldThrow: false }) ?? {};
  const [typed, setTyped] = useState(search.q ?? '');
  const q = useDeferredValue(typed.trim()) || undefined;
  const people = useInfiniteQuery({ ...peopleQuery({ ...search, q }), enabled: me?.kind === 'person' });
  const change = (changes: DirectoryFilters) =>
    void navigate({ to: '/people', search: { ...search, q: typed.trim() || undefined, ...changes }, replace: true });
  const clear = () => {
    setTyped('');
    void navigate({ to: '/people', search: {}, replace: true });
  };
  if (me?.kind === 'guest') return <Page>{<NoPermission level={1} />}</Page>;
  const [first] = people.data?.pages ?? [];
  const found = people.data?.pages.flatMap((page) => page.people) ?? [];
  const narrowed = Object.values({ ...search, q }).some(Boolean);
  return (
    <Page>
      <PageHeader
        title={t('directory.title')}
        lead={t('directory.lead')}
        actions={
          me ? (
            <ButtonLink to="/people/$personId" params={{ personId: me.id }}>
              {t('directory.mine')}
            </ButtonLink>
          ) : null
        }
      />
      <SearchField
        className={css.search}
        label={t('directory.search')}
        value={typed}
        maxLength={80}
        onChange={setTyped}
        onBlur={() => change({})}
      />
      {first ? <DirectoryFilter facets={first.facets} chosen={search} onChange={change} /> : null}
      {people.isPending ? <Skeleton lines={8} /> : null}
      {people.isError && !first ? (
        <ErrorState text={sentence(people.error)} onRetry={() => void people.refetch()} retrying={people.isFetching} />
      ) : null}
      {first ? (
        <div className={css.total}>
          <p role="status">{t('directory.found', { count: first.total })}</p>
          {narrowed ? (
            <Button size="s" variant="quiet" onClick={clear}>
              {t('directory.clear')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {first?.total === 0 ? (
        <EmptyState
          title={t(narrowed ? 'directory.emptyTitle' : 'directory.aloneTitle')}
          text={t(narrowed ? 'directory.emptyText' : 'directory.aloneText')}
        />
      ) : null}
      <ul role="list" className={css.people}>
        {found.map((person) => (
          <Found key={person.person.id} {...person} />
        ))}
      </ul>
      {people.hasNextPage ? (
        <div className={css.more}>
          <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {t('directory.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}

function Found({ person, mentor, about, skills }: DirectoryPage['people'][number]) {
  const t = useT(profilesWords);
  return (
    <li>
      <Link to="/people/$personId" params={{ personId: person.id }} className={css.person}>
        <Face person={person} size={56} />
        <span className={css.words}>
          <span className={css.name}>
            <strong>{person.name}</strong>
            {mentor ? <Badge hue="sea">{t('page.mentor')}</Badge> : null}
          </span>
          {about ? <span className={css.about}>{about}</span> : null}
          {skills.length > 0 ? (
            <span className={css.tags}>
              {skills.slice(0, SKILLS_SHOWN).map((skill) => (
                <Badge key={skill}>{skill}</Badge>
              ))}
              {skills.length > SKILLS_SHOWN ? <Badge>+{skills.length - SKILLS_SHOWN}</Badge> : null}
            </span>
          ) : null}
        </span>
      </Link>
    </li>
  );
}
