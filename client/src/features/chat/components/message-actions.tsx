import {
  IconArrowBackUp,
  IconBookmark,
  IconBookmarkOff,
  IconCopy,
  IconDots,
  IconEdit,
  IconEyeOff,
  IconFlag,
  IconHistory,
  IconLink,
  IconMessages,
  IconMoodPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { orderWords } from '../../order/order.words.js';
import { chatWords } from '../chat.words.js';
import type { rightsOver } from '../live/chat-actions.js';
import { threadsWords } from '../threads/threads.words.js';
import { useAroundItems } from '../threads/use-around-items.js';
import { EmojiPicker } from './emoji-picker.js';
import type { MessageContext } from './message-context.js';
import css from './message-actions.module.css';

export interface MessageActionsProps {
  message: MessageView;
  name: string;
  may: ReturnType<typeof rightsOver>;
  mine: readonly string[];
  /** The question it answers, or could. */
  question: MessageView | null;
  thanked: boolean;
  context: MessageContext;
  /** Only the message in the focus gives its buttons to the Tab key. */
  tabIndex: 0 | -1;
}

/** The small bar that comes with the pointer or the focus: answer, react, and the rest in a menu. */
export function MessageActions(props: MessageActionsProps) {
  const { message, name, may, mine, context, tabIndex } = props;
  const t = useT(chatWords);
  const threads = useT(threadsWords);
  const order = useT(orderWords);
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t('copied') }),
      () => toast({ text: t('copyFailed'), tone: 'bad' }),
    );
  const items: (MenuItem | null)[] = [];
  const icon = { size: 18, stroke: 1.6 };
  if (may.edit)
    items.push({ id: 'edit', label: t('edit'), icon: <IconEdit {...icon} />, onSelect: () => context.onEdit(message) });
  items.push(
    { id: 'text', label: t('copyText'), icon: <IconCopy {...icon} />, onSelect: () => void copy(message.text ?? '') },
    {
      id: 'link',
      label: t('copyLink'),
      icon: <IconLink {...icon} />,
      onSelect: () => void copy(`${location.origin}/rooms/${context.roomId}?message=${message.seq}`),
    },
  );
  const saved = context.saved.has(message.id);
  items.push({
    id: 'save',
    label: t(saved ? 'saved.giveBack' : 'saved.keep'),
    icon: saved ? <IconBookmarkOff {...icon} /> : <IconBookmark {...icon} />,
    onSelect: () => context.onSave(message, !saved),
  });
  items.push(...useAroundItems(props));
  if (may.versions)
    items.push({
      id: 'versions',
      label: t('versions.title'),
      icon: <IconHistory {...icon} />,
      onSelect: () => context.onVersions(message),
    });
  if (may.report)
    items.push({
      id: 'report',
      label: order('report'),
      icon: <IconFlag {...icon} />,
      onSelect: () => context.onReport(message),
    });
  if (may.hide)
    items.push({
      id: 'hide',
      label: order('hide'),
      icon: <IconEyeOff {...icon} />,
      onSelect: () => context.onJudge(message, 'hide'),
    });
  if (may.remove)
    items.push(null, {
      id: 'remove',
      label: t('remove'),
      danger: true,
      icon: <IconTrash {...icon} />,
      onSelect: () => context.onRemove(message),
    });
  return (
    <div
      className={css.bar}
      role="toolbar"
      aria-label={t('actions', { name })}
      tabIndex={-1}
      onKeyDown={walk}
      // Words that are selected stay so: an answer quotes them.
      onMouseDown={(event) => event.preventDefault()}
    >
      {may.react ? (
        <EmojiPicker
          trigger={(open) => (
            <IconButton
              size="s"
              label={t('react')}
              icon={<IconMoodPlus {...icon} />}
              tabIndex={tabIndex}
              onClick={open}
            />
          )}
          onPick={(emoji) => context.onReact(message, emoji, !mine.includes(emoji))}
        />
      ) : null}
      {may.reply ? (
        <IconButton
          size="s"
          label={t('reply')}
          icon={<IconArrowBackUp {...icon} />}
          tabIndex={tabIndex}
          data-reply
          onClick={() => context.onReply(message)}
        />
      ) : null}
      {context.thread === null && (may.reply || message.replies) ? (
        <IconButton
          size="s"
          label={threads('start')}
          icon={<IconMessages {...icon} />}
          tabIndex={tabIndex}
          onClick={() => context.onThread(message.id)}
        />
      ) : null}
      <Menu
        trigger={<IconButton size="s" label={t('more')} icon={<IconDots {...icon} />} tabIndex={tabIndex} data-more />}
        items={items}
      />
    </div>
  );
}

/** Left and right inside the bar, as in every toolbar. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
