import { useEffect, useRef, type ComponentProps, type RefObject } from 'react';
import type { RecordedTrack } from '@contract/recordings.contract.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { sceneAt, type RecordedMoment } from '../live/recorded-time.js';
import { minutesWords } from '../minutes.words.js';
import css from './recorded-scene.module.css';

/** Seconds that a track may be away from its moment while it plays: nobody hears it, and it need not jump. */
const NEAR_S = 0.3;
/** Faster than this nothing can be understood, and players do not follow. */
const FASTEST = 4;

export interface Pace {
  readonly playing: boolean;
  readonly speed: number;
}
interface SceneProps extends Pace {
  moment: RecordedMoment;
  /** An address has run out. */
  onLost: () => void;
}

/** What was seen and heard at a moment of the recording: each track is a player of its own, kept at that moment. */
export function RecordedScene({ moment, playing, speed, onLost }: SceneProps) {
  const t = useT(minutesWords);
  const { sounds, pictures, voices } = sceneAt(moment);
  const pace = { ms: moment.ms, playing, speed, onLost };
  return (
    <div className={css.scene} role="group" aria-label={t('recording.scene')} data-recording={moment.recording.id}>
      {pictures.map((track) => (
        <figure key={track.id} className={css.tile} data-source={track.source}>
          <Film track={track} {...pace} />
          <figcaption>
            {track.source === 'screen' ? t('recording.screenOf', { name: track.person.name }) : track.person.name}
          </figcaption>
        </figure>
      ))}
      {voices.length > 0 ? (
        <div className={css.voices}>
          {voices.map((person) => (
            <figure key={person.id} className={css.voice}>
              <Face person={person} size={44} />
              <figcaption>{person.name}</figcaption>
            </figure>
          ))}
        </div>
      ) : null}
      {sounds.map((track) => (
        <Voice key={track.id} track={track} {...pace} />
      ))}
    </div>
  );
}

interface TrackProps extends Pace {
  track: RecordedTrack;
  ms: number;
  onLost: () => void;
}

function Film({ track, onLost, ...pace }: TrackProps) {
  const place = useRef<HTMLVideoElement>(null);
  useKeptAt(place, track, pace);
  return <video ref={place} {...source(track, onLost)} muted playsInline tabIndex={-1} aria-hidden />;
}

function Voice({ track, onLost, ...pace }: TrackProps) {
  const place = useRef<HTMLAudioElement>(null);
  useKeptAt(place, track, pace);
  // What was said as text stands below it (recorded-captions.tsx), what was written in the chat beside it.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={place} {...source(track, onLost)} data-voice={track.person.id} />;
}

const source = (
  { src }: RecordedTrack,
  onError: () => void,
): Pick<ComponentProps<'video'>, 'src' | 'preload' | 'onError'> => ({
  ...{ src, preload: 'auto', onError },
});

function useKeptAt(
  place: RefObject<HTMLMediaElement | null>,
  { offsetMs, src }: RecordedTrack,
  { ms, playing, speed }: Pace & { ms: number },
): void {
  const seconds = (ms - offsetMs) / 1_000;
  const runs = playing && speed <= FASTEST;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    // The last picture stays: its file ends where it begins.
    const over = seconds >= element.duration;
    const away = Math.abs(element.currentTime - (over ? element.duration : seconds));
    // Jumping while it still jumps would show nothing at all.
    if (away > (runs ? NEAR_S * speed : 0.02) && !element.seeking) element.currentTime = seconds;
    if (runs && !over) {
      element.playbackRate = speed;
      // Where the browser wants a press first, the next one of "play" is it.
      if (element.paused) element.play().catch(() => null);
    } else if (!element.paused) element.pause();
  }, [place, seconds, runs, speed, src]);
}
