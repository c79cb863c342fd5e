import { useEffect, type RefObject } from 'react';
import type { Incoming } from '../media/incoming.js';

/** Says how wide a picture is in sight, in pixels of the screen; nothing of it in sight, or a hidden window, is 0. */
export function useInSight(
  place: RefObject<HTMLElement | null>,
  trackId: string | null,
  incoming: Pick<Incoming, 'show'>,
): void {
  useEffect(() => {
    const element = place.current;
    if (!element || trackId === null) return undefined;
    let seen = false;
    const say = () => {
      const width = seen && !document.hidden ? element.clientWidth * (globalThis.devicePixelRatio || 1) : 0;
      incoming.show(trackId, width);
    };
    const sight = new IntersectionObserver((entries) => {
      seen = entries.at(-1)?.isIntersecting ?? false;
      say();
    });
    const size = new ResizeObserver(say);
    sight.observe(element);
    size.observe(element);
    document.addEventListener('visibilitychange', say);
    return () => {
      sight.disconnect();
      size.disconnect();
      document.removeEventListener('visibilitychange', say);
      incoming.show(trackId, 0);
    };
  }, [place, trackId, incoming]);
}
