import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { TokenScope } from '@contract/account-access.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { makeToken, tokensQuery } from '../api/tokens.js';
import css from '../form.module.css';
import { settingsWords } from '../settings.words.js';

const SCOPES: readonly TokenScope[] = ['read', 'write:chat', 'write:rooms'];
/** Their words are named without the colon, which means something else there. */
export const SCOPE_WORDS = { read: 'read', 'write:chat': 'chat', 'write:rooms': 'rooms' } as const;
const DAYS = ['30', '90', '365'] as const;

/** A name, what it may do and for how long; then the key, this once. */
export function TokenForm({ onDone }: { onDone: () => void }) {
  const t = useT(settingsWords);
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['read']);
  const [days, setDays] = useState<(typeof DAYS)[number]>('90');
  const [secret, setSecret] = useState<string | null>(null);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({
      name: name.trim() ? undefined : t('tokens.missingName'),
      scopes: scopes.length > 0 ? undefined : t('tokens.missingScope'),
    }),
    async () => {
      const made = await makeToken({ name, scopes: [...scopes], days: Number(days) });
      setSecret(made.secret);
      await queries.invalidateQueries(tokensQuery());
    },
    sentence,
  );
  const toggle = (scope: TokenScope, on: boolean) =>
    setScopes(SCOPES.filter((one) => (one === scope ? on : scopes.includes(one))));
  if (secret !== null) return <Secret secret={secret} onDone={onDone} />;
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        error={problems.name}
        name="name"
        maxLength={60}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={css.group}>
        <legend className={css.label}>{t('tokens.may')}</legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            label={t(`tokens.scopes.${SCOPE_WORDS[scope]}`)}
            checked={scopes.includes(scope)}
            aria-invalid={problems.scopes ? true : undefined}
            onChange={(event) => toggle(scope, event.currentTarget.checked)}
          />
        ))}
        {problems.scopes ? <p className={css.error}>{problems.scopes}</p> : null}
      </fieldset>
      <SegmentedControl
        label={t('tokens.for')}
        options={DAYS.map((value) => ({ value, label: t('tokens.days', { count: Number(value) }) }))}
        value={days}
        onChange={setDays}
      />
      <FailureNote failure={failure} />
      <div className={css.actions}>
        <Button type="submit" variant="primary" busy={busy}>
          {t('tokens.submit')}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t('tokens.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useT(settingsWords);
  const { fail } = useSentence();
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: the reader goes on at what it brought.
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      toast({ text: t('tokens.copied'), tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
  }
  return (
    <div ref={place} className={css.form}>
      <TextField
        label={t('tokens.secret')}
        hint={t('tokens.secretHint')}
        readOnly
        value={secret}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={css.actions}>
        <Button variant="primary" onClick={() => void copy()}>
          {t('tokens.copy')}
        </Button>
        <Button onClick={onDone}>{t('tokens.kept')}</Button>
      </div>
    </div>
  );
}
