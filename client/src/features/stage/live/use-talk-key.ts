import { useEffect, useState } from 'react';

const WRITING = 'input, textarea, select, button, a, [contenteditable], [role=menuitem], [role=slider], [role=log]';

/** Talk while space is held, wherever it writes nothing and presses nothing. Letting go, or leaving the window, is silence. */
export function useTalkKey(on: boolean, talk: (talking: boolean) => void): boolean {
  const [talking, setTalking] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    let held = false;
    const set = (next: boolean) => {
      if (held === next) return;
      held = next;
      setTalking(next);
      talk(next);
    };
    const down = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || event.repeat || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(WRITING)) return;
      event.preventDefault();
      set(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === 'Space') set(false);
    };
    const away = () => set(false);
    addEventListener('keydown', down);
    addEventListener('keyup', up);
    addEventListener('blur', away);
    return () => {
      removeEventListener('keydown', down);
      removeEventListener('keyup', up);
      removeEventListener('blur', away);
      set(false);
    };
  }, [on, talk]);
  return talking;
}
