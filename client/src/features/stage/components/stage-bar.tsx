import { IconVideo } from '@tabler/icons-react';
import type { StageSignal } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { seatIn } from '../../../lib/streams/breakouts-window.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { peopleOnStage } from '../media/people.js';
import { stageDoorWords } from '../stage-door.words.js';
import css from './stage-bar.module.css';

const MOST = 5;

/** For who is in the room and not on its stage: who is there, and the way in. Where nothing goes on there is nothing to see. */
export function StageBar({ window, onEnter }: { window: RoomWindow; onEnter: () => void }) {
  const t = useT(stageDoorWords);
  const { accountId } = useLive();
  const signals = useSignals(`room:${window.room.id}`);
  const people = peopleOnStage(signals, accountId);
  const live = window.meetings.some(({ state }) => state === 'live');
  const stage = signals['stage'] as StageSignal | undefined;
  if (people.length === 0 && !live) return null;
  // Who has a seat in a breakout goes there first.
  const seated = seatIn(window.breakouts.open, accountId) !== null;
  return (
    <section className={css.bar} aria-label={t('stage')}>
      <p className={css.people}>
        {people.slice(0, MOST).map(({ person }) => (
          <Face key={person.id} person={person} size={28} named />
        ))}
        <span>
          {people.length > 0 ? t('people', { count: people.length }) : t('open')}
          {stage?.video === 'preparing' ? ` ${t('preparing')}` : null}
          {window.recording && window.recording.state !== 'asked'
            ? ` ${t(window.recording.state === 'on' ? 'recorded' : 'recordingPaused')}`
            : null}
        </span>
      </p>
      <Button
        className={css.enter}
        variant={seated ? 'secondary' : 'primary'}
        size="s"
        icon={<IconVideo size={18} stroke={1.6} aria-hidden />}
        aria-label={t('enter')}
        onClick={onEnter}
      >
        {t('enterShort')}
      </Button>
    </section>
  );
}
