import type { BreakoutsPart, BreakoutsView } from '@contract/breakouts.contract.js';
import { useMe } from '../../../app/me.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { seatIn } from '../../../lib/streams/breakouts-window.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { clockFace } from '../../meetings/live/shared-clock.js';
import { breakoutsWords } from '../breakouts.words.js';
import { useMainRoom } from '../live/breakout-place.js';
import { breakoutRules, type BreakoutRules } from '../live/breakout-rules.js';
import { useAsked } from '../live/help.js';
import { useBreakoutClock, useLastMinute } from '../live/use-breakout-clock.js';
import { HelpCalls } from './help-calls.js';
import { SpeakToAll, WhoSpeaksToAll } from './voice-to-all.js';
import css from './breakouts.module.css';

/** Below the table of a main room while breakouts are open, and of each breakout itself. */
export function BreakoutsBar({ window, onLead }: { window: RoomWindow; onLead: () => void }) {
  const me = useMe();
  const { open, within } = window.breakouts;
  if (!me) return null;
  if (within) return <Inside roomId={window.room.id} within={within} />;
  return open ? <FromMain window={window} open={open} rules={breakoutRules(window, me)} onLead={onLead} /> : null;
}

function Clock({ roomId, open }: { roomId: string; open: BreakoutsView }) {
  const t = useT(breakoutsWords);
  const left = useBreakoutClock(roomId, open);
  useLastMinute(left);
  if (left === null) return null;
  return (
    <span role="timer" className={css.clock} data-soon={left < 60_000 || undefined}>
      {t('bar.left', { time: clockFace(left) })}
    </span>
  );
}

interface FromMainProps {
  window: RoomWindow;
  open: BreakoutsView;
  rules: BreakoutRules;
  onLead: () => void;
}

function FromMain({ window, open, rules, onLead }: FromMainProps) {
  const t = useT(breakoutsWords);
  const { accountId } = useLive();
  const { id: roomId } = window.room;
  const seat = seatIn(open, accountId);
  const chooses = rules.choose && open.way === 'self-chosen';
  const said = seat ? t('bar.yours', { title: seat.title }) : t(chooses ? 'bar.choose' : 'bar.wait');
  return (
    <section aria-label={t('title')}>
      <div className={css.bar}>
        <p role="status">
          <strong>{rules.seesHelp ? t('bar.open', { count: open.rooms.length }) : said}</strong>
        </p>
        <WhoSpeaksToAll roomId={roomId} />
        <div className={css.row}>
          <Clock roomId={roomId} open={open} />
          {seat ? (
            <ButtonLink size="s" variant="primary" to="/rooms/$roomId" params={{ roomId: seat.id }}>
              {t('bar.enter')}
            </ButtonLink>
          ) : null}
          {rules.broadcast ? <SpeakToAll roomId={roomId} /> : null}
          {rules.seesHelp ? (
            <Button size="s" variant={rules.lead ? 'primary' : 'secondary'} onClick={onLead}>
              {t(rules.lead ? 'bar.lead' : 'bar.see')}
            </Button>
          ) : null}
        </div>
        {chooses ? <Choices roomId={roomId} open={open} /> : null}
        {rules.seesHelp ? <HelpCalls roomId={roomId} open={open} /> : null}
      </div>
    </section>
  );
}

/** Where each may choose: all of them, with how many are there. The page of the chosen one opens when the seat is one's own. */
function Choices({ roomId, open }: { roomId: string; open: BreakoutsView }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const mine = seatIn(open, live.accountId);
  return (
    <div className={css.row}>
      {open.rooms
        .filter(({ id }) => id !== mine?.id)
        .map(({ id, title, people }) => (
          <Button
            key={id}
            size="s"
            aria-label={t('bar.enterNamed', { title })}
            onClick={() => void live.ask('breakouts:choose', { roomId, to: id }).catch(fail)}
          >
            {title} · {people.length}
          </Button>
        ))}
    </div>
  );
}

function Inside({ roomId, within }: { roomId: string; within: NonNullable<BreakoutsPart['within']> }) {
  const t = useT(breakoutsWords);
  const main = useMainRoom(within.roomId).window;
  const open = main?.breakouts.open ?? null;
  const me = useMe();
  const rules = main && me ? breakoutRules(main, me) : null;
  const now = open?.id === within.breakoutsId ? open : null;
  const { accountId } = useLive();
  const seat = now && seatIn(now, accountId);
  return (
    <section aria-label={t('title')}>
      <div className={css.bar}>
        <p>
          <strong>{t('bar.inside', { room: main?.room.title ?? '' })}</strong>
        </p>
        <WhoSpeaksToAll roomId={roomId} />
        <div className={css.row}>
          {now ? <Clock roomId={within.roomId} open={now} /> : null}
          {now && seat ? <AskHelp roomId={within.roomId} open={now} atFirst={main?.askedHelp ?? false} /> : null}
          <ButtonLink size="s" to="/rooms/$roomId" params={{ roomId: within.roomId }}>
            {t('bar.back')}
          </ButtonLink>
        </div>
        {now && rules?.seesHelp ? <HelpCalls roomId={within.roomId} open={now} /> : null}
      </div>
    </section>
  );
}

function AskHelp({ roomId, open, atFirst }: { roomId: string; open: BreakoutsView; atFirst: boolean }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const asked = useAsked(open.id, atFirst);
  const ask = () =>
    void (
      asked
        ? live.ask('breakouts:settle-help', { roomId, personId: live.accountId })
        : live.ask('breakouts:ask-help', { roomId })
    ).catch(fail);
  return (
    <>
      {asked ? <span role="status">{t('help.asked')}</span> : null}
      <Button size="s" onClick={ask}>
        {t(asked ? 'help.cancel' : 'help.ask')}
      </Button>
    </>
  );
}
