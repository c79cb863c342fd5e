import { Link } from '@tanstack/react-router';
import type { AgeBand } from '@contract/words.js';
import { Checkbox } from '../../components/ui/checkbox.js';
import { PasswordField } from '../../components/ui/password-field.js';
import { SegmentedControl } from '../../components/ui/segmented-control.js';
import { TextField } from '../../components/ui/text-field.js';
import { RichText } from '../../lib/i18n/rich-text.js';
import { useT } from '../../lib/i18n/use-t.js';
import { accountsWords } from './accounts.words.js';
import css from './form.module.css';
import type { Problems } from '../../lib/api/use-checked-form.js';
import { looksLikeEmail } from './looks-like-email.js';

interface PersonDraft {
  name: string;
  email: string;
  password: string;
  ageBand: AgeBand | null;
  terms: boolean;
}
export const NO_PERSON: PersonDraft = { name: '', email: '', password: '', ageBand: null, terms: false };

const AGES: readonly AgeBand[] = ['under-16', '16-17', '18-plus'];
const SHORTEST_PASSWORD = 10;

/** What the form asks for: guests have a name already, and some come in without a password. */
interface Asked {
  named?: boolean;
  password?: boolean;
}

/** What is not right yet, by field. */
export function usePersonCheck(tooYoung: string): (draft: PersonDraft, asked?: Asked) => Problems {
  const t = useT(accountsWords);
  return (draft, { named = true, password = true } = {}) => ({
    name: named && !draft.name.trim() ? t('missing.name') : undefined,
    email: looksLikeEmail(draft.email) ? undefined : t('missing.email'),
    password: !password || draft.password.length >= SHORTEST_PASSWORD ? undefined : t('missing.password'),
    age: draft.ageBand === null ? t('missing.age') : draft.ageBand === 'under-16' ? tooYoung : undefined,
    terms: draft.terms ? undefined : t('missing.terms'),
  });
}

/** The fields every new account has. */
export function PersonFields({
  draft,
  change,
  problems,
  named = true,
  password = true,
}: Asked & {
  draft: PersonDraft;
  change: (changes: Partial<PersonDraft>) => void;
  problems: Problems;
}) {
  const t = useT(accountsWords);
  return (
    <>
      {named ? (
        <TextField
          label={t('fields.name')}
          hint={t('fields.nameHint')}
          error={problems.name}
          name="name"
          autoComplete="name"
          maxLength={40}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      ) : null}
      <TextField
        label={t('fields.email')}
        error={problems.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={draft.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      {password ? (
        <PasswordField
          label={t('fields.password')}
          hint={t('fields.passwordHint')}
          error={problems.password}
          name="password"
          autoComplete="new-password"
          maxLength={200}
          value={draft.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
      ) : null}
      <div className={css.group} data-invalid={problems.age ? '' : undefined}>
        <span className={css.label} aria-hidden>
          {t('fields.age')}
        </span>
        <SegmentedControl<AgeBand | 'none'>
          label={t('fields.age')}
          options={AGES.map((value) => ({ value, label: t(`fields.ages.${value}`) }))}
          value={draft.ageBand ?? 'none'}
          onChange={(value) => change({ ageBand: value === 'none' ? null : value })}
        />
        <div aria-live="polite">{problems.age ? <p className={css.error}>{problems.age}</p> : null}</div>
      </div>
      <Checkbox
        name="terms"
        checked={draft.terms}
        onChange={(event) => change({ terms: event.currentTarget.checked })}
        error={problems.terms}
        label={
          <RichText
            of={accountsWords}
            k="fields.terms"
            parts={{
              terms: <Link to="/legal/$document" params={{ document: 'terms' }} target="_blank" />,
              privacy: <Link to="/legal/$document" params={{ document: 'privacy' }} target="_blank" />,
            }}
          />
        }
      />
    </>
  );
}
