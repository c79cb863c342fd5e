import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MaterialView } from '@contract/materials.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { AddMaterial } from '../../materials/components/material-dialogs.js';
import { materialRights } from '../../materials/live/material-rights.js';
import { useMaterials } from '../../materials/live/use-materials.js';
import { FileGlyph } from '../../uploads/components/file-glyph.js';
import { openSlides } from './open-slides.js';
import { PdfError, type PdfTrouble } from './pdf-trouble.js';
import css from './slides.module.css';
import { slidesWords } from './slides.words.js';

/** One of the room's PDFs. It is opened here first: what nobody could read is not shown to everybody. */
export function SlidesDialog({ window, me, onClose }: { window: RoomWindow; me: OwnAccount; onClose: () => void }) {
  const t = useT(slidesWords);
  const language = useLanguage();
  const live = useLive();
  const client = useQueryClient();
  const roomId = window.room.id;
  const { list, failure } = useMaterials(window);
  const [trying, setTrying] = useState<MaterialView | null>(null);
  const [trouble, setTrouble] = useState<PdfTrouble | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [adding, setAdding] = useState<File | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [stop] = useState(() => new AbortController());
  useEffect(() => () => stop.abort(), [stop]);
  const pdfs = list?.materials.filter(({ file }) => file.kind === 'pdf') ?? [];
  const mayAdd = materialRights(window, me).add;

  const show = async (material: MaterialView): Promise<void> => {
    const { signal } = stop;
    const fileId = material.file.id;
    setTrying(material);
    setTrouble(null);
    setRefusal(null);
    try {
      (await openSlides(client, { roomId, fileId }, { signal, onPart: () => undefined })).close();
      await live.ask('stage:show-slides', { roomId, fileId });
      onClose();
    } catch (thrown) {
      if (signal.aborted) return;
      if (thrown instanceof PdfError) setTrouble(thrown.trouble);
      else setRefusal(thrown);
    }
    setTrying(null);
  };
  return (
    <Dialog open onClose={onClose} title={t('choose')}>
      {failure || refusal ? <FailureNote failure={refusal ?? failure} /> : null}
      {trouble ? <p role="alert">{t(`trouble.${trouble}`)}</p> : null}
      {!list && !failure ? <Skeleton lines={3} /> : null}
      {list && pdfs.length === 0 ? (
        <EmptyState title={t('none.title')} text={t(mayAdd ? 'none.mayAdd' : 'none.text')} />
      ) : null}
      {pdfs.length > 0 ? (
        <>
          <p className={css.about} role="status">
            {trying ? t('trying', { title: trying.title }) : t('chooseText')}
          </p>
          <ul className={css.list} aria-label={t('list')}>
            {pdfs.map((material) => (
              <li key={material.id} className={css.row}>
                <button
                  type="button"
                  className={css.choice}
                  disabled={trying !== null}
                  onClick={() => void show(material)}
                >
                  <FileGlyph kind="pdf" />
                  <span className={css.title}>{material.title}</span>
                  <span className={css.size}>{formatBytes(material.file.bytes, language)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {list && mayAdd ? (
        <>
          <input
            ref={picker}
            type="file"
            accept=".pdf,application/pdf"
            hidden
            data-slides
            onChange={(event) => {
              setAdding(event.currentTarget.files?.[0] ?? null);
              event.currentTarget.value = '';
            }}
          />
          <Button wide icon={<IconPlus size={18} aria-hidden />} onClick={() => picker.current?.click()}>
            {t('add')}
          </Button>
        </>
      ) : null}
      {adding ? <AddMaterial roomId={roomId} file={adding} onClose={() => setAdding(null)} /> : null}
    </Dialog>
  );
}
