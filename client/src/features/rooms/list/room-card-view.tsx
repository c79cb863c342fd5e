import { IconAt, IconPencil } from '@tabler/icons-react';
import type { RoomCard } from '@contract/rooms.contract.js';
import { Badge, CountBadge } from '../../../components/ui/badge.js';
import { CardLink } from '../../../components/ui/card.js';
import { KIND_HUE } from '../../../components/ui/kind-glyph.js';
import { Time } from '../../../components/ui/time.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useHasDraft } from '../../../lib/streams/hooks.js';
import { cardName, isGroup } from '../room-name.js';
import { roomsWords } from '../rooms.words.js';
import { Faces } from './faces.js';
import { RoomFace } from './room-face.js';
import css from './room-card-view.module.css';

/** A room where rooms are chosen: what it is, who is there now, what one missed. */
export function RoomCardView({ card }: { card: RoomCard }) {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  const language = useLanguage();
  const { room, others } = card;
  const lang = room.language === language ? undefined : room.language;
  return (
    <CardLink to="/rooms/$roomId" params={{ roomId: room.id }} hue={KIND_HUE[room.kind]} className={css.card}>
      <span className={css.head}>
        <RoomFace kind={room.kind} others={others} silent />
        <span className={css.words}>
          <span className={css.title} lang={lang}>
            {cardName(card)}
          </span>
          <br />
          <span className={css.kind}>{common(`kinds.${room.kind}`)}</span>
        </span>
        <span className={css.counts}>
          <DraftMark roomId={room.id} />
          <MissedCounts card={card} />
        </span>
      </span>
      <span className={css.about} lang={lang}>
        {room.about}
      </span>
      <span className={css.foot}>
        <Faces people={card.faces} total={card.present} />
        {card.present > 0 ? (
          <span className={css.live}>{t('card.now', { count: card.present })}</span>
        ) : card.lastMessageAt ? (
          <span>
            {t('card.last')} <Time at={card.lastMessageAt} />
          </span>
        ) : card.myRole ? (
          <span>{t('card.quiet')}</span>
        ) : null}
        {room.kind === 'direct' && !isGroup(room) ? null : (
          <span>{t('card.members', { count: room.memberCount })}</span>
        )}
        {lang ? <Badge>{t(`languages.${room.language}`)}</Badge> : null}
        {room.visibility === 'public' || room.kind === 'direct' ? null : <Badge>{t(`card.${room.visibility}`)}</Badge>}
        {room.state === 'archived' ? <Badge>{t('card.archived')}</Badge> : null}
      </span>
    </CardLink>
  );
}

/** Something unsent waits there. */
export function DraftMark({ roomId }: { roomId: string }) {
  const t = useT(roomsWords);
  return useHasDraft(roomId) ? (
    <span className={css.draft} role="img" aria-label={t('card.draft')} title={t('card.draft')}>
      <IconPencil size={16} stroke={1.8} aria-hidden />
    </span>
  ) : null;
}

/** Unread messages and, apart, the mentions among them; where names need the room, the mentions are a number. */
export function MissedCounts({ card, short = false }: { card: RoomCard; short?: boolean }) {
  const t = useT(roomsWords);
  const mentions = t('card.mentions', { count: card.mentions });
  return (
    <>
      {card.mentions > 0 ? (
        <Badge hue="plum" strong icon={<IconAt size={14} aria-hidden />}>
          {short ? (
            <>
              <span aria-hidden>{card.mentions}</span>
              <VisuallyHidden>{mentions}</VisuallyHidden>
            </>
          ) : (
            mentions
          )}
        </Badge>
      ) : null}
      <CountBadge count={card.unread} label={t('card.unread', { count: card.unread })} />
    </>
  );
}

export function RoomGrid({ cards }: { cards: readonly RoomCard[] }) {
  return (
    <ul role="list" className={css.grid}>
      {cards.map((card) => (
        <li key={card.room.id}>
          <RoomCardView card={card} />
        </li>
      ))}
    </ul>
  );
}
