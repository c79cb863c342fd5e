import { useId, useState } from 'react';
import { Button, ButtonAnchor } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { askForExport } from '../api/export.js';
import css from '../form.module.css';
import { settingsWords } from '../settings.words.js';

/** The password first; then the address of the copy. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useT(settingsWords);
  const common = useT(commonWords);
  const { sentence } = useSentence();
  const id = useId();
  const [password, setPassword] = useState('');
  const [path, setPath] = useState<string | null>(null);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ current: password ? undefined : t('leaving.missing') }),
    async () => setPath((await askForExport(password)).path),
    sentence,
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leaving.exportTitle')}
      focusInside
      actions={
        path === null ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={id} variant="primary" busy={busy}>
              {t('leaving.exportAsk')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{common('close')}</Button>
        )
      }
    >
      {path === null ? (
        <form id={id} ref={form} noValidate className={css.form} onSubmit={submit}>
          <p>{t('leaving.exportText')}</p>
          <PasswordField
            label={t('leaving.password')}
            error={problems.current}
            name="current"
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
          />
          <FailureNote failure={failure} />
        </form>
      ) : (
        <div className={css.form} role="status">
          <p>{t('leaving.exportReady')}</p>
          <div>
            <ButtonAnchor href={path} variant="primary" download>
              {t('leaving.download')}
            </ButtonAnchor>
          </div>
        </div>
      )}
    </Dialog>
  );
}
