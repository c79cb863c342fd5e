import { useEffect, useRef } from 'react';
import { knock } from '../../meetings/live/knock.js';

/** For who leads: another hand is heard, since the stage is where they look least when they talk. */
export function useKnock(hands: number, leads: boolean): void {
  const before = useRef(hands);
  useEffect(() => {
    if (leads && hands > before.current) knock();
    before.current = hands;
  }, [hands, leads]);
}
