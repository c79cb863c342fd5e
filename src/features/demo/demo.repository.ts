import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

export interface DemoAccount {
  id: string;
  email: string;
  about: string;
}

/** Nobody real uses this hub yet, and the demo was neither made nor removed. Asked before the application is there. */
export async function demoWanted(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select 1 where not exists (select 1 from accounts where not demo) and not exists (select 1 from settings where key = 'demo')`,
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

/** The SQL of the demo: finding its people and rooms, and taking them away again. */
@Injectable()
export class DemoRepository {
  readonly #sql: Sql;

  constructor(database: DataSource) {
    this.#sql = sqlOf(database);
  }

  /** `made`, `removed`, or nothing yet. */
  async state(): Promise<'made' | 'removed' | null> {
    const rows = await this.#sql.query<{ value: 'made' | 'removed' }>(`select value from settings where key = 'demo'`);
    return rows[0]?.value ?? null;
  }

  async setState(state: 'made' | 'removed'): Promise<void> {
    await this.#sql.query(
      `insert into settings (key, value) values ('demo', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value, changed_at = now()`,
      [state],
    );
  }

  people(): Promise<DemoAccount[]> {
    return this.#sql.query('select id, email, about from accounts where demo order by created_at, id');
  }

  async rooms(): Promise<{ id: string; title: string }[]> {
    return this.#sql.query('select id, title from rooms where demo order by created_at, id');
  }

  /** Rows of the demo and everything that hangs on them. Streams that lost events get a new epoch, so that nobody resumes over the hole. */
  async remove(sql: Sql): Promise<{ people: number; rooms: number }> {
    await sql.query(`
      create temporary table demo_streams on commit drop as
        select 'account:' || id as id from accounts where demo
        union all select 'room:' || id from rooms where demo
        union all select 'room:' || id || ':staff' from rooms where demo;
      create temporary table demo_traces on commit drop as
        select distinct e.position, e.stream from events e
        where e.stream not in (select id from demo_streams)
          and (e.actor in (select id from accounts where demo)
            or e.subject in (select id from accounts where demo)
            or e.subject in (select m.id from messages m join accounts a on a.id = m.author_id where a.demo)
            or e.payload ->> 'roomId' in (select id::text from rooms where demo));
      update streams set epoch = epoch + 1 where id in (select stream from demo_traces);
      delete from events where position in (select position from demo_traces);
      delete from command_keys where account in (select id from accounts where demo)
        or exists (select 1 from events e where e.stream in (select id from demo_streams) and e.actor = command_keys.account and e.subject::text = command_keys.result -> 'data' ->> 'messageId');
      delete from parked_events where position in (select position from events where stream in (select id from demo_streams));
      delete from streams where id in (select id from demo_streams);
      update rooms r set member_count = r.member_count - gone.n
        from (select room_id, count(*) as n from memberships m join accounts a on a.id = m.account_id where a.demo and m.state = 'member' group by room_id) gone
        where gone.room_id = r.id;
      update messages set mentions = array(select unnest(mentions) except select id from accounts where demo)
        where mentions && array(select id from accounts where demo);
      delete from notices where by_id in (select id from accounts where demo);
      delete from rooms where demo or created_by in (select id from accounts where demo);
    `);
    const rooms = await sql.query<{ n: number }>('select count(*) as n from demo_streams where id like $1', [
      'room:%:staff',
    ]);
    const people = await sql.query('delete from accounts where demo returning id');
    return { people: people.length, rooms: Number(rooms[0]?.n ?? 0) };
  }
}
