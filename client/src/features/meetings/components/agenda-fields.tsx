import { IconPlus, IconX } from '@tabler/icons-react';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { Plan } from '../live/plan.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

const MOST = 20;

/** Steps with their minutes; while the meeting goes on everybody sees the same clock. */
export function AgendaFields({
  agenda,
  problem,
  onChange,
}: {
  agenda: Plan['agenda'];
  problem: string | undefined;
  onChange: (agenda: Plan['agenda']) => void;
}) {
  const t = useT(meetingsWords);
  const put = (id: number, change: { title?: string; minutes?: string }) =>
    onChange(agenda.map((step) => (step.id === id ? { ...step, ...change } : step)));
  const next = Math.max(-1, ...agenda.map(({ id }) => id)) + 1;
  return (
    <fieldset className={css.fields}>
      <legend>{t('form.agenda')}</legend>
      {agenda.map(({ id, title, minutes }, index) => (
        <div key={id} className={css.step}>
          <TextField
            label={t('form.step', { n: index + 1 })}
            maxLength={80}
            value={title}
            aria-invalid={problem && title.trim() === '' ? true : undefined}
            onChange={(event) => put(id, { title: event.currentTarget.value })}
          />
          <TextField
            label={t('length', { minutes: '' }).trim()}
            aria-label={t('form.stepMinutes', { n: index + 1 })}
            inputMode="numeric"
            value={minutes}
            onChange={(event) => put(id, { minutes: event.currentTarget.value })}
          />
          <IconButton
            label={t('form.removeStep', { n: index + 1 })}
            icon={<IconX size={18} />}
            onClick={() => onChange(agenda.filter((step) => step.id !== id))}
          />
        </div>
      ))}
      {problem ? <p role="alert">{problem}</p> : null}
      {agenda.length < MOST ? (
        <Button
          variant="quiet"
          icon={<IconPlus size={18} />}
          onClick={() => onChange([...agenda, { id: next, title: '', minutes: '10' }])}
        >
          {t('form.addStep')}
        </Button>
      ) : null}
    </fieldset>
  );
}
