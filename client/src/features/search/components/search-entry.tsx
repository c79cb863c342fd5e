import { IconChevronDown, IconFilter, IconHistory } from '@tabler/icons-react';
import type { MarkedText } from '@contract/search.contract.js';
import type { ReactNode } from 'react';
import { Face } from '../../../components/ui/face.js';
import { KindGlyph } from '../../../components/ui/kind-glyph.js';
import { Time } from '../../../components/ui/time.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { FileGlyph } from '../../uploads/components/file-glyph.js';
import type { Entry } from '../live/entries.js';
import { RoomFace } from '../../rooms/list/room-face.js';
import { cardName, nameOf } from '../../rooms/room-name.js';
import { searchWords } from '../search.words.js';
import { Marked } from './marked.js';
import css from './search-box.module.css';

interface Line {
  readonly glyph: ReactNode;
  readonly name: ReactNode;
  readonly aside?: ReactNode;
  readonly excerpt?: MarkedText;
}

/** One line of the list: a sign, a name, where and when, and what was found. */
export function SearchEntry({ entry }: { entry: Entry }) {
  const { glyph, name, aside, excerpt } = useLine(entry);
  return (
    <>
      <span className={css.glyph}>{glyph}</span>
      <span className={css.words}>
        <span className={css.name}>{name}</span>
        {excerpt && excerpt.length > 0 ? (
          <span className={css.excerpt}>
            <Marked text={excerpt} />
          </span>
        ) : null}
      </span>
      {aside ? <span className={css.aside}>{aside}</span> : null}
    </>
  );
}

function useLine(entry: Entry): Line {
  const t = useT(searchWords);
  const language = useLanguage();
  const members = (count: number): string => t('members', { count });
  switch (entry.kind) {
    case 'recent':
      return { glyph: <IconHistory size={20} stroke={1.6} aria-hidden />, name: entry.q };
    case 'suggestion': {
      const { text, hint } = entry.suggestion;
      return { glyph: <IconFilter size={20} stroke={1.6} aria-hidden />, name: <code>{text}</code>, aside: hint };
    }
    case 'more':
      return {
        glyph: <IconChevronDown size={20} stroke={1.6} aria-hidden />,
        name: t('moreOf', { group: t(`groups.${entry.group}`).toLocaleLowerCase(language) }),
      };
    case 'mine': {
      const { room, others } = entry.card;
      const glyph = <RoomFace kind={room.kind} others={others} size={28} />;
      return { glyph, name: cardName(entry.card), aside: room.kind === 'direct' ? undefined : t('yours') };
    }
    case 'room': {
      const { kind, title, about, member, memberCount, state } = entry.found;
      const aside = state === 'archived' ? t('archived') : member ? t('yours') : members(memberCount);
      return {
        glyph: <KindGlyph kind={kind} size={28} />,
        name: <Marked text={title} />,
        aside,
        excerpt: marks(about),
      };
    }
    case 'person':
      return {
        glyph: <Face person={entry.found.person} size={28} />,
        name: <Marked text={entry.found.name} />,
        excerpt: marks(entry.found.about),
      };
    case 'message': {
      const { author, room, postedAt, excerpt } = entry.found;
      const where = room.kind === 'direct' ? nameOf(room) : t('inRoom', { room: nameOf(room) });
      return {
        glyph: <Face person={author} size={28} />,
        name: (
          <>
            {author.name} <span className={css.where}>{where}</span>
          </>
        ),
        aside: <Time at={postedAt} />,
        excerpt,
      };
    }
    case 'file': {
      const { kind, name, bytes, room, author, excerpt, message, at } = entry.found;
      const where = message ? t('inRoom', { room: nameOf(room) }) : `${t('among')}, ${nameOf(room)}`;
      return {
        glyph: <FileGlyph kind={kind} />,
        name: (
          <>
            <Marked text={name} />{' '}
            <span className={css.where}>
              {author.name} · {where} · {formatBytes(bytes, language)}
            </span>
          </>
        ),
        aside: <Time at={at} />,
        excerpt,
      };
    }
  }
}

/** Where nothing was found in it there is nothing to show of it. */
const marks = (text: MarkedText): MarkedText => (text.some(({ hit }) => hit) ? text : []);
