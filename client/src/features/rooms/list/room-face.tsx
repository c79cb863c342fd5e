import type { PersonCard, RoomKind } from '@contract/words.js';
import { Face } from '../../../components/ui/face.js';
import { KindGlyph } from '../../../components/ui/kind-glyph.js';
import css from './room-face.module.css';

interface RoomFaceProps {
  kind: RoomKind;
  others: readonly PersonCard[];
  size?: number;
  silent?: boolean;
}

/** What a room is known by beside its name: the faces of a direct one, the sign of its kind otherwise. */
export function RoomFace({ kind, others, size = 36, silent }: RoomFaceProps) {
  const [one, two] = others;
  if (!one) return <KindGlyph kind={kind} size={size} silent={silent} />;
  if (!two) return <Face person={one} size={size} />;
  const small = Math.round(size * 0.68);
  return (
    <span className={css.two} style={{ width: size, height: size }} aria-hidden>
      <Face person={two} size={small} />
      <Face person={one} size={small} />
    </span>
  );
}
