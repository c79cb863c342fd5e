import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { MESSAGE_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { failureSentence } from '../../../lib/api/api-error.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useConnection, useLive } from '../../../lib/streams/hooks.js';
import type { Queued } from '../../../lib/streams/local-store.js';
import { chatWords } from '../chat.words.js';
import { MessageBody } from './message-body.js';
import css from './queued-message.module.css';

const NOBODY = new Map<string, string>();

/** One's own message that the hub has not confirmed: on its way, waiting for the connection, or refused with its reason. */
export function QueuedMessage({ queued, first, me }: { queued: Queued; first: boolean; me: PersonCard }) {
  const t = useT(chatWords);
  const common = useT(commonWords);
  const language = useLanguage();
  const { outbox } = useLive();
  const online = useConnection() === 'online';
  const written = 'text' in queued.input ? queued.input.text : '';
  const files = 'attachments' in queued.input ? (queued.input.attachments?.length ?? 0) : 0;
  const [text, setText] = useState<string | null>(null);
  const refused = queued.state === 'refused';
  return (
    <article className={css.message} data-first={first || undefined} data-refused={refused || undefined}>
      <div>{first ? <Face person={me} size={36} /> : null}</div>
      <div className={css.content}>
        {first ? <strong className={css.name}>{me.name}</strong> : <VisuallyHidden>{me.name}</VisuallyHidden>}
        {text === null ? (
          <div className={css.pale}>
            {written === '' ? null : (
              <MessageBody message={{ text: written, mentions: [], lang: null }} names={NOBODY} me={me.id} />
            )}
            {files > 0 ? <p className={css.files}>{t('files.sending', { count: files })}</p> : null}
          </div>
        ) : (
          <TextArea
            label={t('edit')}
            value={text}
            maxLength={MESSAGE_MAX}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {refused ? (
          <>
            <p className={css.refused} role="alert">
              <IconAlertCircle size={16} aria-hidden />
              <span>
                {t('notSent', { reason: failureSentence(queued.code ?? 'internal', language, queued.details) })}
              </span>
            </p>
            <div className={css.actions}>
              {text === null ? (
                <>
                  <Button size="s" variant="secondary" onClick={() => void outbox.retry(queued.order)}>
                    {t('retry')}
                  </Button>
                  <Button size="s" variant="quiet" onClick={() => setText(written)}>
                    {t('edit')}
                  </Button>
                  <Button size="s" variant="quiet" onClick={() => void outbox.discard(queued.order)}>
                    {t('discard')}
                  </Button>
                </>
              ) : (
                <>
                  <Button
                    size="s"
                    variant="primary"
                    disabled={text.trim() === ''}
                    onClick={() => void outbox.retry(queued.order, text)}
                  >
                    {t('composer.send')}
                  </Button>
                  <Button size="s" variant="quiet" onClick={() => setText(null)}>
                    {common('cancel')}
                  </Button>
                </>
              )}
            </div>
          </>
        ) : (
          <p className={css.state}>
            <IconClock size={14} aria-hidden />
            {online ? t('sending') : t('waiting')}
          </p>
        )}
      </div>
    </article>
  );
}
