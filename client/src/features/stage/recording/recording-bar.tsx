import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { StagePerson } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { answerOf, isMinor } from './own-answer.js';
import { RecordingQuestion } from './recording-question.js';
import { recordingWords } from './recording.words.js';
import css from './recording.module.css';

interface BarProps {
  window: RoomWindow;
  me: OwnAccount;
  people: readonly StagePerson[];
}

const icon = { size: 20, stroke: 1.6 };

/** How it stands with the recording, for everybody on the stage, and what each can do about it. */
export function RecordingBar({ window, me, people }: BarProps) {
  const t = useT(recordingWords);
  const live = useLive();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const { recording, room, role } = window;
  useTellEnd(window);
  if (recording === null) return <div role="status" />;
  const { state } = recording;
  const of = { roomId: room.id, recordingId: recording.id };
  const mine = answerOf(recording, me.id);
  const leads = role === 'host' || role === 'co-host';
  const led = people.some(({ role: other }) => other === 'host' || other === 'co-host');
  const waiting = people.filter(
    ({ person, role: other }) => other !== 'spectator' && answerOf(recording, person.id) === null,
  ).length;
  const answer = (consents: boolean) => void run(() => live.ask('recordings:answer', { ...of, consents }));
  // Guests say how old they are with their first answer, and only then.
  const mayChange = mine === true || (mine === false && !isMinor(me) && me.kind !== 'guest');
  return (
    <section className={css.bar} data-state={state} aria-label={t('label')}>
      <p className={css.state} role="status">
        <span className={css.dot} aria-hidden />
        <strong>{t(`state.${state}`)}</strong>{' '}
        {state === 'asked' && waiting > 0 ? t('waiting', { count: waiting }) : null}
        {state !== 'asked' ? t(mine ? 'mine.yes' : 'mine.no') : null} {led ? null : t('hostless')}
      </p>
      <span className={css.buttons}>
        {mayChange ? (
          <Button size="s" variant="quiet" disabled={busy} onClick={() => answer(!mine)}>
            {t(mine ? 'stopMe' : 'recordMe')}
          </Button>
        ) : null}
        {leads && state !== 'asked' ? (
          <IconButton
            size="s"
            disabled={busy}
            label={t(state === 'on' ? 'pause' : 'resume')}
            icon={state === 'on' ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
            onClick={() => void run(() => live.ask('recordings:pause', { ...of, paused: state === 'on' }))}
          />
        ) : null}
        {leads ? (
          <Button size="s" disabled={busy} onClick={() => void run(() => live.ask('recordings:end', of))}>
            {t('end')}
          </Button>
        ) : null}
      </span>
      {role === 'spectator' ? null : <RecordingQuestion roomId={room.id} recording={recording} me={me} />}
    </section>
  );
}

/** Why it ended, once, for everybody who was there. */
function useTellEnd({ recent }: RoomWindow): void {
  const t = useT(recordingWords);
  const told = useRef<number | null>(null);
  const last = recent.findLast(({ type }) => type === 'recordings.recording-ended');
  useEffect(() => {
    const known = told.current;
    told.current = last?.seq ?? 0;
    // What happened before one came is no news.
    if (known === null || !last || last.seq <= known || last.type !== 'recordings.recording-ended') return;
    toast({ text: t(`ended.${last.payload.why}`) });
  }, [last, t]);
}
