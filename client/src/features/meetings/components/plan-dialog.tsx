import { useState } from 'react';
import type { MeetingView } from '@contract/meetings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Select } from '../../../components/ui/select.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { planOf, problemsOf, repeatOf, zonesWith, type Plan } from '../live/plan.js';
import { meetingsWords } from '../meetings.words.js';
import { AgendaFields } from './agenda-fields.js';
import { ScopeChoice, type Scope } from './meeting-dialogs.js';
import { RepeatFields } from './repeat-fields.js';
import css from './meetings.module.css';

interface PlanDialogProps {
  roomId: string;
  /** Null for a new one. */
  meeting: MeetingView | null;
  onClose: () => void;
}

/** Day, hour and length; what else is worth saying; whether it comes again. */
export function PlanDialog({ roomId, meeting, onClose }: PlanDialogProps) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { sentence } = useSentence();
  const own = useTimeZone() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [plan, setPlan] = useState<Plan>(() => planOf(meeting, own));
  const [scope, setScope] = useState<Scope>('one');
  // One key for this form, however often it is sent.
  const [clientId] = useState(newId);
  const put = (change: Partial<Plan>) => setPlan((before) => ({ ...before, ...change }));

  const send = async () => {
    const { title, about, date, time, timeZone, minutes, waitingRoom, agenda } = plan;
    const said = {
      roomId,
      title: title.trim(),
      about: about.trim(),
      date,
      time,
      timeZone,
      minutes: Number(minutes),
      waitingRoom,
      agenda: agenda.map((step) => ({ title: step.title.trim(), minutes: Number(step.minutes) })),
    };
    if (meeting) {
      await live.ask('meetings:edit', { ...said, meetingId: meeting.id, scope });
      toast({ text: t('form.saved'), tone: 'good' });
    } else {
      const { meetingIds } = await live.ask('meetings:schedule', { ...said, clientId, repeat: repeatOf(plan) });
      toast({ text: t('form.made', { count: meetingIds.length }), tone: 'good' });
    }
    onClose();
  };
  const check = () =>
    Object.fromEntries(Object.entries(problemsOf(plan)).map(([field, key]) => [field, key && t(`form.${key}`)]));
  const { form, problems, failure, busy, submit } = useCheckedForm(check, send, sentence);

  return (
    <Dialog open onClose={onClose} title={t(meeting ? 'form.editTitle' : 'form.title')}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <TextField
          label={t('form.name')}
          name="title"
          maxLength={80}
          value={plan.title}
          error={problems.title}
          onChange={(event) => put({ title: event.currentTarget.value })}
        />
        <div className={css.pair}>
          <TextField
            label={t('form.date')}
            name="date"
            type="date"
            value={plan.date}
            error={problems.date}
            onChange={(event) => put({ date: event.currentTarget.value })}
          />
          <TextField
            label={t('form.time')}
            name="time"
            type="time"
            value={plan.time}
            error={problems.time}
            onChange={(event) => put({ time: event.currentTarget.value })}
          />
          <TextField
            label={t('form.minutes')}
            name="minutes"
            inputMode="numeric"
            value={plan.minutes}
            error={problems.minutes}
            onChange={(event) => put({ minutes: event.currentTarget.value })}
          />
        </div>
        <Select
          label={t('form.zone')}
          options={zonesWith(plan.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          value={plan.timeZone}
          onChange={(timeZone) => put({ timeZone })}
        />
        {meeting ? null : <RepeatFields plan={plan} problem={problems.count} onChange={put} />}
        {meeting?.seriesId ? <ScopeChoice value={scope} onChange={setScope} /> : null}
        <TextArea
          label={t('form.about')}
          optional
          maxLength={500}
          rows={2}
          value={plan.about}
          onChange={(event) => put({ about: event.currentTarget.value })}
        />
        <AgendaFields agenda={plan.agenda} problem={problems.agenda} onChange={(agenda) => put({ agenda })} />
        <Checkbox
          label={t('form.waitingRoom')}
          checked={plan.waitingRoom}
          onChange={(event) => put({ waitingRoom: event.currentTarget.checked })}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" busy={busy}>
          {t(meeting ? 'form.save' : 'form.send')}
        </Button>
      </form>
    </Dialog>
  );
}
