import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DirectoryPage, DirectoryQuery } from '../../contract/profiles.contract.js';
import type { PersonCard } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

export const DIRECTORY_PAGE = 30;
const FACET_VALUES = 12;

type Listed = PersonCard & Omit<DirectoryPage['people'][number], 'person'>;
/** With what it is put in order by. */
type Ordered = Omit<Found, 'people'> & { people: (Listed & { plain: string })[] };
interface Found extends Pick<DirectoryPage, 'total' | 'facets'> {
  /** One more than a page, to know whether another follows. */
  people: Listed[];
}
export interface Looking {
  readonly viewer: string;
  readonly roommates: readonly string[];
  readonly near: readonly string[];
}

const seen = (field: string, column: string, hidden: string): string =>
  `case when sees(a.visibility, '${field}', a.level) then a.${column} else ${hidden} end as ${column}`;
const tags = (column: string): string => seen(column, column, `'{}'::text[]`);
/** Adults of the community, blocked in neither direction, each with nothing but what the viewer ($1) may see. */
const SEEN = `select a.id, a.name, a.kind, a.avatar, a.mentor, a.followed, a.plain,
    ${seen('about', 'about', `''`)}, ${seen('country', 'country', 'null')}, ${seen('timeZone', 'time_zone', 'null')},
    ${tags('languages')}, ${tags('skills')}, ${tags('seeks')}, ${tags('offers')}
  from (select a.id, a.name, a.kind, a.avatar, a.mentor = 'granted' as mentor, a.about, a.time_zone, plain_words(a.name) as plain,
          p.country, coalesce(p.languages, '{}') as languages, coalesce(p.skills, '{}') as skills, coalesce(p.seeks, '{}') as seeks,
          coalesce(p.offers, '{}') as offers, coalesce(p.visibility, '{}') as visibility,
          case when m.id is null then 2 else 3 end as level, f.followed_id is not null as followed
        from accounts a left join profiles p on p.account_id = a.id
          left join (select distinct unnest($2::uuid[]) as id) m on m.id = a.id
          left join follows f on f.follower_id = $1::uuid and f.followed_id = a.id
       where a.kind = 'person' and a.age_band = '18-plus' and a.banned_at is null and a.deleted_at is null and a.id <> $1::uuid and coalesce(p.listed, true)
         and not exists (select from blocks b where (b.blocker_id = $1::uuid and b.blocked_id = a.id)
                                                 or (b.blocker_id = a.id and b.blocked_id = $1::uuid))) a`;
const has = (column: string, parameter: string): string =>
  `(${parameter}::text is null or exists (select from unnest(s.${column}) t where plain_words(t) = plain_words(${parameter})))`;
const FOUND = `select * from seen s
  where ($4::text is null or strpos(s.plain, plain_words($4)) > 0
         or contains_words(array_to_string(s.skills || s.seeks || s.offers || s.about, chr(10)), $4))
    and ($5::text is null or $5 = any(s.languages)) and ($6::text is null or s.country = $6)
    and ${has('skills', '$7')} and ${has('seeks', '$8')} and ${has('offers', '$9')}
    and (not $10::boolean or s.mentor) and (not $11::boolean or s.time_zone = any($3::text[])) and (not $12::boolean or s.followed)`;
/** The commonest values; spellings that differ in accents and case are one, called by one of its spellings. Nobody has one twice. */
const facet = (column: string): string =>
  `(select coalesce(json_agg(json_build_object('value', v.value, 'count', v.count) order by v.count desc, v.value), '[]') from
     (select min(t) as value, count(*) as count from found s, unnest(s.${column}) t group by plain_words(t)
       order by count(*) desc, min(t) limit ${FACET_VALUES}) v)`;
const PAGE = `with seen as materialized (${SEEN}), found as materialized (${FOUND})
  select (select count(*) from found) as total,
    (select coalesce(json_agg(x order by x.plain, x.id), '[]') from
      (select s.id, s.name, s.kind, s.avatar, s.mentor, s.about, s.skills, s.followed, s.plain from found s
        where $13::uuid is null or (s.plain, s.id) > (select plain_words(l.name), l.id from accounts l where l.id = $13)
        order by s.plain, s.id limit ${DIRECTORY_PAGE + 1}) x) as people,
    json_build_object('languages', ${facet('languages')}, 'skills', ${facet('skills')}, 'seeks', ${facet('seeks')}, 'offers', ${facet('offers')},
      'countries', (select coalesce(json_agg(json_build_object('value', v.country, 'count', v.count) order by v.count desc, v.country), '[]') from
        (select s.country, count(*) as count from found s where s.country is not null group by s.country order by 2 desc, 1 limit ${FACET_VALUES}) v),
      'mentors', (select count(*) from found s where s.mentor), 'followed', (select count(*) from found s where s.followed),
      'near', (select count(*) from found s where s.time_zone = any($3::text[]))) as facets`;

/** One statement: who is found and what they have in common are of one moment. */
@Injectable()
export class DirectoryRepository {
  readonly #sql: Sql;

  constructor(source: DataSource) {
    this.#sql = sqlOf(source);
  }

  /** The viewer's zone, and all that people of the hub live in. */
  async zones(viewer: string): Promise<{ mine: string; zones: string[] }> {
    const [row] = await this.#sql.query<{ mine: string | null; zones: string[] | null }>(
      `select (select time_zone from accounts where id = $1) as mine, (select array_agg(zone) from (select distinct time_zone as zone from accounts) z) as zones`,
      [viewer],
    );
    return { mine: row?.mine ?? 'UTC', zones: row?.zones ?? [] };
  }

  async page({ viewer, roommates, near }: Looking, query: DirectoryQuery): Promise<Found> {
    const { q, language, country, skill, seeks, offers, mentor, followed, after } = query;
    const [found] = await this.#sql.query<Ordered>(PAGE, [
      viewer,
      roommates,
      near,
      q || null,
      ...[language, country, skill, seeks, offers].map((value) => value ?? null),
      ...[mentor, query.near, followed].map((value) => value === 'yes'),
      after ?? null,
    ]);
    if (!found) return { total: 0, people: [], facets: NO_FACETS };
    return { ...found, people: found.people.map(({ plain: _, ...person }) => person) };
  }
}

const NO_FACETS: Found['facets'] = {
  languages: [],
  countries: [],
  skills: [],
  seeks: [],
  offers: [],
  mentors: 0,
  near: 0,
  followed: 0,
};
