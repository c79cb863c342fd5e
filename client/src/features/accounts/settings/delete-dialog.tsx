import { useId, useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { session } from '../../../lib/session/session.js';
import css from '../form.module.css';
import { settingsWords } from '../settings.words.js';

const WAYS = ['keep', 'erase'] as const;

/** In two steps: what happens to the texts, then the password. There is no third. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const t = useT(settingsWords);
  const common = useT(commonWords);
  const { sentence } = useSentence();
  const id = useId();
  const [texts, setTexts] = useState<(typeof WAYS)[number]>('keep');
  const [sure, setSure] = useState(false);
  const [password, setPassword] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ current: password ? undefined : t('leaving.missing') }),
    () => session.deleteAccount({ password, texts }),
    sentence,
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leaving.deleteTitle')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          {sure ? (
            <Button type="submit" form={id} variant="danger" busy={busy}>
              {t('leaving.submit')}
            </Button>
          ) : (
            <Button variant="danger" onClick={() => setSure(true)}>
              {t('leaving.next')}
            </Button>
          )}
        </>
      }
    >
      {sure ? (
        <form id={id} ref={form} noValidate className={css.form} onSubmit={submit}>
          <p>{t('leaving.sure')}</p>
          <p>
            <strong>{t(`leaving.${texts}`)}.</strong> {t(`leaving.${texts}Hint`)}
          </p>
          <PasswordField
            label={t('leaving.password')}
            error={problems.current}
            name="current"
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <FailureNote failure={failure} />
        </form>
      ) : (
        <div className={css.form}>
          <p>{t('leaving.goes')}</p>
          <fieldset className={css.group}>
            <legend className={css.label}>{t('leaving.what')}</legend>
            {WAYS.map((way) => (
              <label key={way} className={css.choice}>
                <input type="radio" name="texts" checked={texts === way} onChange={() => setTexts(way)} />
                <span>
                  {t(`leaving.${way}`)}
                  <small>{t(`leaving.${way}Hint`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
        </div>
      )}
    </Dialog>
  );
}
