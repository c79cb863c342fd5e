import type { Change } from '../../../platform/event-log/event-log.types.js';
import type { MessageRow } from '../chat.view.js';
import { repliesWithout, threadsOf } from './replies.js';

type About = Pick<MessageRow, 'id' | 'thread_id'>;
type Door = Pick<Change, 'sql' | 'append'>;

/**
 * What follows, in the same change, when a message that was visible is deleted or hidden: its thread counts it no more, and
 * the question it answered is open again. Before the change is written: the rows still say that it is visible.
 */
export async function whenGone({ sql, append }: Door, stream: string, message: About): Promise<void> {
  await thread({ sql, append }, stream, message);
  const questions = await sql.query<{ id: string; author_id: string }>(
    'select id, author_id from messages where answer_id = $1',
    [message.id],
  );
  for (const { id: questionId, author_id: askerId } of questions) {
    const payload = { questionId, answerId: null, askerId, answererId: null, byId: null };
    append({ stream, type: 'chat.question-answered', subject: questionId, payload });
  }
}

async function thread({ sql, append }: Door, stream: string, message: About): Promise<void> {
  if (message.thread_id === null) return;
  for (const found of (await threadsOf(sql, [message.id])).values()) {
    const payload = { messageId: found.id, replies: repliesWithout(found, message) };
    append({ stream, type: 'chat.thread-changed', subject: found.id, payload });
  }
}
