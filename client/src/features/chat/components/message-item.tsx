import { IconBookmarkFilled } from '@tabler/icons-react';
import { lazy, memo, Suspense, useId, useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { Face } from '../../../components/ui/face.js';
import { Time } from '../../../components/ui/time.js';
import { classes } from '../../../components/ui/classes.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { PersonButton } from '../../profiles/name-card/person-button.js';
import { HiddenWords } from '../../order/components/hidden-words.js';
import { orderWords } from '../../order/order.words.js';
import { chatWords } from '../chat.words.js';
import { rightsOver } from '../live/chat-actions.js';
import { AroundMessage, hasAround } from '../threads/around-message.js';
import { MessageFiles } from './attachments.js';
import { MessageActions } from './message-actions.js';
import { MessageBody } from './message-body.js';
import type { MessageContext } from './message-context.js';
import { MessageQuote } from './message-quote.js';
import { Reactions } from './reactions.js';
import css from './message-item.module.css';

const LinkPreviews = lazy(async () => ({ default: (await import('../previews/link-previews.js')).LinkPreviews }));

interface MessageItemProps {
  message: MessageView;
  first: boolean;
  context: MessageContext;
  quoted: MessageView | null;
  /** The question it answers, or could. */
  question: MessageView | null;
  mine: readonly string[];
  thanked: boolean;
  highlighted: boolean;
  /** It is the tab stop of the list. */
  active: boolean;
}

export const MessageItem = memo(function MessageItem({
  message,
  first,
  context,
  quoted,
  question,
  mine,
  thanked,
  highlighted,
  active,
}: MessageItemProps) {
  const t = useT(chatWords);
  const order = useT(orderWords);
  const common = useT(commonWords);
  const id = useId();
  // The bar is made when somebody comes near: a list of eighty of them would cost more than the messages.
  const [near, setNear] = useState(false);
  const { author } = message;
  const [unfolded, setUnfolded] = useState(false);
  const folded = context.blocked.has(author.id) && !unfolded && message.text !== null;
  const tabIndex = active ? 0 : -1;
  const may = rightsOver(message, context.rights, context.me);
  const name = author.kind === 'bot' ? common('botName', { name: author.name }) : author.name;
  return (
    <article
      className={classes(css.message, first && css.first)}
      aria-labelledby={`${id}-who ${id}-words`}
      tabIndex={tabIndex}
      onPointerEnter={() => setNear(true)}
      data-message={message.seq}
      data-highlighted={highlighted || undefined}
      data-own={author.id === context.me || undefined}
    >
      <div className={css.gutter}>
        {first ? (
          <PersonButton person={author} tabIndex={-1} aria-hidden>
            <Face person={author} size={36} />
          </PersonButton>
        ) : (
          <Time at={message.postedAt} as="clock" />
        )}
      </div>
      <div className={css.content}>
        <header className={classes(css.head, !first && css.hidden)} id={`${id}-who`}>
          <PersonButton person={author} tabIndex={first ? tabIndex : -1} className={css.name}>
            {name}
          </PersonButton>
          <Time at={message.postedAt} as="clock" />
          {context.saved.has(message.id) ? (
            <span className={css.saved} role="img" aria-label={t('saved.mark')} title={t('saved.mark')}>
              <IconBookmarkFilled size={14} aria-hidden />
            </span>
          ) : null}
          {message.generated ? <span className={css.note}>{t('generated')}</span> : null}
        </header>
        {message.replyTo && !folded ? (
          <MessageQuote
            quoted={quoted}
            folded={quoted !== null && context.blocked.has(quoted.author.id)}
            onJump={context.onJump}
            tabIndex={tabIndex}
          />
        ) : null}
        <div id={`${id}-words`}>
          {folded ? (
            <p className={css.gone}>
              {t('fromBlocked')}{' '}
              <button type="button" className={css.edited} tabIndex={tabIndex} onClick={() => setUnfolded(true)}>
                {t('showBlocked')}
              </button>
            </p>
          ) : message.text === null ? (
            <p className={css.gone}>
              {t(message.state === 'hidden' ? 'hidden' : message.state === 'held' ? 'held' : 'deleted')}{' '}
              {may.show ? (
                <button
                  type="button"
                  className={css.edited}
                  tabIndex={tabIndex}
                  onClick={() => context.onJudge(message, 'show')}
                >
                  {order('show')}
                </button>
              ) : null}
            </p>
          ) : message.text === '' ? null : (
            <MessageBody message={message} names={context.names} me={context.me} tabIndex={tabIndex} />
          )}
          {message.attachments.length > 0 && !folded ? (
            <MessageFiles roomId={context.roomId} files={message.attachments} tabIndex={tabIndex} />
          ) : null}
        </div>
        {message.previews.length > 0 ? (
          <Suspense>
            <LinkPreviews
              roomId={context.roomId}
              previews={message.previews}
              tabIndex={tabIndex}
              onRemove={may.remove ? (url) => context.onRemovePreview(message, url) : undefined}
            />
          </Suspense>
        ) : null}
        {may.seeHidden ? <HiddenWords roomId={context.roomId} message={message} tabIndex={tabIndex} /> : null}
        {message.editedAt && message.text !== null ? (
          may.versions ? (
            <button
              type="button"
              className={css.edited}
              tabIndex={tabIndex}
              onClick={() => context.onVersions(message)}
            >
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
            tabIndex={tabIndex}
            onReact={(emoji, on) => context.onReact(message, emoji, on)}
            onWho={() => context.onReactors(message)}
          />
        ) : null}
        {hasAround(message, context, question) ? (
          <AroundMessage
            message={message}
            context={context}
            question={question}
            thanked={thanked}
            mayThank={may.thank}
            tabIndex={tabIndex}
          />
        ) : null}
      </div>
      {message.state === 'visible' && (near || active) ? (
        <MessageActions
          message={message}
          question={question}
          name={name}
          may={may}
          mine={mine}
          thanked={thanked}
          context={context}
          tabIndex={tabIndex}
        />
      ) : null}
    </article>
  );
});
