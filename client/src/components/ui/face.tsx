import { useState, type CSSProperties } from 'react';
import type { PersonCard } from '@contract/words.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { FaceTile } from './face-tile.js';
import { faceLetter } from './face-pattern.js';
import css from './face.module.css';

export interface FaceProps {
  person: Pick<PersonCard, 'id' | 'name' | 'kind' | 'avatar'>;
  /** Pixels. */
  size?: number;
  /** Give it where no name stands beside the face; otherwise the face is silent for screen readers. */
  named?: boolean;
}

/** Somebody's photo, or the tile generated from their id. Bots are square-shouldered and carry IA. */
export function Face({ person, size = 40, named }: FaceProps) {
  const t = useT(commonWords);
  const [broken, setBroken] = useState<string | null>(null);
  const bot = person.kind === 'bot';
  const name = bot ? t('botName', { name: person.name }) : person.name;
  const style: CSSProperties & Record<'--size', string> = { width: size, height: size, '--size': `${size}px` };
  return (
    <span
      className={css.face}
      data-kind={person.kind}
      style={style}
      role={named ? 'img' : undefined}
      aria-label={named ? name : undefined}
      aria-hidden={named ? undefined : true}
    >
      {person.avatar && person.avatar !== broken ? (
        <img
          className={css.picture}
          src={person.avatar}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(person.avatar)}
        />
      ) : (
        <FaceTile id={person.id} letter={size >= 28 ? faceLetter(person.name) : null} />
      )}
      {bot ? <span className={css.bot}>{t('bot')}</span> : null}
    </span>
  );
}
