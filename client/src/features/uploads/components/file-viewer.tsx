import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileView } from '@contract/uploads.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { addressQuery } from '../api/address.js';
import { uploadsWords } from '../uploads.words.js';
import { useDownload } from '../use-download.js';
import css from './file-viewer.module.css';

interface FileViewerProps {
  roomId: string;
  file: FileView;
  /** What there is to see in a picture. */
  alt?: string;
  onClose: () => void;
}

/** A file in the page: the picture whole, a PDF in the browser's own viewer, sound and film with their controls. */
export function FileViewer({ roomId, file, alt = '', onClose }: FileViewerProps) {
  const t = useT(uploadsWords);
  const download = useDownload(roomId);
  const { data: address, error } = useQuery(addressQuery(roomId, file.id));
  const [failed, setFailed] = useState(false);
  const onError = () => setFailed(true);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={file.name}
      actions={
        <Button icon={<IconDownload size={18} />} onClick={() => download(file.id)}>
          {t('download')}
        </Button>
      }
    >
      <div className={css.view}>
        {error ? <FailureNote failure={error} /> : null}
        {failed ? <p role="alert">{t('failed')}</p> : null}
        {!address && !error ? <Skeleton lines={4} /> : null}
        {address && !failed ? (
          <Content file={file} src={address.open} alt={alt || t('picture', { name: file.name })} onError={onError} />
        ) : null}
      </div>
    </Dialog>
  );
}

function Content({ file, src, alt, onError }: { file: FileView; src: string; alt: string; onError: () => void }) {
  const t = useT(uploadsWords);
  const { kind, name } = file;
  if (kind === 'image')
    return (
      <img
        className={css.picture}
        src={src}
        alt={alt}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        onError={onError}
      />
    );
  // In a sandbox browsers do not open their viewer, which itself runs nothing of the page's; what frames it is a PDF by its bytes.
  // oxlint-disable-next-line react/iframe-missing-sandbox
  if (kind === 'pdf') return <iframe className={css.pdf} src={src} title={t('pdfIn', { name })} />;
  // Whoever shares sound seldom has captions for it; the name and the download stay beside it.
  if (kind === 'audio')
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    return <audio className={css.audio} src={src} controls preload="metadata" aria-label={name} onError={onError} />;
  if (kind === 'video')
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    return <video className={css.video} src={src} controls preload="metadata" aria-label={name} onError={onError} />;
  return null;
}
