import { useLayoutEffect, useMemo, useRef } from 'react';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { MessageWindow } from '../../../lib/streams/message-window.js';
import { MessageBody } from '../../chat/components/message-body.js';
import { chatWords } from '../../chat/chat.words.js';
import { minutesWords } from '../minutes.words.js';
import { MomentButton } from './said-at.js';
import css from './replay.module.css';

/** The last ones of that moment; the chat itself has the rest. */
const SHOWN = 30;

interface ReplayChatProps {
  chat: MessageWindow;
  me: string;
  onMoment: (at: string) => void;
}

/** The chat of one moment, to be read and not to be used: whoever wants to answer goes to the room. */
export function ReplayChat({ chat, me, onMoment }: ReplayChatProps) {
  const t = useT(minutesWords);
  const words = useT(chatWords);
  const list = useRef<HTMLOListElement>(null);
  const messages = chat.messages.slice(-SHOWN);
  const earlier = chat.messages.length - messages.length;
  const last = messages.at(-1)?.id;
  const names = useMemo(
    () => new Map(chat.messages.map(({ author }) => [author.id, author.name] as const)),
    [chat.messages],
  );
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [last]);
  if (messages.length === 0) return <p className={css.quiet}>{t('replay.quiet')}</p>;
  return (
    // What scrolls must be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className={css.chat} aria-label={t('replay.chat')} tabIndex={0}>
      {earlier > 0 ? <li className={css.quiet}>{t('replay.earlier', { count: earlier })}</li> : null}
      {messages.map((message) => (
        <li key={message.id} className={css.message}>
          <Face person={message.author} size={36} />
          <div>
            <p className={css.head}>
              <strong>{message.author.name}</strong>
              <MomentButton at={message.postedAt} onMoment={onMoment} />
            </p>
            {message.text === null ? (
              <p className={css.quiet}>{words(message.state === 'hidden' ? 'hidden' : 'deleted')}</p>
            ) : (
              <MessageBody message={message} names={names} me={me} tabIndex={-1} />
            )}
            {message.attachments.map(({ id, name }) => (
              <p key={id} className={css.quiet}>
                {name}
              </p>
            ))}
            {message.reactions.length > 0 ? (
              <p className={css.reactions}>
                {message.reactions.map(({ emoji, count }) => (
                  <span key={emoji}>
                    {emoji} {count}
                  </span>
                ))}
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
