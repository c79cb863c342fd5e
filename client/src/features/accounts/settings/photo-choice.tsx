import { useCallback, useEffect, useRef, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { toast } from '../../../components/ui/toasts.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { removeAvatar, setAvatar } from '../api/avatar.js';
import { settingsWords } from '../settings.words.js';
import css from './section.module.css';

const KINDS = ['image/jpeg', 'image/png', 'image/webp'];
const MOST_BYTES = 5 * 1024 * 1024;

/** Choose or paste a photo, see it round, use it. */
export function PhotoChoice({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ image: Blob; url: string } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { busy, run } = useErrand(setFailure);

  const choose = useCallback((image: Blob | null | undefined) => {
    if (!image) return;
    const readable = KINDS.includes(image.type) && image.size <= MOST_BYTES;
    setFailure(readable ? null : new ApiError('accounts/bad-image'));
    setChosen(readable ? { image, url: URL.createObjectURL(image) } : null);
  }, []);

  useEffect(() => () => URL.revokeObjectURL(chosen?.url ?? ''), [chosen]);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const image = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (image) choose(image);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [choose]);

  const work = (what: () => Promise<void>, done: string) =>
    run(async () => {
      setFailure(null);
      await what();
      setChosen(null);
      toast({ text: done, tone: 'good' });
    });

  const pick = () => input.current?.click();
  return (
    <div className={css.photo}>
      {chosen ? (
        <img className={css.preview} src={chosen.url} alt={t('photo.preview')} />
      ) : (
        <Face person={{ ...me, kind: me.kind }} size={96} />
      )}
      <div className={css.choice}>
        <div className={css.row}>
          {chosen ? (
            <>
              <Button
                variant="primary"
                busy={busy}
                onClick={() => void work(() => setAvatar(chosen.image), t('photo.saved'))}
              >
                {t('photo.use')}
              </Button>
              <Button onClick={pick}>{t('photo.another')}</Button>
              <Button variant="quiet" onClick={() => setChosen(null)}>
                {t('photo.cancel')}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={pick}>{t('photo.choose')}</Button>
              {me.avatar ? (
                <Button variant="quiet" busy={busy} onClick={() => void work(removeAvatar, t('photo.removed'))}>
                  {t('photo.remove')}
                </Button>
              ) : null}
            </>
          )}
        </div>
        <p className={css.quiet}>{t('photo.hint')}</p>
        <FailureNote failure={failure} />
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('photo.choose')}
        accept={KINDS.join(',')}
        onChange={(event) => {
          choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
