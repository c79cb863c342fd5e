import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { RING_MS } from '@contract/limits.js';
import { callingTitle } from '../../../app/page-title.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { knock } from '../../meetings/live/knock.js';
import { preferencesQuery } from '../../notifications/api/notices.js';
import { callsWords } from '../calls.words.js';
import { answering, isQuiet, type Rung } from '../live/rung.js';
import css from './ring-panel.module.css';

const TONE_MS = 2_000;

/** Somebody calls. A room that one wants to hear nothing of does not ring, and in quiet hours nothing sounds. */
export function RingPanel({ rung }: { rung: Rung }) {
  const t = useT(callsWords);
  const live = useLive();
  const navigate = useNavigate();
  const zone = useTimeZone();
  const preferences = useQuery(preferencesQuery());
  const { busy, failure, run } = useErrand();
  const [over, setOver] = useState(false);
  const [began] = useState(() => new Date());
  const { by, others, roomId } = rung;
  const rings = !over && !preferences.isPending && !preferences.data?.roomsOff.includes(roomId);
  const quiet = isQuiet(began, preferences.data?.quiet ?? null, zone);
  const sounds = rings && preferences.isSuccess && !quiet;
  // The hub ends it; whoever cannot hear the hub is not rung for ever.
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), RING_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!sounds) return undefined;
    // A page that nobody has touched must not sound, and says so in the console if it tries.
    const tone = () => (navigator.userActivation.hasBeenActive ? knock() : undefined);
    tone();
    const timer = setInterval(tone, TONE_MS);
    return () => clearInterval(timer);
  }, [sounds]);
  const title = t('callsTitle', { name: by.name });
  useEffect(() => {
    if (!rings) return undefined;
    callingTitle.set(title);
    return () => callingTitle.set(null);
  }, [rings, title]);
  if (!rings) return null;

  const answer = (accept: boolean) => run(() => live.ask('calls:answer', { roomId, accept }));
  const accept = async () => {
    if (!(await answer(true))) return;
    answering.set(roomId);
    await navigate({ to: '/rooms/$roomId', params: { roomId } });
  };
  return (
    <section className={css.panel} role="alert" aria-label={t('calls', { name: by.name })} data-hue="olive">
      <span className={css.face} aria-hidden>
        <Face person={by} size={56} />
      </span>
      <div className={css.words}>
        <p className={css.who}>{t('calls', { name: by.name })}</p>
        {others.length > 0 ? (
          <p className={css.more}>{t('with', { names: others.map(({ name }) => name).join(', ') })}</p>
        ) : null}
        {quiet ? <p className={css.more}>{t('silent')}</p> : null}
        <FailureNote failure={failure} />
      </div>
      <div className={css.answers}>
        <Button icon={<IconPhoneOff size={20} stroke={1.6} aria-hidden />} onClick={() => void answer(false)}>
          {t('decline')}
        </Button>
        <Button
          variant="primary"
          hue="olive"
          busy={busy}
          icon={<IconPhone size={20} stroke={1.6} aria-hidden />}
          onClick={() => void accept()}
        >
          {t('accept')}
        </Button>
      </div>
    </section>
  );
}
