import { Chip } from '../../../components/ui/badge.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Select } from '../../../components/ui/select.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { weekdayNames, type Plan } from '../live/plan.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

const REPEATS = ['never', 'day', 'week', 'weeks'] as const;
const ENDINGS = ['count', 'until'] as const;

/** Whether it comes again, on which days, and until when. */
export function RepeatFields({
  plan,
  problem,
  onChange,
}: {
  plan: Plan;
  problem: string | undefined;
  onChange: (change: Partial<Plan>) => void;
}) {
  const t = useT(meetingsWords);
  const names = weekdayNames(useLanguage());
  const weekly = plan.repeat === 'week' || plan.repeat === 'weeks';
  const toggle = (day: number, on: boolean) =>
    onChange({ weekdays: on ? [...plan.weekdays, day] : plan.weekdays.filter((one) => one !== day) });
  return (
    <>
      <Select
        label={t('form.repeat')}
        options={REPEATS.map((value) => ({ value, label: t(`form.repeats.${value}`) }))}
        value={plan.repeat}
        onChange={(repeat) => onChange({ repeat })}
      />
      {weekly ? (
        <div role="group" aria-label={t('form.weekdays')} className={css.row}>
          {names.map((name, index) => (
            <Chip key={name} pressed={plan.weekdays.includes(index + 1)} onToggle={(on) => toggle(index + 1, on)}>
              {name}
            </Chip>
          ))}
        </div>
      ) : null}
      {plan.repeat === 'never' ? null : (
        <>
          <SegmentedControl
            label={t('form.ends')}
            options={ENDINGS.map((value) => ({ value, label: t(`form.endings.${value}`) }))}
            value={plan.ending}
            onChange={(ending) => onChange({ ending })}
          />
          {plan.ending === 'count' ? (
            <TextField
              label={t('form.count')}
              name="count"
              inputMode="numeric"
              value={plan.count}
              error={problem}
              onChange={(event) => onChange({ count: event.currentTarget.value })}
            />
          ) : (
            <TextField
              label={t('form.until')}
              name="until"
              type="date"
              value={plan.until}
              error={problem}
              onChange={(event) => onChange({ until: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </>
  );
}
