import {
  IconWifi1,
  IconWifi2,
  IconDots,
  IconHandStop,
  IconMicrophoneOff,
  IconPinned,
  IconScreenShare,
} from '@tabler/icons-react';
import { memo, useRef, type CSSProperties } from 'react';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { Face } from '../../../components/ui/face.js';
import { facePattern } from '../../../components/ui/face-pattern.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { StageTile } from '../live/tiles.js';
import { useInSight } from '../live/use-in-sight.js';
import type { Incoming } from '../media/incoming.js';
import { recordingWords } from '../recording/recording.words.js';
import { stageWords } from '../stage.words.js';
import { Picture } from './picture.js';
import css from './tile.module.css';

export interface TileProps {
  tile: StageTile;
  incoming: Pick<Incoming, 'show'>;
  /** The picture as it has come here; one's own comes from one's own camera. */
  track: MediaStreamTrack | null;
  own: boolean;
  large: boolean;
  /** Pixels. */
  face: number;
  speaking: boolean;
  /** There is a recording, and they are not in it. */
  leftOut: boolean;
  pinned: boolean;
  reaction: string | null;
  /** What can be done about it; made when it is opened. */
  items: (tile: StageTile) => (MenuItem | null)[];
}

/** Somebody on the stage, or what they show: a picture or a face, and in words how they are there. */
export const Tile = memo(function Tile(props: TileProps) {
  const { tile, incoming, track, own, large, face, speaking, leftOut, pinned, reaction, items } = props;
  const t = useT(stageWords);
  const recording = useT(recordingWords);
  const place = useRef<HTMLElement>(null);
  const { person, source, trackId } = tile;
  useInSight(place, own ? null : trackId, incoming);
  const { name, id } = person.person;
  const screen = source === 'screen';
  const title = screen ? (own ? t('tile.yourScreen') : t('tile.screenOf', { name })) : own ? t('tile.you') : name;
  const quiet = !screen && !person.microphone?.on;
  const line = screen || person.quality === 'good' ? null : person.quality;
  const states = [
    quiet ? t('tile.microphoneOff') : null,
    !screen && speaking ? t('tile.speaking') : null,
    !screen && person.hand ? t('tile.hand') : null,
    line ? t(`tile.${line}`) : null,
    pinned ? t('tile.pinned') : null,
    leftOut ? recording('notRecorded') : null,
  ].filter((state) => state !== null);
  const style: CSSProperties & Record<'--ground', string> = { '--ground': `var(--tile-${facePattern(id).ground})` };
  const words = own
    ? ({ fair: 'yourFairLine', poor: 'yourPoorLine' } as const)
    : ({ fair: 'fairLine', poor: 'poorLine' } as const);
  return (
    <article
      ref={place}
      className={css.tile}
      style={style}
      data-person={screen ? undefined : id}
      data-tile={tile.key}
      data-source={source}
      data-large={large || undefined}
      data-speaking={(!screen && speaking) || undefined}
      aria-label={[title, ...states].join(', ')}
    >
      {track && trackId ? (
        <Picture key={track.id} track={track} mirror={own && !screen} whole={screen} />
      ) : (
        <span className={css.face}>
          {screen ? (
            <IconScreenShare size={48} stroke={1.4} aria-hidden />
          ) : (
            <Face person={person.person} size={face} />
          )}
        </span>
      )}
      {reaction ? (
        <span className={css.reaction} aria-hidden>
          {reaction}
        </span>
      ) : null}
      {person.hand && !screen ? (
        <span className={css.hand} aria-hidden>
          <IconHandStop size={18} />
        </span>
      ) : null}
      {line || leftOut ? (
        <span className={css.line} aria-hidden>
          {leftOut ? recording('notRecorded') : null}
          {line ? (
            <>
              {line === 'fair' ? <IconWifi2 size={16} /> : <IconWifi1 size={16} />}
              <span className={css.lineWords}>{t(`tile.${words[line]}`)}</span>
            </>
          ) : null}
        </span>
      ) : null}
      <span className={css.foot}>
        {quiet ? <IconMicrophoneOff size={16} aria-hidden /> : null}
        {pinned ? <IconPinned size={16} aria-hidden /> : null}
        <span className={css.name} aria-hidden>
          {title}
        </span>
      </span>
      <span className={css.options}>
        <Menu
          trigger={<BareIconButton size="s" label={t('tile.options', { name: title })} icon={<IconDots size={18} />} />}
          items={items(tile)}
        />
      </span>
    </article>
  );
});
