import type { OwnProfile, PersonProfile, ProfileField } from '../../contract/profiles.contract.js';
import { DEFAULT_VISIBILITY, shows, type Nearness } from './profiles.policy.js';
import type { PersonRow, ProfileRow } from './profiles.repository.js';

export const ownProfileOf = ({ visibility, ...row }: ProfileRow): OwnProfile => ({
  languages: row.languages,
  country: row.country,
  skills: row.skills,
  seeks: row.seeks,
  offers: row.offers,
  links: row.links,
  visibility: { ...DEFAULT_VISIBILITY, ...visibility },
  listed: row.listed,
});

/** What somebody so near sees of a person: a whitelist. */
export function personProfileOf(row: PersonRow, nearness: Nearness): PersonProfile {
  const viewed = { minor: row.minor, visibility: ownProfileOf(row).visibility };
  const seen = <T>(field: ProfileField, value: T, hidden: T): T => (shows(viewed, nearness, field) ? value : hidden);
  return {
    person: { id: row.id, name: row.name, kind: row.kind, avatar: row.avatar },
    mentor: row.mentor,
    memberSince: row.createdAt.toISOString(),
    about: seen('about', row.about, ''),
    timeZone: seen('timeZone', row.timeZone, null),
    languages: seen('languages', row.languages, []),
    country: seen('country', row.country, null),
    skills: seen('skills', row.skills, []),
    seeks: seen('seeks', row.seeks, []),
    offers: seen('offers', row.offers, []),
    links: seen('links', row.links, []),
    followed: row.followed,
    blocked: row.blocked,
  };
}
