import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatDay } from '../../../lib/i18n/format.js';
import { useNow } from '../../../lib/i18n/clock.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { copyText } from '../../rooms/people/copy-text.js';
import { calendarQuery, renewCalendar } from '../api/meetings.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

/** The secret address with which one's own calendar follows the room. It is shown once. */
export function CalendarAddress({ roomId }: { roomId: string }) {
  const t = useT(meetingsWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const now = new Date(useNow());
  const madeAt = useQuery(calendarQuery(roomId)).data?.madeAt ?? null;
  const [address, setAddress] = useState<string | null>(null);
  const { busy, run } = useErrand(fail);
  const make = () =>
    run(async () => {
      const { path } = await renewCalendar(roomId);
      setAddress(`${window.location.origin}${path}`);
      await queries.invalidateQueries(calendarQuery(roomId));
    });
  const copy = async () => {
    const copied = await copyText(address ?? '');
    toast({ text: t(copied ? 'calendar.copied' : 'calendar.copyFailed'), tone: copied ? 'good' : 'bad' });
  };
  return (
    <section className={css.form}>
      <div>
        <h3 className={css.title}>{t('calendar.title')}</h3>
        <p className={css.quiet}>
          {madeAt && !address
            ? t('calendar.madeAt', { day: formatDay(new Date(madeAt), now, reader) })
            : t('calendar.text')}
        </p>
      </div>
      {address ? (
        <>
          <TextField label={t('calendar.address')} hint={t('calendar.once')} value={address} readOnly />
          <Button onClick={() => void copy()}>{t('calendar.copy')}</Button>
        </>
      ) : (
        <Button busy={busy} onClick={() => void make()}>
          {t(madeAt ? 'calendar.renew' : 'calendar.make')}
        </Button>
      )}
    </section>
  );
}
