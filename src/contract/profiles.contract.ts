import { z } from 'zod';
import { MAX_LINKS, MAX_SPOKEN, MAX_TAGS } from './limits.js';
import { id, line, personCard, roomKind, timestamp } from './words.js';

/** What a person shows about themself; who sees it is chosen field by field and decided by the hub. */
export const profileField = z.enum(['about', 'languages', 'timeZone', 'country', 'skills', 'seeks', 'offers', 'links']);
export type ProfileField = z.infer<typeof profileField>;
/** Each sees what the ones before see: everybody, members, people with a room in common, only oneself. */
export const fieldVisibility = z.enum(['all', 'members', 'rooms-in-common', 'me']);
export type FieldVisibility = z.infer<typeof fieldVisibility>;
export const profileVisibility = z.strictObject({
  about: fieldVisibility,
  languages: fieldVisibility,
  timeZone: fieldVisibility,
  country: fieldVisibility,
  skills: fieldVisibility,
  seeks: fieldVisibility,
  offers: fieldVisibility,
  links: fieldVisibility,
});
export type ProfileVisibility = z.infer<typeof profileVisibility>;

/** Language as in ISO 639, country as in ISO 3166: the browser knows their names in every language. */
export const spokenLanguage = z.string().regex(/^[a-z]{2,3}$/);
export const country = z.string().regex(/^[A-Z]{2}$/);
export const tag = line(1, 40);
/** Encrypted only, without a name and password in it. */
export const profileLink = z.strictObject({
  label: line(1, 40),
  url: line(10, 300)
    .regex(/^https:\/\/[^\s/@?#\\"<>]+\.[^\s/@?#\\"<>]+([/?#][^\s"<>\\]*)?$/)
    .refine((url) => URL.canParse(url), 'no-address'),
});
export type ProfileLink = z.infer<typeof profileLink>;

/** What is not named stays as it is. Name, photo, words about oneself and time zone are the account's. */
export const editProfileInput = z
  .strictObject({
    languages: z.array(spokenLanguage).max(MAX_SPOKEN).optional(),
    country: country.nullable().optional(),
    skills: z.array(tag).max(MAX_TAGS).optional(),
    seeks: z.array(tag).max(MAX_TAGS).optional(),
    offers: z.array(tag).max(MAX_TAGS).optional(),
    links: z.array(profileLink).max(MAX_LINKS).optional(),
    visibility: profileVisibility.partial().optional(),
    listed: z.boolean().optional(),
  })
  .meta({ id: 'EditProfileInput' });

const shown = {
  languages: z.array(z.string()),
  country: z.string().nullable(),
  skills: z.array(z.string()),
  seeks: z.array(z.string()),
  offers: z.array(z.string()),
  links: z.array(z.strictObject({ label: z.string(), url: z.string() })),
};
export const ownProfile = z
  .strictObject({ ...shown, visibility: profileVisibility, listed: z.boolean() })
  .meta({ id: 'OwnProfile' });
export type OwnProfile = z.infer<typeof ownProfile>;

/** A person as one viewer sees them. What is hidden looks like what was left empty. */
export const personProfile = z
  .strictObject({
    person: personCard,
    mentor: z.boolean(),
    memberSince: timestamp,
    about: z.string(),
    timeZone: z.string().nullable(),
    ...shown,
    /** What the viewer did: follows them, blocks them. */
    followed: z.boolean(),
    blocked: z.boolean(),
  })
  .meta({ id: 'PersonProfile' });
export type PersonProfile = z.infer<typeof personProfile>;
export const previewQuery = z.strictObject({ as: z.enum(['visitor', 'member', 'rooms-in-common']).default('member') });
/** Null: whoever that is does not find the page. */
export const profilePreview = z.strictObject({ profile: personProfile.nullable() }).meta({ id: 'ProfilePreview' });

export const roomsInCommon = z
  .strictObject({ rooms: z.array(z.strictObject({ id, kind: roomKind, title: z.string().nullable() })) })
  .meta({ id: 'RoomsInCommon' });
export type RoomsInCommon = z.infer<typeof roomsInCommon>;

// --- directory
const flag = z.literal('yes').optional();
export const directoryQuery = z.strictObject({
  q: line(0, 80).optional(),
  language: spokenLanguage.optional(),
  country: country.optional(),
  skill: tag.optional(),
  seeks: tag.optional(),
  offers: tag.optional(),
  mentor: flag,
  /** Whose clock shows at most two hours more or less than mine. */
  near: flag,
  followed: flag,
  after: id.optional(),
});
export type DirectoryQuery = z.output<typeof directoryQuery>;
const facet = z.array(z.strictObject({ value: z.string(), count: z.int() }));
/** Counts of what was found, and only of what the viewer may see. */
export const directoryPage = z
  .strictObject({
    total: z.int(),
    people: z.array(personProfile.pick({ person: true, mentor: true, about: true, skills: true, followed: true })),
    next: id.nullable(),
    facets: z.strictObject({
      languages: facet,
      countries: facet,
      skills: facet,
      seeks: facet,
      offers: facet,
      mentors: z.int(),
      near: z.int(),
      followed: z.int(),
    }),
  })
  .meta({ id: 'DirectoryPage' });
export type DirectoryPage = z.infer<typeof directoryPage>;

/** Whom one follows and blocks: nobody else ever knows. */
export const ties = z
  .strictObject({ followed: z.array(personCard), blocked: z.array(personCard) })
  .meta({ id: 'ProfileTies' });
export type Ties = z.infer<typeof ties>;
export const tie = z.strictObject({ followed: z.boolean(), blocked: z.boolean() }).meta({ id: 'ProfileTie' });
export type Tie = z.infer<typeof tie>;

// --- events of `account:<id>`
export const profileEvents = {
  'profiles.profile-changed': z.strictObject({ personId: id, profile: ownProfile }),
  'profiles.tie-changed': z.strictObject({ personId: id, followed: z.boolean(), blocked: z.boolean() }),
} as const;
