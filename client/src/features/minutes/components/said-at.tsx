import { IconMessage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { NotedMessage } from '@contract/minutes.contract.js';
import { formatClock } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { minutesWords } from '../minutes.words.js';
import css from './minutes.module.css';

/** A time that takes the replay to its moment. */
export function MomentButton({ at, onMoment }: { at: string; onMoment: (at: string) => void }) {
  const t = useT(minutesWords);
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const time = formatClock(new Date(at), reader);
  return (
    <button type="button" className={css.moment} aria-label={t('toMoment', { time })} onClick={() => onMoment(at)}>
      {time}
    </button>
  );
}

/** A message as the minutes tell it: its moment, who said it, what, and the way to it in the chat. */
export function SaidAt({
  roomId,
  message,
  onMoment,
}: {
  roomId: string;
  message: NotedMessage;
  onMoment: (at: string) => void;
}) {
  return (
    <span className={css.said}>
      <MomentButton at={message.at} onMoment={onMoment} />
      <span className={css.words}>
        {message.text === '' ? null : <span>{message.text} </span>}
        <span className={css.quiet}>{message.person.name}</span>
      </span>
      <ToChat roomId={roomId} seq={message.seq} />
    </span>
  );
}

export function ToChat({ roomId, seq }: { roomId: string; seq: number }) {
  const t = useT(minutesWords);
  return (
    <Link
      to="/rooms/$roomId"
      params={{ roomId }}
      search={{ message: seq }}
      className={css.chat}
      aria-label={t('inChat')}
      title={t('inChat')}
    >
      <IconMessage size={18} stroke={1.6} aria-hidden />
    </Link>
  );
}
