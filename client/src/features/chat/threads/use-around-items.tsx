import {
  IconCircleCheck,
  IconCircleX,
  IconGavel,
  IconHeart,
  IconPin,
  IconPinnedOff,
  IconQuote,
} from '@tabler/icons-react';
import type { MenuItem } from '../../../components/ui/menu.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { MessageActionsProps } from '../components/message-actions.js';
import { isRoomStaff } from '../live/chat-actions.js';
import { threadsWords } from './threads.words.js';

/** What the menu of a message offers around it: quote, thank, answer, pin. */
export function useAroundItems({ message, question, may, thanked, context }: MessageActionsProps): MenuItem[] {
  const t = useT(threadsWords);
  const icon = { size: 18, stroke: 1.6 };
  const items: MenuItem[] = [];
  if (may.reply)
    items.push({
      id: 'quote',
      label: t('quote'),
      icon: <IconQuote {...icon} />,
      onSelect: () => context.onQuote(message),
    });
  if (may.thank && !thanked)
    items.push({
      id: 'thank',
      label: t('thank'),
      icon: <IconHeart {...icon} />,
      onSelect: () => context.onThank(message),
    });
  const asker = question !== null && (question.author.id === context.me || isRoomStaff(context.rights.role));
  if (may.answer && question && asker && context.rights.role !== null) {
    const marked = question.answerId === message.id;
    items.push({
      id: 'answer',
      label: t(marked ? 'unmarkAnswer' : 'markAnswer'),
      icon: marked ? <IconCircleX {...icon} /> : <IconCircleCheck {...icon} />,
      onSelect: () => context.onAnswer(question, marked ? null : message.id),
    });
  }
  if (may.pin) {
    items.push({
      id: 'pin',
      label: t(message.pin ? 'unpin' : 'pin'),
      icon: message.pin ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />,
      onSelect: () => context.onPin(message, message.pin ? null : 'pin'),
    });
    items.push({
      id: 'decide',
      label: t(message.pin === 'decision' ? 'undecide' : 'decide'),
      icon: <IconGavel {...icon} />,
      onSelect: () => context.onPin(message, message.pin === 'decision' ? 'pin' : 'decision'),
    });
  }
  return items;
}
