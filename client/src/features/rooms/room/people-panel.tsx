import type { MemberView } from '@contract/rooms.contract.js';
import type { RoomRole } from '@contract/words.js';
import { Badge } from '../../../components/ui/badge.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { PersonButton } from '../../profiles/name-card/person-button.js';
import { roomsWords } from '../rooms.words.js';
import { roomWords } from './room.words.js';
import css from './people-panel.module.css';

const ORDER: readonly RoomRole[] = ['host', 'co-host', 'judge', 'learner', 'spectator'];

interface PeoplePanelProps {
  members: readonly MemberView[];
  memberCount: number;
  present: ReadonlySet<string>;
  roomId: string;
  me: string;
}

/** Everybody of the room: who is here first, each with their role. What is done to people is done on the people page. */
export function PeoplePanel({ members, memberCount, present, roomId, me }: PeoplePanelProps) {
  const t = useT(roomWords);
  const sorted = [...members].sort(
    (a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.person.name.localeCompare(b.person.name),
  );
  const here = sorted.filter(({ person }) => present.has(person.id));
  const away = sorted.filter(({ person }) => !present.has(person.id));
  return (
    <div className={css.panel}>
      <People title={t('hereNow')} members={here} me={me} />
      <People title={t('notHere')} members={away} me={me} away />
      <ButtonLink to="/rooms/$roomId/people" params={{ roomId }} variant="secondary" wide>
        {t('allPeople')}
        {memberCount > members.length ? ` (${memberCount})` : ''}
      </ButtonLink>
    </div>
  );
}

function People({
  title,
  members,
  me,
  away,
}: {
  title: string;
  members: readonly MemberView[];
  me: string;
  away?: boolean;
}) {
  const rooms = useT(roomsWords);
  const common = useT(commonWords);
  if (members.length === 0) return null;
  return (
    <section>
      <h3 className={css.title}>
        {title} <span className={css.count}>{members.length}</span>
      </h3>
      <ul className={css.people}>
        {members.map(({ person, role }) => (
          <li key={person.id} className={css.person} data-away={away || undefined}>
            <Face person={person} size={32} />
            <PersonButton person={person} className={css.name}>
              {person.id === me ? `${person.name} (${common('you')})` : person.name}
            </PersonButton>
            {person.kind === 'bot' ? <Badge>{rooms('people.bot')}</Badge> : null}
            {role === 'learner' ? null : <span className={css.role}>{rooms(`roles.${role}`)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
