import { memo, useId } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import { Face } from '../../../components/ui/face.js';
import { Time } from '../../../components/ui/time.js';
import { classes } from '../../../components/ui/classes.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { chatWords } from '../chat.words.js';
import { rightsOver } from '../live/chat-actions.js';
import { MessageActions } from './message-actions.js';
import { MessageBody } from './message-body.js';
import { MessageQuote } from './message-quote.js';
import { Reactions } from './reactions.js';
import css from './message-item.module.css';

/** What every message of the room needs to know; changes rarely. */
export interface MessageContext {
  me: string;
  meCard: PersonCard;
  roomId: string;
  rights: Pick<RoomWindow, 'room' | 'role'>;
  names: ReadonlyMap<string, string>;
  byId: ReadonlyMap<string, MessageView>;
  onReply(message: MessageView): void;
  onEdit(message: MessageView): void;
  onRemove(message: MessageView): void;
  onReact(message: MessageView, emoji: string, on: boolean): void;
  onJump(seq: number): void;
  onVersions(message: MessageView): void;
}

interface MessageItemProps {
  message: MessageView;
  first: boolean;
  context: MessageContext;
  quoted: MessageView | null;
  mine: readonly string[];
  highlighted: boolean;
}

export const MessageItem = memo(function MessageItem({
  message,
  first,
  context,
  quoted,
  mine,
  highlighted,
}: MessageItemProps) {
  const t = useT(chatWords);
  const common = useT(commonWords);
  const id = useId();
  const { author } = message;
  const may = rightsOver(message, context.rights, context.me);
  const name = author.kind === 'bot' ? common('botName', { name: author.name }) : author.name;
  return (
    <article
      className={classes(css.message, first && css.first)}
      aria-labelledby={`${id}-who`}
      tabIndex={-1}
      data-message={message.seq}
      data-highlighted={highlighted || undefined}
      data-own={author.id === context.me || undefined}
    >
      <div className={css.gutter}>
        {first ? <Face person={author} size={36} /> : <Time at={message.postedAt} as="clock" />}
      </div>
      <div className={css.content}>
        <header className={classes(css.head, !first && css.hidden)} id={`${id}-who`}>
          <strong className={css.name}>{name}</strong>
          <Time at={message.postedAt} as="clock" />
          {message.generated ? <span className={css.note}>{t('generated')}</span> : null}
        </header>
        {message.replyTo ? <MessageQuote quoted={quoted} onJump={context.onJump} /> : null}
        {message.text === null ? (
          <p className={css.gone}>
            {t(message.state === 'hidden' ? 'hidden' : message.state === 'held' ? 'held' : 'deleted')}
          </p>
        ) : (
          <MessageBody message={message} names={context.names} me={context.me} />
        )}
        {message.editedAt && message.text !== null ? (
          may.versions ? (
            <button type="button" className={css.edited} onClick={() => context.onVersions(message)}>
              {t('edited')}
            </button>
          ) : (
            <span className={css.edited}>{t('edited')}</span>
          )
        ) : null}
        {message.reactions.length > 0 ? (
          <Reactions
            reactions={message.reactions}
            mine={mine}
            disabled={!may.react}
            onReact={(emoji, on) => context.onReact(message, emoji, on)}
          />
        ) : null}
      </div>
      {message.state === 'visible' ? (
        <MessageActions message={message} name={name} may={may} mine={mine} context={context} />
      ) : null}
    </article>
  );
});
