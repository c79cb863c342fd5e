import { IconPhone } from '@tabler/icons-react';
import type { CallAnswer, CallSignal } from '@contract/calls.contract.js';
import { Button } from '../../../components/ui/button.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import { callsWords } from '../calls.words.js';
import css from './call-notes.module.css';

const ANSWERS: readonly CallAnswer[] = ['ringing', 'coming', 'declined', 'busy', 'missed'];

/** On the stage of a direct room: how it stands with those who are called, and, alone there, the way to call them again. */
export function CallNotes({ media }: { media: StageMedia }) {
  const t = useT(callsWords);
  const live = useLive();
  const { onStage } = media;
  const call = useSignals(`room:${onStage.roomId}`)['call'] as CallSignal | undefined;
  const here = useStore(media.people);
  const { busy, failure, run } = useErrand();
  const away = call?.people.filter(({ person }) => !here.some((one) => one.person.id === person.id)) ?? [];
  const lines = ANSWERS.flatMap((answer) => {
    const names = away.filter((one) => one.answer === answer).map(({ person }) => person.name);
    return names.length > 0 ? [{ answer, names: names.join(', ') }] : [];
  });
  const alone = here.length === 1 && (!call || call.over) && !lines.some(({ answer }) => answer === 'coming');
  if (lines.length === 0 && !alone) return null;
  return (
    <div className={css.notes}>
      <div role="status" className={css.lines}>
        {lines.map(({ answer, names }) => (
          <p key={answer}>{t(`state.${answer}`, { names })}</p>
        ))}
      </div>
      {alone ? (
        <Button
          size="s"
          busy={busy}
          icon={<IconPhone size={18} stroke={1.6} aria-hidden />}
          onClick={() => void run(() => live.ask('calls:ring', onStage))}
        >
          {t('again')}
        </Button>
      ) : null}
      <FailureNote failure={failure} />
    </div>
  );
}
