import { useMe } from '../../../app/me.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { breakoutsWords } from '../breakouts.words.js';
import { breakoutRules } from '../live/breakout-rules.js';
import { Running } from './running.js';
import { SetUp } from './set-up.js';
import css from './breakouts.module.css';

/** For who leads, beside the main room: breakouts before they open and while they are. */
export function BreakoutsPanel({ window, present }: { window: RoomWindow; present: ReadonlySet<string> }) {
  const t = useT(breakoutsWords);
  const me = useMe();
  if (!me) return null;
  const rules = breakoutRules(window, me);
  const { open } = window.breakouts;
  return (
    <div className={css.panel}>
      {open ? (
        <Running window={window} open={open} present={present} rules={rules} />
      ) : rules.lead ? (
        <SetUp window={window} present={present} />
      ) : (
        <p>{t('setUp.needsMeeting')}</p>
      )}
    </div>
  );
}
