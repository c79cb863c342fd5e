import { useState } from 'react';

interface State {
  busy: boolean;
  failure: unknown;
}
const IDLE: State = { busy: false, failure: null };

/** An errand without its component: `show` is told each state. */
export function errand(show: (state: State) => void) {
  let state = IDLE;
  const change = (next: State) => show((state = next));
  return {
    run: async (work: () => Promise<unknown>, tell?: (failure: unknown) => void): Promise<boolean> => {
      if (state.busy) return false;
      change({ busy: true, failure: null });
      let failure: unknown = null;
      try {
        await work();
        return true;
      } catch (thrown) {
        if (tell) tell(thrown);
        else failure = thrown;
        return false;
      } finally {
        change({ busy: false, failure });
      }
    },
    clear: () => change({ ...state, failure: null }),
  };
}

/**
 * What a button or a form goes to the hub for, one at a time: whether it is under way, and why it was refused unless
 * `tell` says that elsewhere. `run` answers whether it was done; a second one meanwhile is not begun.
 *
 * Not `useMutation`: by itself it waits while the browser believes itself offline and keeps the work, with its passwords
 * and files, in a cache for minutes; and it refuses no second one.
 */
export function useErrand(tell?: (failure: unknown) => void) {
  const [state, show] = useState(IDLE);
  const [{ run, clear }] = useState(() => errand(show));
  return { ...state, run: (work: () => Promise<unknown>) => run(work, tell), clear };
}
