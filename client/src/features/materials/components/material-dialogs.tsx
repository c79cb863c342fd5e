import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { MaterialView } from '@contract/materials.contract.js';
import { LICENCE_MAX, MATERIAL_TITLE_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TextField } from '../../../components/ui/text-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { uploadFile } from '../../uploads/api/upload-file.js';
import { materialsWords } from '../materials.words.js';
import css from './materials-panel.module.css';

interface FormProps {
  heading: string;
  submit: string;
  title: string;
  licence: string;
  /** Said above the fields. */
  about?: string;
  /** What is on its way, and how far it is from 0 to 1. */
  progress?: { label: string; part: number } | null;
  save: (words: { title: string; licence: string }) => Promise<void>;
  onClose: () => void;
}

function MaterialForm({ heading, submit, title, licence, about, progress, save, onClose }: FormProps) {
  const t = useT(materialsWords);
  const common = useT(commonWords);
  const [words, setWords] = useState({ title, licence });
  const { busy, failure, run } = useErrand();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      await save({ title: words.title.trim(), licence: words.licence.trim() });
      onClose();
    });
  };
  return (
    <Dialog open onClose={onClose} title={heading} focusInside>
      <form className={css.form} onSubmit={(event) => void onSubmit(event)}>
        {about ? <p className={css.about}>{about}</p> : null}
        <TextField
          label={t('name')}
          value={words.title}
          maxLength={MATERIAL_TITLE_MAX}
          required
          data-autofocus
          onChange={(event) => setWords({ ...words, title: event.currentTarget.value })}
        />
        <TextField
          label={t('licenceField')}
          hint={t('licenceHint')}
          optional
          value={words.licence}
          maxLength={LICENCE_MAX}
          onChange={(event) => setWords({ ...words, licence: event.currentTarget.value })}
        />
        {busy && progress ? <progress aria-label={progress.label} value={progress.part} max={1} /> : null}
        {failure ? <FailureNote failure={failure} /> : null}
        <div className={css.buttons}>
          <Button variant="quiet" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={words.title.trim() === ''}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The file is brought first, once: whoever tries again after a refusal only says the words again. */
export function AddMaterial({ roomId, file, onClose }: { roomId: string; file: File; onClose: () => void }) {
  const t = useT(materialsWords);
  const language = useLanguage();
  const live = useLive();
  const [part, setPart] = useState(0);
  const stop = useRef(new AbortController());
  const brought = useRef<string | null>(null);
  const clientId = useRef(newId());
  useEffect(() => {
    const { current } = stop;
    return () => current.abort();
  }, []);
  const save = async (words: { title: string; licence: string }) => {
    const { signal } = stop.current;
    brought.current ??= (await uploadFile(roomId, file, { onProgress: setPart, signal })).id;
    try {
      await live.ask('materials:add', { roomId, clientId: clientId.current, fileId: brought.current, ...words });
    } catch (failure) {
      // A refusal is kept under its key.
      clientId.current = newId();
      throw failure;
    }
  };
  return (
    <MaterialForm
      heading={t('add')}
      submit={t('put')}
      title={file.name.replace(/\.[^.]+$/, '').slice(0, MATERIAL_TITLE_MAX)}
      licence=""
      about={t('file', { name: file.name, size: formatBytes(file.size, language) })}
      progress={{ label: t('uploading', { name: file.name }), part }}
      save={save}
      onClose={onClose}
    />
  );
}

interface MaterialDialogProps {
  roomId: string;
  material: MaterialView;
  onClose: () => void;
}

export function EditMaterial({ roomId, material, onClose }: MaterialDialogProps) {
  const t = useT(materialsWords);
  const live = useLive();
  const save = async (words: { title: string; licence: string }) => {
    await live.ask('materials:edit', { roomId, clientId: newId(), materialId: material.id, ...words });
  };
  const { title, licence } = material;
  return (
    <MaterialForm
      heading={t('editTitle')}
      submit={t('save')}
      title={title}
      licence={licence}
      save={save}
      onClose={onClose}
    />
  );
}

/** There is no way back, so one is asked. */
export function RemoveMaterial({
  material,
  onRemove,
  onClose,
}: Omit<MaterialDialogProps, 'roomId'> & { onRemove: () => void }) {
  const t = useT(materialsWords);
  const common = useT(commonWords);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('removeTitle', { title: material.title })}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              onRemove();
              onClose();
            }}
          >
            {t('remove')}
          </Button>
        </>
      }
    >
      <p>{t('removeText')}</p>
    </Dialog>
  );
}
