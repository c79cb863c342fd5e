import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonProfile } from '@contract/profiles.contract.js';
import { Badge } from '../../../components/ui/badge.js';
import { Face } from '../../../components/ui/face.js';
import { KindGlyph } from '../../../components/ui/kind-glyph.js';
import { Time } from '../../../components/ui/time.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { roomsInCommonQuery } from '../api/profiles.js';
import { profilesWords } from '../profiles.words.js';
import { LocalTime } from './local-time.js';
import { useNames } from './names.js';
import css from './profile-view.module.css';

interface ProfileViewProps {
  profile: PersonProfile;
  /** Buttons beside the name. */
  actions?: ReactNode;
  /** Where nothing is told. */
  nothing: ReactNode;
  rooms?: ReactNode;
}

/** A person as one viewer sees them. */
export function ProfileView({ profile, actions, nothing, rooms }: ProfileViewProps) {
  const t = useT(profilesWords);
  const names = useNames();
  const { person, about, languages, country, timeZone, skills, seeks, offers, links } = profile;
  const silent = !about && [languages, skills, seeks, offers, links].every((list) => list.length === 0);
  return (
    <article className={css.profile}>
      <header className={css.head}>
        <Face person={person} size={112} />
        <div className={css.who}>
          <h1>{person.name}</h1>
          <div className={css.facts}>
            {profile.mentor ? <Badge hue="sea">{t('page.mentor')}</Badge> : null}
            {timeZone ? <LocalTime zone={timeZone} /> : null}
            {country ? <span>{names.country(country)}</span> : null}
            <span>
              {t('page.since')} <Time at={profile.memberSince} as="day" />
            </span>
          </div>
          {about ? <p className={css.about}>{about}</p> : null}
          {actions ? <div className={css.actions}>{actions}</div> : null}
        </div>
      </header>
      {silent ? <p className={css.nothing}>{nothing}</p> : null}
      <div className={css.sections}>
        <Tags title={t('page.skills')} values={skills} hue="olive" />
        <Tags title={t('page.seeks')} values={seeks} hue="saffron" />
        <Tags title={t('page.offers')} values={offers} hue="sea" />
        <Tags title={t('page.languages')} values={languages.map(names.language)} />
        {links.length > 0 ? (
          <Part title={t('page.links')}>
            <ul role="list" className={css.links}>
              {links.map(({ label, url }) => (
                <li key={`${label} ${url}`}>
                  <a href={url} target="_blank" rel="noopener noreferrer nofollow">
                    {label}
                  </a>{' '}
                  <span className={css.host}>{new URL(url).host}</span>
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
        {rooms}
      </div>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className={css.title}>{title}</h2>
      {children}
    </section>
  );
}

function Tags({ title, values, hue }: { title: string; values: readonly string[]; hue?: 'olive' | 'saffron' | 'sea' }) {
  if (values.length === 0) return null;
  return (
    <Part title={title}>
      <ul role="list" className={css.tags}>
        {values.map((value) => (
          <li key={value}>
            <Badge hue={hue}>{value}</Badge>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Asked of the rooms: who looks at the page learns only of rooms they are in themselves. */
export function RoomsInCommon({ personId }: { personId: string }) {
  const t = useT(profilesWords);
  const { data } = useQuery(roomsInCommonQuery(personId));
  if (!data) return null;
  return (
    <Part title={t('page.rooms')}>
      {data.rooms.length === 0 ? (
        <p className={css.quiet}>{t('page.noRooms')}</p>
      ) : (
        <ul role="list" className={css.rooms}>
          {data.rooms.map(({ id, kind, title }) => (
            <li key={id}>
              <Link to="/rooms/$roomId" params={{ roomId: id }} className={css.room}>
                <KindGlyph kind={kind} size={20} />
                <span>{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
