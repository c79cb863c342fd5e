import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { CountBadge } from '../../components/ui/badge.js';
import { UserMenu } from '../../features/accounts/user-menu.js';
import { SearchButton } from '../../features/search/components/search-button.js';
import { HubMark } from '../wordmark.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { classes } from '../../components/ui/classes.js';
import { useMe } from '../me.js';
import { placesFor, type Place } from './places.js';
import { useUnread } from './unread.js';
import css from './rail.module.css';

/** The places of the app: a rail at the side when wide, a bar under the thumb on a phone. */
export function Rail() {
  const t = useT(commonWords);
  const me = useMe();
  const unread = useUnread();
  const places = placesFor(me);
  const item = ({ to, words, icon: Glyph, foot }: Place) => {
    const count = unread[to] ?? 0;
    return (
      <li key={to} className={classes(foot && css.foot)}>
        <Link to={to} className={css.place} activeProps={{ className: css.here }}>
          <span className={css.glyph}>
            <Glyph size={24} stroke={1.6} aria-hidden />
            <CountBadge count={count} label={t('shell.unread', { count })} />
          </span>
          <span className={css.name}>{t(`shell.${words}`)}</span>
        </Link>
      </li>
    );
  };
  return (
    <nav aria-label={t('shell.places')} className={css.rail}>
      <Link to="/home" className={css.mark} aria-label="Tertulia" tabIndex={-1} aria-hidden>
        <HubMark size={38} />
      </Link>
      <ul role="list" className={css.places}>
        <li>
          <SearchButton className={css.place} glyph={css.glyph} name={css.name} />
        </li>
        {places.map(item)}
      </ul>
      {me ? (
        <div className={css.me}>
          <Suspense>
            <UserMenu me={me} />
          </Suspense>
        </div>
      ) : null}
    </nav>
  );
}
