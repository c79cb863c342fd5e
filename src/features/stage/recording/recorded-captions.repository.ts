import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordedCaption } from '../../../contract/recordings.contract.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export type NewCaption = Omit<RecordedCaption, 'number' | 'name'> & { readonly recordingId: string };
type OwnCaption = Pick<RecordedCaption, 'number' | 'atMs' | 'text' | 'language' | 'source'> & { recordingId: string };

/** More than any meeting says; from then on nothing more is kept of this recording. */
const KEPT_MAX = 20_000;
export const CAPTIONS_PAGE = 1_000;
const LINE = 'c.number, c.at_ms as "atMs", c.text, c.language, c.source';

/** Rows of `recording_captions`. */
@Injectable()
export class RecordedCaptionsRepository {
  readonly pool: Sql;

  constructor(private readonly source: DataSource) {
    this.pool = sqlOf(source);
  }

  /**
   * Not after its person has gone, said no or was left out, nor after a pause, the end or a deletion: who decides that writes
   * in the same rows, so it comes before this line, which then is not kept, or after it, and takes it along.
   */
  async keep({ recordingId, personId, atMs, text, language, source }: NewCaption): Promise<void> {
    await this.source.transaction(async (manager) => {
      const sql = sqlOf(manager);
      const here = await sql.query('select 1 from accounts where id = $1 and deleted_at is null for key share', [
        personId,
      ]);
      if (here.length === 0) return;
      const [counted] = await sql.query<{ number: number }>(
        `update recordings set captions = captions + 1 where id = $1 and state = 'on' and captions < $2
         returning captions as number`,
        [recordingId, KEPT_MAX],
      );
      if (counted === undefined) return;
      // A statement of its own: it sees the answers as they are now that nobody else can change them.
      await sql.query(
        `insert into recording_captions (recording_id, account_id, number, at_ms, text, language, source)
         select recording_id, account_id, $3::int, $4::int, $5, $6, $7
           from recording_answers where recording_id = $1 and account_id = $2 and consents`,
        [recordingId, personId, counted.number, atMs, text, language, source],
      );
    });
  }

  /** Some of what was said in a recording of a meeting, in order, with the names by which the room knows who said it. */
  async page(of: { meetingId: string; recordingId: string }, after: number): Promise<RecordedCaption[]> {
    return this.pool.query<RecordedCaption>(
      `select ${LINE}, c.account_id as "personId", m.name
         from recording_captions c join recordings r on r.id = c.recording_id
         join memberships m on m.room_id = r.room_id and m.account_id = c.account_id
        where r.meeting_id = $1 and c.recording_id = $2 and c.number > $3 order by c.number limit ${CAPTIONS_PAGE}`,
      [of.meetingId, of.recordingId, after],
    );
  }

  /** Recordings in which something was said as text, and whether by this person. */
  async said(ids: readonly string[], personId: string): Promise<ReadonlyMap<string, { own: boolean }>> {
    const rows = await this.pool.query<{ id: string; own: boolean }>(
      `select r.id, exists (select from recording_captions c where c.recording_id = r.id and c.account_id = $2) as own
         from recordings r
        where r.id = any($1::uuid[]) and exists (select from recording_captions c where c.recording_id = r.id)`,
      [ids, personId],
    );
    return new Map(rows.map(({ id, own }) => [id, { own }]));
  }

  async *ofPerson(accountId: string): AsyncIterable<OwnCaption> {
    const page = (last?: OwnCaption): Promise<OwnCaption[]> =>
      this.pool.query<OwnCaption>(
        `select c.recording_id as "recordingId", ${LINE} from recording_captions c
          where c.account_id = $1 and ($2::uuid is null or (c.recording_id, c.number) > ($2, $3::int))
          order by c.recording_id, c.number limit ${CAPTIONS_PAGE}`,
        [accountId, last?.recordingId ?? null, last?.number ?? 0],
      );
    for (let rows = await page(); rows.length > 0; rows = await page(rows.at(-1))) yield* rows;
  }

  async forget(sql: Sql, accountId: string, recordingId: string | null = null): Promise<void> {
    await sql.query(
      'delete from recording_captions where account_id = $1 and ($2::uuid is null or recording_id = $2)',
      [accountId, recordingId],
    );
  }
}
