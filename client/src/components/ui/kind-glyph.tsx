import { IconArmchair2, IconBooks, IconMessageCircle, IconSchool, IconTrophy, type Icon } from '@tabler/icons-react';
import type { RoomKind } from '@contract/words.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import type { Hue } from '../../lib/theme/hues.js';
import css from './kind-glyph.module.css';

export const KIND_HUE: Readonly<Record<RoomKind, Hue>> = {
  cohort: 'terracotta',
  'study-group': 'olive',
  competition: 'saffron',
  'mentor-session': 'sea',
  direct: 'plum',
};

const KIND_ICON: Readonly<Record<RoomKind, Icon>> = {
  cohort: IconSchool,
  'study-group': IconBooks,
  competition: IconTrophy,
  'mentor-session': IconArmchair2,
  direct: IconMessageCircle,
};

/** The sign of a kind of room. Give `silent` where the kind is written beside it. */
export function KindGlyph({ kind, size = 36, silent }: { kind: RoomKind; size?: number; silent?: boolean }) {
  const t = useT(commonWords);
  const Glyph = KIND_ICON[kind];
  return (
    <span
      data-hue={KIND_HUE[kind]}
      className={css.glyph}
      style={{ width: size, height: size }}
      role={silent ? undefined : 'img'}
      aria-label={silent ? undefined : t(`kinds.${kind}`)}
      aria-hidden={silent}
    >
      <Glyph size={Math.round(size * 0.58)} stroke={1.75} aria-hidden />
    </span>
  );
}
