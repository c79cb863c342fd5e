import { IconRefresh, IconX } from '@tabler/icons-react';
import { ALT_MAX } from '@contract/limits.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { FileGlyph } from '../../uploads/components/file-glyph.js';
import { chatWords } from '../chat.words.js';
import type { Attached, Attachments } from '../live/use-attachments.js';
import css from './attachment-tray.module.css';

/** What will go with the message: how far it is, what it shows, and a way to leave it out. */
export function AttachmentTray({ attachments }: { attachments: Attachments }) {
  const t = useT(chatWords);
  if (attachments.files.length === 0) return null;
  return (
    <ul className={css.tray} aria-label={t('files.tray')}>
      {attachments.files.map((one) => (
        <TrayFile key={one.key} one={one} attachments={attachments} />
      ))}
    </ul>
  );
}

function TrayFile({ one, attachments }: { one: Attached; attachments: Attachments }) {
  const t = useT(chatWords);
  const language = useLanguage();
  const { sentence } = useSentence();
  const { key, file, progress, view, failure, alt, preview } = one;
  const name = file.name;
  return (
    <li className={css.file} data-failed={failure ? true : undefined}>
      <span className={css.picture}>
        {preview && !failure ? <img src={preview} alt="" /> : <FileGlyph kind={view?.kind ?? 'file'} />}
      </span>
      <div className={css.words}>
        <span className={css.name}>{name}</span>
        {failure ? (
          <span className={css.failure} role="alert">
            {sentence(failure)}
          </span>
        ) : view ? (
          preview ? (
            <input
              className={css.alt}
              value={alt}
              maxLength={ALT_MAX}
              placeholder={t('files.alt')}
              aria-label={t('files.altOf', { name })}
              onChange={(event) => attachments.describe(key, event.currentTarget.value)}
            />
          ) : (
            <span className={css.note}>{formatBytes(view.bytes, language)}</span>
          )
        ) : (
          <progress className={css.progress} value={progress} max={1} aria-label={t('files.uploading', { name })} />
        )}
      </div>
      {failure && file.size > 0 ? (
        <BareIconButton
          size="s"
          label={t('files.retry', { name })}
          icon={<IconRefresh size={18} />}
          onClick={() => attachments.retry(key)}
        />
      ) : null}
      <BareIconButton
        size="s"
        label={t(view || failure ? 'files.remove' : 'files.cancel', { name })}
        icon={<IconX size={18} />}
        onClick={() => attachments.remove(key)}
      />
    </li>
  );
}
