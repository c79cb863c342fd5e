import { Injectable } from '@nestjs/common';
import type { AttachmentView } from '../../../contract/uploads.contract.js';
import { ChatDatabase, COUNTS, MESSAGE, MESSAGES } from '../chat.repository.js';
import type { MessageRow } from '../chat.view.js';

const PAGE = 1_000;

export interface Stretch {
  readonly id: string;
  readonly from: number;
  readonly upTo: number;
}
/** A message, and what it answers: the message it replies to, or the one its thread began with. */
export interface CopiedMessage extends MessageRow {
  counts: Record<string, number> | null;
  answered_seq: number | null;
  answered_name: string | null;
}
interface Carrier {
  seq: number;
  attachments: AttachmentView[];
}

/** The messages of a room from one seq to another, in pages; those that are erased are not there. */
@Injectable()
export class ChatCopiesRepository {
  constructor(private readonly database: ChatDatabase) {}

  async *pages(stretch: Stretch): AsyncIterable<readonly CopiedMessage[]> {
    yield* this.paged<CopiedMessage>(
      stretch,
      `select ${MESSAGE}, ${COUNTS}, q.seq as answered_seq, a.name as answered_name
         from ${MESSAGES}
         left join messages q on q.id = coalesce(m.reply_to, m.thread_id) and q.room_id = m.room_id and q.seq >= $4 and q.erased_at is null
         left join memberships a on a.room_id = q.room_id and a.account_id = q.author_id
        where m.room_id = $1 and m.seq > $2 and m.seq <= $3 and m.erased_at is null
        order by m.seq limit ${PAGE}`,
    );
  }

  /** Files of visible messages. */
  async *files(stretch: Stretch): AsyncIterable<AttachmentView> {
    const carriers = this.paged<Carrier>(
      stretch,
      `select m.seq, m.attachments from messages m
        where m.room_id = $1 and m.seq > $2 and m.seq <= $3 and m.seq >= $4 and m.state = 'visible' and m.attachments <> '[]'
        order by m.seq limit ${PAGE}`,
    );
    for await (const page of carriers) for (const { attachments } of page) yield* attachments;
  }

  private async *paged<Row extends { seq: number }>(
    { id, from, upTo }: Stretch,
    text: string,
  ): AsyncIterable<readonly Row[]> {
    let after = from - 1;
    for (let more = true; more;) {
      const rows = await this.database.sql.query<Row>(text, [id, after, upTo, from]);
      if (rows.length > 0) yield rows;
      more = rows.length === PAGE;
      after = rows.at(-1)?.seq ?? after;
    }
  }
}
