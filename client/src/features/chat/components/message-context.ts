import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** A message to go to; without its place it is looked up by its id. */
export interface Place {
  readonly id: string;
  readonly seq?: number;
  readonly threadId?: string | null;
}

/** What stands around the words of a message: threads, questions, thanks, pins. */
export interface Around {
  faces: ReadonlyMap<string, PersonCard>;
  /** The thread these messages are of; null in the main list. */
  thread: string | null;
  /** What waits in one's threads, by their root. */
  unread: ReadonlyMap<string, number>;
  onQuote(message: MessageView): void;
  onThread(rootId: string): void;
  onOpen(place: Place): void;
  onAnswer(question: MessageView, answerId: string | null): void;
  onThank(message: MessageView): void;
  onPin(message: MessageView, pin: 'pin' | 'decision' | null): void;
  onReactors(message: MessageView): void;
}

/** What every message of the room needs to know; changes rarely. */
export interface MessageContext extends Around {
  me: string;
  meCard: PersonCard;
  roomId: string;
  rights: Pick<RoomWindow, 'room' | 'role'>;
  names: ReadonlyMap<string, string>;
  /** Whom the reader blocks: what they said is folded. */
  blocked: ReadonlySet<string>;
  onReply(message: MessageView): void;
  onEdit(message: MessageView): void;
  onRemove(message: MessageView): void;
  onReact(message: MessageView, emoji: string, on: boolean): void;
  onJump(seq: number): void;
  onVersions(message: MessageView): void;
  onReport(message: MessageView): void;
  onJudge(message: MessageView, what: 'hide' | 'show'): void;
  /** Ids of what the viewer has saved. */
  saved: ReadonlySet<string>;
  onRemovePreview(message: MessageView, url: string): void;
  onSave(message: MessageView, on: boolean): void;
}
