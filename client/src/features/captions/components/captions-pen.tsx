import { useState, type FormEvent } from 'react';
import { CAPTION_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import { captionsWords } from '../captions.words.js';
import css from './captions.module.css';

/** A line at a time, with Enter. */
export function CaptionsPen({ media, kept }: { media: StageMedia; kept: boolean }) {
  const t = useT(captionsWords);
  const live = useLive();
  const language = useLanguage();
  const { sentence } = useSentence();
  const { busy, failure, run } = useErrand();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const said = { ...media.onStage, text, language, source: 'typed' as const };
    if (await run(() => live.ask('captions:say', said))) setText('');
  };
  return (
    <form className={css.pen} onSubmit={(event) => void send(event)}>
      <TextField
        label={t('line')}
        value={text}
        maxLength={CAPTION_MAX}
        autoComplete="off"
        error={failure ? sentence(failure) : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" busy={busy}>
        {t('send')}
      </Button>
      {kept ? <p className={css.kept}>{t('kept')}</p> : null}
    </form>
  );
}
