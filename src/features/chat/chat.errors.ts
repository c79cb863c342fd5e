import { PINS_MAX } from '../../contract/chat.contract.js';
import type { ErrorCode } from '../../contract/errors.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** Expected refusals of the chat. What the policy refuses carries the code it found. */
export class ChatRefused extends DomainError {
  override readonly name = 'ChatRefused';
}

export const roomNotFound = (): ChatRefused => new ChatRefused('not-found');
export const messageGone = (): ChatRefused => new ChatRefused('chat/message-gone');
export const tooLateToUndo = (): ChatRefused => new ChatRefused('chat/too-late-to-undo');
export const fileGone = (): ChatRefused => new ChatRefused('uploads/file-gone');
export const notAQuestion = (): ChatRefused => new ChatRefused('chat/not-a-question');
export const notAnAnswer = (): ChatRefused => new ChatRefused('chat/not-an-answer');
export const notAReply = (): ChatRefused => new ChatRefused('chat/not-a-reply');
export const ownReply = (): ChatRefused => new ChatRefused('chat/own-reply');
export const tooManyPins = (): ChatRefused => new ChatRefused('chat/too-many-pins', { max: PINS_MAX });
export const notAThread = (): ChatRefused => new ChatRefused('chat/not-a-thread');
export const otherThread = (): ChatRefused => new ChatRefused('chat/other-thread');
export const tooManyReactions = (): ChatRefused => new ChatRefused('chat/too-many-reactions');
export const tooManySaved = (limit: number): ChatRefused => new ChatRefused('chat/too-many-saved', { limit });

export const messageHidden = (): ChatRefused => new ChatRefused('chat/hidden');
export const alreadyReported = (): ChatRefused => new ChatRefused('chat/already-reported');
export const reportClosed = (): ChatRefused => new ChatRefused('chat/report-closed');
export const tooSoon = (waitMs: number): ChatRefused =>
  new ChatRefused('chat/slow-mode', { retryInMs: waitMs, retryAfter: Math.ceil(waitMs / 1000) });

/** Throws what a policy refused. */
export function assertAllowed(refusal: ErrorCode | null): void {
  if (refusal !== null) throw new ChatRefused(refusal);
}
