import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordedTrack } from '../../../contract/recordings.contract.js';
import type { TrackSource } from '../../../contract/stage.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';
import type { Played } from './play-tape.js';
import type { NewTrack } from './recordings.repository.js';

export interface TrackRow {
  id: string;
  recording_id: string | null;
  source: TrackSource;
  codec: 'opus' | 'vp8';
  state: 'tape' | 'file' | 'failed';
  tries: number;
  offset_ms: number;
  length_ms: number;
  shown: RecordedTrack['shown'];
  bytes: number;
}
export type KeptTrack = TrackRow & { person: PersonCard };

const COLUMNS = 'id, recording_id, source, codec, state, tries, offset_ms, length_ms, shown, bytes';

/** Rows of `recording_tracks`: each comes before its bytes and goes after them, so that none are lost sight of. */
@Injectable()
export class RecordedTracksRepository {
  readonly pool: Sql;

  constructor(source: DataSource) {
    this.pool = sqlOf(source);
  }

  /** False where its person has gone: an account that goes takes along what came before, and nothing comes after it. */
  async insert({ id, recordingId, personId, source, codec }: NewTrack): Promise<boolean> {
    const rows = await this.pool.query(
      `insert into recording_tracks (id, recording_id, account_id, source, codec)
       select $1::uuid, $2::uuid, id, $4, $5 from accounts where id = $3 and deleted_at is null for key share returning id`,
      [id, recordingId, personId, source, codec],
    );
    return rows.length > 0;
  }

  /** With whose they are, as the room knows them. */
  async ofRecordings(sql: Sql, ids: readonly string[]): Promise<KeptTrack[]> {
    return sql.query<KeptTrack>(
      `select t.id, t.recording_id, t.source, t.codec, t.state, t.tries, t.offset_ms, t.length_ms, t.shown, t.bytes,
              jsonb_build_object('id', m.account_id, 'name', m.name, 'kind', m.kind, 'avatar', m.avatar) as person
         from recording_tracks t join recordings r on r.id = t.recording_id
         join memberships m on m.room_id = r.room_id and m.account_id = t.account_id
        where t.recording_id = any($1::uuid[]) order by t.id`,
      [ids],
    );
  }

  /** A file that plays, of a recording that is still there. */
  async playable(id: string): Promise<TrackRow | null> {
    const [row] = await this.pool.query<TrackRow>(
      `select ${COLUMNS} from recording_tracks where id = $1 and state = 'file' and recording_id is not null`,
      [id],
    );
    return row ?? null;
  }

  async *ofPerson(accountId: string): AsyncIterable<{ id: string; source: TrackSource }> {
    yield* await this.pool.query<{ id: string; source: TrackSource }>(
      `select id, source from recording_tracks where account_id = $1 and state = 'file' and recording_id is not null order by id`,
      [accountId],
    );
  }

  /** From now on nobody gets them, and their bytes are taken away. */
  async forget(sql: Sql, accountId: string, recordingId: string | null = null): Promise<void> {
    await sql.query(
      'update recording_tracks set recording_id = null where account_id = $1 and ($2::uuid is null or recording_id = $2)',
      [accountId, recordingId],
    );
  }

  // --- from tape to file
  async tapes(): Promise<TrackRow[]> {
    return this.pool.query<TrackRow>(
      `select ${COLUMNS} from recording_tracks where state = 'tape' and recording_id is not null order by id limit 500`,
    );
  }

  /** Tapes of recordings that ended long ago are on no disk any more: they are not waited for. */
  async giveUp(endedBefore: Date): Promise<void> {
    await this.pool.query(
      `update recording_tracks t set state = 'failed' from recordings r
        where t.state = 'tape' and r.id = t.recording_id and r.state = 'ended' and r.seen_at < $1`,
      [endedBefore],
    );
  }

  /** False where it has gone meanwhile. */
  async played(id: string, { offsetMs, lengthMs, shown }: Played, bytes: number): Promise<boolean> {
    const rows = await this.pool.query(
      `update recording_tracks set state = 'file', offset_ms = $2, length_ms = $3, shown = $4, bytes = $5
        where id = $1 and recording_id is not null returning id`,
      [id, offsetMs, lengthMs, JSON.stringify(shown), bytes],
    );
    return rows.length > 0;
  }

  async tried(id: string, triesMax: number): Promise<void> {
    await this.pool.query(
      `update recording_tracks set tries = tries + 1, state = case when tries + 1 >= $2 then 'failed' else state end where id = $1`,
      [id, triesMax],
    );
  }

  /** Which of these have a row. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.pool.query<{ id: string }>('select id from recording_tracks where id = any($1::uuid[])', [
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async gone(): Promise<string[]> {
    const rows = await this.pool.query<{ id: string }>(
      'select id from recording_tracks where recording_id is null limit 500',
    );
    return rows.map(({ id }) => id);
  }

  async delete(id: string): Promise<void> {
    await this.pool.query('delete from recording_tracks where id = $1', [id]);
  }
}
