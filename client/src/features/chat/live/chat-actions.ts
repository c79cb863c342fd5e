import type { MessageView } from '@contract/chat.contract.js';
import type { RoomRole } from '@contract/words.js';
import { newId } from '../../../lib/session/device.js';
import type { Live } from '../../../lib/streams/live.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** Why somebody cannot write here, or null. The hub decides; this only spares them the attempt. */
export function blockedBecause({
  room,
  role,
}: Pick<RoomWindow, 'room' | 'role'>): 'archived' | 'outsider' | 'spectator' | 'locked' | 'announcements' | null {
  if (room.state === 'archived') return 'archived';
  if (role === null) return 'outsider';
  if (role === 'spectator') return 'spectator';
  if (room.locks.chat && role === 'learner') return 'locked';
  if (room.locks.announcements && role === 'learner') return 'announcements';
  return null;
}

export const isRoomStaff = (role: RoomRole | null): boolean =>
  role === 'host' || role === 'co-host' || role === 'judge';

/** What the viewer may do with a message. */
export function rightsOver(message: MessageView, window: Pick<RoomWindow, 'room' | 'role'>, me: string) {
  const visible = message.state === 'visible';
  const own = message.author.id === me;
  const because = blockedBecause(window);
  const writes = because === null;
  const leads = (window.role === 'host' || window.role === 'co-host') && window.room.kind !== 'direct';
  const member = window.role !== null && window.room.state === 'open';
  const lockedForMe = window.room.locks.reactions && !isRoomStaff(window.role);
  return {
    reply: visible && writes,
    react: visible && member && !lockedForMe,
    edit: visible && own && (writes || because === 'announcements'),
    // Whoever reads may open a thread; writing in it is another matter.
    thank: visible && member && !own && (message.replyTo !== null || message.threadId !== null),
    pin: visible && window.room.state === 'open' && isRoomStaff(window.role),
    answer: visible && window.room.state === 'open',
    report: visible && !own && window.role !== null && window.room.kind !== 'direct',
    hide: visible && leads,
    show: message.state === 'hidden' && leads,
    seeHidden: message.state === 'hidden' && (own || leads),
    remove: visible && window.role !== null && (own || window.role === 'host' || window.role === 'co-host'),
    versions: visible && message.editedAt !== null && (window.role === 'host' || window.role === 'co-host'),
  };
}

/** In which thread a message is posted, and as what. */
export interface PostedAs {
  threadId?: string;
  asks?: boolean;
  decision?: boolean;
}

/** What the chat writes: everything goes through the durable outbox. */
export const chatActions = (live: Live, roomId: string) => ({
  /** Files are with the hub by then: the message names them, and goes out once however often it is sent. */
  post: (
    text: string,
    replyTo: string | null,
    mentions: string[],
    files: readonly { id: string; alt: string }[],
    how: PostedAs = {},
  ) =>
    live.outbox.send('chat:post', {
      roomId,
      text,
      replyTo,
      mentions,
      ...(files.length > 0 ? { attachments: [...files] } : {}),
      ...how,
    }),
  markAnswer: (messageId: string, answerId: string | null) =>
    live.outbox.send('chat:mark-answer', { roomId, messageId, answerId }),
  thank: (messageId: string) => live.outbox.send('chat:thank', { roomId, messageId }),
  pin: (messageId: string, pin: 'pin' | 'decision' | null) => live.outbox.send('chat:pin', { roomId, messageId, pin }),
  edit: (messageId: string, text: string, mentions: string[]) =>
    live.outbox.send('chat:edit', { roomId, messageId, text, mentions }),
  remove: (messageId: string) => live.outbox.send('chat:delete', { roomId, messageId }),
  undoRemove: (messageId: string) => live.outbox.send('chat:undo-delete', { roomId, messageId }),
  react: (messageId: string, emoji: string, on: boolean) =>
    live.outbox.send('chat:react', { roomId, messageId, emoji, on }),
  removePreview: (messageId: string, url: string) =>
    live.ask('chat:remove-preview', { roomId, clientId: newId(), messageId, url }),
  typing: (typing: boolean) => live.connection.signal(`room:${roomId}`, 'typing', { typing }),
});
export type ChatActions = ReturnType<typeof chatActions>;
