import type { QuietHours } from '@contract/notifications.contract.js';
import { Switch } from '../../../components/ui/switch.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { noticesWords } from '../notices.words.js';
import css from './notices.module.css';

const NIGHT: QuietHours = { from: '22:00', until: '08:00' };

/** When no mail goes out, in one's own zone. */
export function QuietHoursFields({
  quiet,
  onChange,
}: {
  quiet: QuietHours | null;
  onChange: (quiet: QuietHours | null) => void;
}) {
  const t = useT(noticesWords);
  const change = (part: Partial<QuietHours>) => {
    const next = { ...(quiet ?? NIGHT), ...part };
    if (next.from !== '' && next.until !== '' && next.from !== next.until) onChange(next);
  };
  return (
    <>
      <Switch
        label={t('choice.quiet')}
        hint={t('choice.quietHint')}
        checked={quiet !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? NIGHT : null)}
      />
      {quiet ? (
        <div className={css.hours}>
          {(['from', 'until'] as const).map((part) => (
            <TextField
              key={`${part} ${quiet[part]}`}
              type="time"
              label={t(`choice.${part}`)}
              defaultValue={quiet[part]}
              onBlur={({ currentTarget }) => {
                if (currentTarget.value !== quiet[part]) change({ [part]: currentTarget.value });
              }}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
