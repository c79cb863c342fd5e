import { IconCircleCheck, IconGavel, IconHeart, IconHelpCircle, IconPin, IconSpeakerphone } from '@tabler/icons-react';
import { createElement } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { Face } from '../../../components/ui/face.js';
import { Time } from '../../../components/ui/time.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { MessageContext } from '../components/message-context.js';
import { threadsWords } from './threads.words.js';
import css from './around-message.module.css';

interface AroundProps {
  message: MessageView;
  context: MessageContext;
  /** The question it answers, or could. */
  question: MessageView | null;
  thanked: boolean;
  mayThank: boolean;
  tabIndex: 0 | -1;
}

const PINS = {
  pin: { hue: 'terracotta', icon: IconPin, words: 'pinned' },
  decision: { hue: 'plum', icon: IconGavel, words: 'decision' },
  broadcast: { hue: 'saffron', icon: IconSpeakerphone, words: 'broadcast' },
} as const;

/** Whether there is anything to say about a message besides its words. */
export const hasAround = (message: MessageView, context: MessageContext, question: MessageView | null): boolean =>
  message.asks ||
  message.pin !== null ||
  message.thanks > 0 ||
  (message.replies !== null && context.thread === null) ||
  question?.answerId === message.id;

/** One calm line under a message: question, answer, pin, thanks, and the thread it began. */
export function AroundMessage({ message, context, question, thanked, mayThank, tabIndex }: AroundProps) {
  const t = useT(threadsWords);
  const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const;
  const thanks = t('thanks', { count: message.thanks });
  return (
    <div className={css.around}>
      {message.asks && message.answerId === null ? (
        <span className={css.mark} data-hue="sea">
          <IconHelpCircle {...icon} /> {t('question')}
        </span>
      ) : null}
      {message.asks && message.answerId !== null ? (
        <button
          type="button"
          className={css.mark}
          data-hue="olive"
          tabIndex={tabIndex}
          title={t('toAnswer')}
          onClick={() => context.onOpen({ id: message.answerId ?? '' })}
        >
          <IconCircleCheck {...icon} /> {t('answered')}
        </button>
      ) : null}
      {question?.answerId === message.id ? (
        <span className={css.mark} data-hue="olive">
          <IconCircleCheck {...icon} /> {t('answer')}
        </span>
      ) : null}
      {message.pin ? (
        <span className={css.mark} data-hue={PINS[message.pin].hue}>
          {createElement(PINS[message.pin].icon, icon)} {t(PINS[message.pin].words)}
        </span>
      ) : null}
      {message.thanks > 0 ? (
        <button
          type="button"
          className={css.mark}
          data-hue="terracotta"
          aria-pressed={thanked}
          aria-label={thanked ? t('thankedToo', { label: thanks }) : thanks}
          disabled={thanked || !mayThank}
          tabIndex={tabIndex}
          onClick={() => context.onThank(message)}
        >
          <IconHeart {...icon} fill={thanked ? 'currentColor' : 'none'} /> {message.thanks}
        </button>
      ) : null}
      {message.replies && context.thread === null ? (
        <ThreadButton message={message} replies={message.replies} context={context} tabIndex={tabIndex} />
      ) : null}
    </div>
  );
}

function ThreadButton({
  message,
  replies,
  context,
  tabIndex,
}: {
  message: MessageView;
  replies: NonNullable<MessageView['replies']>;
  context: MessageContext;
  tabIndex: 0 | -1;
}) {
  const t = useT(threadsWords);
  const label = t('replies', { count: replies.count });
  const faces = replies.people.flatMap((id) => context.faces.get(id) ?? []);
  const unread = context.unread.get(message.id) ?? 0;
  return (
    <button
      type="button"
      className={css.thread}
      tabIndex={tabIndex}
      data-thread={message.id}
      onClick={() => context.onThread(message.id)}
    >
      <span className={css.faces} aria-hidden>
        {faces.map((person) => (
          <Face key={person.id} person={person} size={20} />
        ))}
      </span>
      <strong>{label}</strong>
      <Time at={replies.lastAt} />
      {unread > 0 ? <span className={css.unread}>{t('unread', { count: unread })}</span> : null}
    </button>
  );
}
