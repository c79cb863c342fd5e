import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type CSSProperties } from 'react';
import type { AttachmentView } from '@contract/uploads.contract.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { addressQuery } from '../../uploads/api/address.js';
import { FileGlyph } from '../../uploads/components/file-glyph.js';
import { uploadsWords } from '../../uploads/uploads.words.js';
import { useDownload } from '../../uploads/use-download.js';
import css from './attachments.module.css';

const FileViewer = lazy(async () => ({
  default: (await import('../../uploads/components/file-viewer.js')).FileViewer,
}));

/** A single picture is shown as it is, within this box; of several each has a tile of the same size. */
const BOX = { width: 320, height: 240 };

interface AttachmentsProps {
  roomId: string;
  files: readonly AttachmentView[];
  tabIndex: 0 | -1;
}

/** Pictures as thumbnails whose places are free before they come, everything else as cards. */
export function MessageFiles({ roomId, files, tabIndex }: AttachmentsProps) {
  const t = useT(uploadsWords);
  const language = useLanguage();
  const download = useDownload(roomId);
  const [open, setOpen] = useState<AttachmentView | null>(null);
  const pictures = files.filter(({ kind }) => kind === 'image');
  const others = files.filter(({ kind }) => kind !== 'image');
  return (
    <div className={css.files}>
      {pictures.length > 0 ? (
        <ul className={css.pictures}>
          {pictures.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                className={css.picture}
                style={boxOf(file, pictures.length)}
                tabIndex={tabIndex}
                aria-label={file.alt || t('picture', { name: file.name })}
                onClick={() => setOpen(file)}
              >
                <Thumbnail roomId={roomId} file={file} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <ul className={css.cards}>
          {others.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                className={css.card}
                tabIndex={tabIndex}
                onClick={() => (file.kind === 'file' ? download(file.id) : setOpen(file))}
              >
                <FileGlyph kind={file.kind} />
                <span className={css.name}>
                  <VisuallyHidden>{t(file.kind === 'file' ? 'download' : 'look')} </VisuallyHidden>
                  {file.name}
                </span>
                <span className={css.note}>
                  {t(`kinds.${file.kind}`)} · {formatBytes(file.bytes, language)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {open ? (
        <Suspense>
          <FileViewer roomId={roomId} file={open} alt={open.alt} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function Thumbnail({ roomId, file }: { roomId: string; file: AttachmentView }) {
  const t = useT(uploadsWords);
  const { data, isError } = useQuery(addressQuery(roomId, file.id));
  const src = data?.thumbnail;
  if (isError) return <span className={css.gone}>{t('gone')}</span>;
  return src ? <img src={src} alt="" loading="lazy" decoding="async" draggable={false} /> : null;
}

function boxOf({ width, height }: AttachmentView, count: number): CSSProperties {
  if (count > 1 || !width || !height) return {};
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  const box = [width, height].map((side) => Math.max(48, Math.round(side * scale)));
  // On a narrow screen it shrinks, and keeps its shape.
  return { width: box[0], height: 'auto', aspectRatio: box.join(' / ') };
}
