import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { HotCommand, StatePart } from '../../../platform/event-log/event-log.types.js';
import { roomState } from '../../rooms/rooms.events.js';
import { allowed, inRoom } from '../deciding.js';
import { messageGone, notAnAnswer, notAQuestion, notAReply, ownReply } from '../chat.errors.js';
import { chatState } from '../chat.state.js';
import type { MessageRow } from '../chat.view.js';
import { assertRoomForPin, pinned } from './pinned.js';

type ThreadCommand = 'chat:mark-answer' | 'chat:thank' | 'chat:pin';
type Hot<N extends ThreadCommand> = HotCommand<CommandParsed<N>, CommandResult<N>>;

export const markAnswer: Hot<'chat:mark-answer'> = {
  name: 'chat:mark-answer',
  needs: [roomState, chatState],
  decide(item, draft) {
    const { input, actor, stream } = item;
    const { messages } = draft.state(chatState);
    const known = messages.get(input.messageId);
    allowed('chat.mark-answer', item, draft.state(roomState), known?.author_id === actor.accountId);
    const question = seen(known, input);
    if (!question.asks) throw notAQuestion();
    const answer = input.answerId === null ? null : seen(messages.get(input.answerId), input);
    if (answer && answer.reply_to !== question.id && answer.thread_id !== question.id) throw notAnAnswer();
    if (question.answer_id === input.answerId) return { seq: question.touched };
    const payload = {
      questionId: question.id,
      answerId: input.answerId,
      askerId: question.author_id,
      answererId: answer?.author_id ?? null,
      byId: actor.accountId,
    };
    return { seq: draft.append({ stream, type: 'chat.question-answered', subject: question.id, payload }).seq };
  },
};

/** `<message> <account>` of the actors of the batch. */
const thanked: StatePart<Set<string>> = {
  name: 'thanked',
  async load(sql, items) {
    const rows = await sql.query<{ message_id: string; account_id: string }>(
      'select message_id, account_id from thanks where message_id = any($1::uuid[]) and account_id = any($2::uuid[])',
      [
        items.map(({ input }) => (input as CommandParsed<'chat:thank'>).messageId),
        items.map(({ actor }) => actor.accountId),
      ],
    );
    return new Set(rows.map((row) => `${row.message_id} ${row.account_id}`));
  },
  evolve(state, event) {
    if (event.type === 'chat.person-thanked') state.add(`${event.subject} ${event.actor}`);
  },
};

export const thank: Hot<'chat:thank'> = {
  name: 'chat:thank',
  needs: [roomState, chatState, thanked],
  decide(item, draft) {
    const { input, actor, stream } = item;
    allowed('chat.thank', item, draft.state(roomState));
    const message = seen(draft.state(chatState).messages.get(input.messageId), input);
    if (message.reply_to === null && message.thread_id === null) throw notAReply();
    if (message.author_id === actor.accountId) throw ownReply();
    if (draft.state(thanked).has(`${message.id} ${actor.accountId}`)) return { seq: message.touched };
    const payload = {
      messageId: message.id,
      personId: message.author_id,
      byId: actor.accountId,
      thanks: message.thanks + 1,
    };
    return { seq: draft.append({ stream, type: 'chat.person-thanked', subject: message.id, payload }).seq };
  },
};

export const pin: Hot<'chat:pin'> = {
  name: 'chat:pin',
  needs: [roomState, chatState, pinned],
  decide(item, draft) {
    const { input, actor, stream } = item;
    allowed('chat.pin', item, draft.state(roomState));
    const message = seen(draft.state(chatState).messages.get(input.messageId), input);
    if (message.pin === input.pin) return { seq: message.touched };
    if (input.pin !== null && message.pin === null) assertRoomForPin(input, draft.state(pinned));
    const payload = { messageId: message.id, pin: input.pin, byId: actor.accountId };
    return { seq: draft.append({ stream, type: 'chat.pin-changed', subject: message.id, payload }).seq };
  },
};

/** What is deleted or hidden is nobody's answer, and nothing to thank for. */
function seen(message: MessageRow | undefined, input: { roomId: string }): MessageRow {
  const found = inRoom(message, input);
  if (found.state !== 'visible') throw messageGone();
  return found;
}
