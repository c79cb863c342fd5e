import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { settingsWords } from '../settings.words.js';
import { DeleteDialog } from './delete-dialog.js';
import { ExportDialog } from './export-dialog.js';
import { Section } from './section.js';
import css from './section.module.css';

/** Taking everything along, and going. */
export function LeavingSection() {
  const t = useT(settingsWords);
  const [open, setOpen] = useState<'export' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title={t('leaving.title')} lead={t('leaving.exportText')}>
      <div className={css.row}>
        <Button onClick={() => setOpen('export')}>{t('leaving.exportAsk')}</Button>
      </div>
      <p className={css.quiet}>{t('leaving.deleteText')}</p>
      <div className={css.row}>
        <Button variant="danger" onClick={() => setOpen('delete')}>
          {t('leaving.deleteAsk')}
        </Button>
      </div>
      {open === 'export' ? <ExportDialog onClose={close} /> : null}
      {open === 'delete' ? <DeleteDialog onClose={close} /> : null}
    </Section>
  );
}
