import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** What every message of the room needs to know; changes rarely. */
export interface MessageContext {
  me: string;
  meCard: PersonCard;
  roomId: string;
  rights: Pick<RoomWindow, 'room' | 'role'>;
  names: ReadonlyMap<string, string>;
  /** Whom the reader blocks: what they said is folded. */
  blocked: ReadonlySet<string>;
  byId: ReadonlyMap<string, MessageView>;
  onReply(message: MessageView): void;
  onEdit(message: MessageView): void;
  onRemove(message: MessageView): void;
  onReact(message: MessageView, emoji: string, on: boolean): void;
  onJump(seq: number): void;
  onVersions(message: MessageView): void;
  /** Ids of what the viewer has saved. */
  saved: ReadonlySet<string>;
  onSave(message: MessageView, on: boolean): void;
}
