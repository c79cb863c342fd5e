import { useQuery } from '@tanstack/react-query';
import { IconMessage, IconUser, IconUserCheck, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import type { PersonCard } from '@contract/words.js';
import { useMe } from '../../../app/me.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { personQuery } from '../api/profiles.js';
import { BlockDialog } from '../components/block-dialog.js';
import { LocalTime } from '../components/local-time.js';
import { useBlocked } from '../live/ties.js';
import { usePersonDeeds } from '../live/use-ties.js';
import { profilesWords } from '../profiles.words.js';
import css from './name-card.module.css';

const WIDTH = 320;
const GAP = 8;

/** Beside what was clicked, inside the window; a sheet from below on a phone (in the style sheet). */
function placeBeside(anchor: Element): CSSProperties {
  const { left, bottom, top } = anchor.getBoundingClientRect();
  const x = Math.max(GAP, Math.min(left, window.innerWidth - WIDTH - GAP));
  return bottom > window.innerHeight / 2
    ? { left: x, bottom: window.innerHeight - top + GAP }
    : { left: x, top: bottom + GAP };
}

/** Who somebody is, in short, with what one can do about them. Esc and a click elsewhere close it. */
export function NameCard({ person, anchor, onClose }: { person: PersonCard; anchor: Element; onClose: () => void }) {
  const t = useT(profilesWords);
  const common = useT(commonWords);
  const place = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const card = place.current;
    card?.showPopover();
    card?.focus();
  }, []);
  const close = () => {
    place.current?.hidePopover();
    if (anchor instanceof HTMLElement) anchor.focus();
  };
  // The card lies above every dialog, so it makes way.
  const ask = () => {
    setAsking(true);
    place.current?.hidePopover();
  };
  const name = person.kind === 'bot' ? common('botName', { name: person.name }) : person.name;
  return (
    <>
      <div
        ref={place}
        popover="auto"
        role="dialog"
        aria-label={t('card.label', { name })}
        tabIndex={-1}
        className={css.card}
        style={placeBeside(anchor)}
        onToggle={(event) => {
          if (event.newState === 'closed' && !asking) onClose();
        }}
      >
        <div className={css.head}>
          <Face person={person} size={56} />
          <div className={css.words}>
            <strong className={css.name}>{name}</strong>
            <About person={person} />
          </div>
        </div>
        <Deeds person={person} onDone={close} onBlock={ask} />
      </div>
      <BlockDialog person={asking ? person : null} onClose={onClose} />
    </>
  );
}

function About({ person }: { person: PersonCard }) {
  const t = useT(profilesWords);
  const { data } = useQuery({ ...personQuery(person.id), enabled: person.kind === 'person' });
  const blocked = useBlocked().has(person.id);
  if (person.kind !== 'person') return <span className={css.quiet}>{t(`card.${person.kind}`)}</span>;
  return (
    <>
      {data?.mentor ? <Badge hue="sea">{t('page.mentor')}</Badge> : null}
      {data?.timeZone ? <LocalTime zone={data.timeZone} className={css.quiet} /> : null}
      {data?.about ? <p className={css.about}>{data.about}</p> : null}
      {blocked ? <span className={css.quiet}>{t('actions.youBlock')}</span> : null}
    </>
  );
}

function Deeds({ person, onDone, onBlock }: { person: PersonCard; onDone: () => void; onBlock: () => void }) {
  const t = useT(profilesWords);
  const me = useMe();
  const deeds = usePersonDeeds(person);
  const { data } = useQuery({ ...personQuery(person.id), enabled: person.kind === 'person' });
  const blocked = useBlocked().has(person.id);
  const own = me?.id === person.id;
  const icon = { size: 18, 'aria-hidden': true } as const;
  if (me?.kind !== 'person') return null;
  return (
    <div className={css.deeds}>
      {person.kind === 'person' && (own || data) ? (
        <ButtonLink
          to="/people/$personId"
          params={{ personId: person.id }}
          size="s"
          icon={<IconUser {...icon} />}
          onClick={onDone}
        >
          {t(own ? 'actions.ownPage' : 'actions.page')}
        </ButtonLink>
      ) : null}
      {own || person.kind !== 'person' || blocked ? null : (
        <Button
          size="s"
          icon={<IconMessage {...icon} />}
          onClick={() => {
            onDone();
            void deeds.write();
          }}
        >
          {t('actions.write')}
        </Button>
      )}
      {data && !own && !blocked ? (
        <Button
          size="s"
          icon={data.followed ? <IconUserCheck {...icon} /> : <IconUserPlus {...icon} />}
          onClick={() => void deeds.follow(!data.followed)}
        >
          {t(data.followed ? 'actions.unfollow' : 'actions.follow')}
        </Button>
      ) : null}
      {own ? null : (
        <Button size="s" variant="quiet" onClick={() => (blocked ? void deeds.block(false) : onBlock())}>
          {t(blocked ? 'actions.unblock' : 'actions.block')}
        </Button>
      )}
    </div>
  );
}
