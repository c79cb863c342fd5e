import { useEffect, useRef } from 'react';
import css from './picture.module.css';

interface PictureProps {
  track: MediaStreamTrack;
  /** One's own camera is a mirror; a screen never is. */
  mirror?: boolean;
  /** All of it, with bars at its sides, or filling its place. */
  whole?: boolean;
}

/** A picture that moves, without sound: what is heard is played elsewhere. */
export function Picture({ track, mirror, whole }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={video}
      className={css.video}
      data-mirror={mirror || undefined}
      data-whole={whole || undefined}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      aria-hidden
    />
  );
}
