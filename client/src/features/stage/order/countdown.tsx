import { useState } from 'react';
import type { StageView } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Select } from '../../../components/ui/select.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { clockFace } from '../../meetings/live/shared-clock.js';
import { useHubTime } from '../../meetings/live/use-hub-time.js';
import { stageWords } from '../stage.words.js';
import css from './order.module.css';

type Countdown = StageView['countdown'];
const MINUTES = ['1', '2', '3', '5', '10', '15', '30'] as const;

/** For who leads: starts and stops the clock that everybody sees. */
export function CountdownControl({ roomId, countdown }: { roomId: string; countdown: Countdown }) {
  const t = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>('5');
  const count = (seconds: number | null) => void live.ask('stage:count-down', { roomId, seconds }).catch(fail);
  if (countdown)
    return (
      <div>
        <Button onClick={() => count(null)}>{t('order.stopCountdown')}</Button>
      </div>
    );
  return (
    <div className={css.row}>
      <Select
        label={t('order.countdown')}
        value={minutes}
        options={MINUTES.map((value) => ({ value, label: t('order.minutes', { count: Number(value) }) }))}
        onChange={setMinutes}
      />
      <Button onClick={() => count(Number(minutes) * 60)}>{t('order.startCountdown')}</Button>
    </div>
  );
}

/** What is left, the same for everybody whatever their device says the time is. */
export function CountdownClock({ roomId, countdown }: { roomId: string; countdown: NonNullable<Countdown> }) {
  const t = useT(stageWords);
  const hubNow = useHubTime(roomId, true);
  if (hubNow === null) return null;
  const left = Math.max(0, Date.parse(countdown.endsAt) - hubNow);
  return (
    <p role="timer" aria-label={t('order.countdown')} className={css.clock}>
      {left > 0 ? clockFace(left) : t('order.timeUp')}
    </p>
  );
}
