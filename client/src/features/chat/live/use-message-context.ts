import { useMemo } from 'react';
import type { PersonCard } from '@contract/words.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { Around, MessageContext } from '../components/message-context.js';
import type { useSaved } from '../saved/use-saved.js';
import type { chatActions } from './chat-actions.js';

type Given =
  | ('roomId' | 'names' | 'blocked')
  | ('onReply' | 'onEdit' | 'onReport' | 'onJudge' | 'onRemove' | 'onJump' | 'onVersions');
interface Parts extends Pick<MessageContext, Given> {
  me: PersonCard;
  view: RoomWindow['room'];
  role: RoomWindow['role'];
  actions: ReturnType<typeof chatActions>;
  saved: ReadonlySet<string>;
  save: ReturnType<typeof useSaved>['save'];
  around: Around;
}

/** What every message needs to know, the same object as long as nothing of it changes: hundreds of rows look at it. */
export function useMessageContext(parts: Parts): MessageContext {
  const { fail } = useSentence();
  const { me, roomId, view, role, names, blocked, actions, saved, save, around } = parts;
  const { onReply, onEdit, onReport, onJudge, onRemove, onJump, onVersions } = parts;
  const about = useMemo(
    () => ({ me: me.id, meCard: me, roomId, rights: { room: view, role }, names, blocked, saved, ...around }),
    [me, roomId, view, role, names, blocked, saved, around],
  );
  const doing = useMemo(
    () => ({ onReply, onEdit, onReport, onJudge, onRemove, onJump, onVersions }),
    [onReply, onEdit, onReport, onJudge, onRemove, onJump, onVersions],
  );
  return useMemo<MessageContext>(
    () => ({
      ...about,
      ...doing,
      onReact: (message, emoji, on) => void actions.react(message.id, emoji, on).catch(fail),
      onRemovePreview: (message, url) => void actions.removePreview(message.id, url).catch(fail),
      onSave: (message, on) => void save({ roomId, messageId: message.id }, on).catch(fail),
    }),
    [about, doing, actions, fail, save, roomId],
  );
}
