import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { hiddenQuery } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

/** For the author of a hidden message and the room's staff: what it says and why nobody else reads it, when they ask. */
export function HiddenWords({ roomId, message, tabIndex }: { roomId: string; message: MessageView; tabIndex: 0 | -1 }) {
  const t = useT(orderWords);
  const [open, setOpen] = useState(false);
  const { sentence } = useSentence();
  const hidden = useQuery({ ...hiddenQuery(roomId, message.id), enabled: open });
  if (!open)
    return (
      <button type="button" className={css.link} tabIndex={tabIndex} onClick={() => setOpen(true)}>
        {t('see')}
      </button>
    );
  if (hidden.isError) return <span role="alert">{sentence(hidden.error)}</span>;
  if (!hidden.data) return null;
  return (
    <div role="status">
      <p className={css.hidden}>{hidden.data.message.text}</p>
      <p>{t('hiddenWhy', { reason: hidden.data.reason })}</p>
    </div>
  );
}
