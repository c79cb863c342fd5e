import { Injectable } from '@nestjs/common';
import type { SearchHas } from '../../contract/search.contract.js';
import type { AttachmentView } from '../../contract/uploads.contract.js';
import type { Language } from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';
import type { SearchDocument, SearchGroup } from '../../platform/search-engine/search-engine.js';

/** Things that may have changed, by id; `shownBy` = files by the message or material that shows them. */
export interface Touched {
  readonly people: readonly string[];
  readonly rooms: readonly string[];
  readonly messages: readonly string[];
  readonly shownBy: readonly string[];
}
export interface Found {
  readonly documents: SearchDocument[];
  /** Those of the touched things that nobody shall find. */
  readonly missing: { group: SearchGroup; id: string }[];
}

interface Row {
  id: string;
  room: string | null;
  author: string | null;
  at: Date;
  language: Language;
  words: string | null;
}
interface MessageRow extends Row {
  asks: boolean;
  attachments: AttachmentView[];
}
interface FileRow extends Row {
  shown: boolean;
  image: boolean;
}

const MESSAGES = `select m.id, m.room_id as room, m.author_id as author, m.posted_at as at, m.text as words, m.asks, m.attachments,
    coalesce(m.lang, r.language) as language
  from messages m join rooms r on r.id = m.room_id where m.state = 'visible'`;
const ROOMS = `select r.id, r.id as room, null as author, r.created_at as at, r.language, concat_ws(' ', r.title, r.about) as words
  from rooms r where r.kind <> 'direct'`;
// What people show to every member of the community; what fewer people see is not searched through.
const shown = (field: string, words: string): string =>
  `case when sees(coalesce(p.visibility, '{}'), '${field}', 2) then ${words} end`;
const tags = (field: string): string => shown(field, `array_to_string(p.${field}, ' ')`);
const PEOPLE = `select a.id, null as room, a.id as author, a.created_at as at, a.language,
    concat_ws(' ', a.name, ${shown('about', 'a.about')}, ${tags('skills')}, ${tags('seeks')}, ${tags('offers')}) as words
  from accounts a left join profiles p on p.account_id = a.id where a.banned_at is null and a.deleted_at is null`;
// By what shows it a file has its words: its own name, and how the message describes it or the materials call it.
const FILES = `select f.id, f.room_id as room, f.owner_id as author, coalesce(m.posted_at, t.added_at, f.stored_at) as at, r.language,
    f.kind = 'image' as image, concat_ws(' ', f.name, t.title, (select string_agg(a ->> 'alt', ' ') from jsonb_array_elements(m.attachments) a
      where a ->> 'id' = f.id::text)) as words,
    f.erased_at is null and not f.hidden and (m.id is not null or t.id is not null) as shown
  from files f join rooms r on r.id = f.room_id
  left join messages m on m.id = f.used_by and m.state = 'visible' left join materials t on t.id = f.used_by
  where f.used_by is not null and f.owner_id is not null`;

const LINK = /\bhttps?:\/\/\S/i;

/** Rows as the search sees them: what they say now, whatever has become of them since. */
@Injectable()
export class DocumentsRepository {
  async touched(sql: Sql, { people, rooms, messages, shownBy }: Touched): Promise<Found> {
    const [documents, missing]: [SearchDocument[], Found['missing']] = [[], []];
    const add = (group: SearchGroup, ids: readonly string[], found: readonly SearchDocument[]): void => {
      const there = new Set(found.map(({ id }) => id));
      documents.push(...found);
      missing.push(...ids.filter((id) => !there.has(id)).map((id) => ({ group, id })));
    };
    add('people', people, await this.read(sql, 'people', 'and a.id = any($1::uuid[])', people));
    add('rooms', rooms, await this.read(sql, 'rooms', 'and r.id = any($1::uuid[])', rooms));
    add('messages', messages, await this.read(sql, 'messages', 'and m.id = any($1::uuid[])', messages));
    if (shownBy.length > 0) {
      const rows = await sql.query<FileRow>(`${FILES} and f.used_by = any($1::uuid[])`, [shownBy]);
      add(
        'files',
        rows.map(({ id }) => id),
        rows.filter(({ shown }) => shown).map(fileOf),
      );
    }
    return { documents, missing };
  }

  /** The next ones of a group, in the order of their ids. */
  async after(sql: Sql, group: SearchGroup, after: string, limit: number): Promise<SearchDocument[]> {
    const alias = ALIAS[group];
    const page = `and ${alias}.id > $1::uuid order by ${alias}.id limit ${Math.trunc(limit)}`;
    if (group !== 'files') return this.read(sql, group, page, after);
    const rows = await sql.query<FileRow>(
      `select * from (${FILES}) f where shown and id > $1::uuid order by id limit ${Math.trunc(limit)}`,
      [after],
    );
    return rows.map(fileOf);
  }

  private async read(
    sql: Sql,
    group: Exclude<SearchGroup, 'files'>,
    which: string,
    value: readonly string[] | string,
  ): Promise<SearchDocument[]> {
    if (value.length === 0) return [];
    if (group === 'messages') return (await sql.query<MessageRow>(`${MESSAGES} ${which}`, [value])).map(messageOf);
    const rows = await sql.query<Row>(`${group === 'rooms' ? ROOMS : PEOPLE} ${which}`, [value]);
    return rows.map((row) => ({ ...row, group, words: row.words ?? '', has: [] }));
  }
}

const ALIAS: Readonly<Record<SearchGroup, string>> = { people: 'a', rooms: 'r', messages: 'm', files: 'f' };

function messageOf({ attachments, asks, ...row }: MessageRow): SearchDocument {
  const words = row.words ?? '';
  const has: SearchHas[] = [];
  if (attachments.length > 0) has.push('file');
  if (attachments.some(({ kind }) => kind === 'image')) has.push('image');
  if (LINK.test(words)) has.push('link');
  if (asks) has.push('question');
  return { ...row, group: 'messages', words, has };
}

const fileOf = ({ shown: _, image, ...row }: FileRow): SearchDocument => ({
  ...row,
  group: 'files',
  words: row.words ?? '',
  has: image ? ['file', 'image'] : ['file'],
});
