import type { StagePerson, VoiceSignal } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import { breakoutsWords } from '../breakouts.words.js';
import css from './breakouts.module.css';

/** Who speaks to all breakouts now, in the main room and in each of them. */
export function WhoSpeaksToAll({ roomId }: { roomId: string }) {
  const t = useT(breakoutsWords);
  const { accountId } = useLive();
  const signals = useSignals(`room:${roomId}`);
  const person = (signals['voice-to-all'] as VoiceSignal | undefined)?.person;
  const mine = person?.id === accountId;
  const here = signals[`stage:${accountId}`] as StagePerson | undefined;
  const said = mine
    ? t(here?.microphone?.on ? 'voice.you' : 'voice.youSilent')
    : t(here ? 'voice.somebody' : 'voice.somebodyAway', { name: person?.name ?? '' });
  return (
    <p role="status" className={css.voice}>
      {person ? <strong>{said}</strong> : null}
    </p>
  );
}

/** For who may, once they are on the stage of the main room: their voice into all breakouts, and back. */
export function SpeakToAll({ roomId }: { roomId: string }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const signals = useSignals(`room:${roomId}`);
  if (!signals[`stage:${live.accountId}`]) return null;
  const speaker = (signals['voice-to-all'] as VoiceSignal | undefined)?.person.id;
  if (speaker !== undefined && speaker !== live.accountId) return null;
  const on = speaker === undefined;
  return (
    <Button
      size="s"
      variant={on ? 'secondary' : 'primary'}
      busy={busy}
      onClick={() => void run(() => live.ask('stage:speak-to-all', { roomId, on }))}
    >
      {t(on ? 'voice.start' : 'voice.stop')}
    </Button>
  );
}
