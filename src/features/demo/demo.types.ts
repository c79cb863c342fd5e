import type { DemoPicture } from './script/files.js';
import type { Language, RoomKind, RoomRole, RoomVisibility } from '../../contract/words.js';

/** Somebody of the demo; `key` is what the scripts call them. */
export interface DemoPerson {
  key: string;
  name: string;
  about: string;
  language: Language;
  timeZone: string;
  mentor?: true;
  admin?: true;
}

/** days ago, local time of the hub (UTC), who, what they write, and what became of it. */
export type DemoLine = readonly [
  daysAgo: number,
  time: string,
  by: string,
  text: string,
  more?: {
    /** A name for this line, for answers to it. */
    id?: string;
    /** The line it answers. */
    re?: string;
    /** emoji → keys of people, separated by spaces. */
    react?: Record<string, string>;
    /** The text it was first posted with, before the edit. */
    before?: string;
    deleted?: true;
    /** A picture it shows. */
    picture?: DemoPicture;
    /** Keys of people it mentions. */
    to?: string;
  },
];

export interface DemoRoom {
  kind: Exclude<RoomKind, 'direct'>;
  title: string;
  about: string;
  language: Language;
  visibility: RoomVisibility;
  host: string;
  /** role → keys of people, separated by spaces. */
  members: Partial<Record<Exclude<RoomRole, 'host'>, string>>;
  /** key → how many of the last lines this person has not read yet; everybody else has read all. */
  unread: Record<string, number>;
  /** It keeps a material at hand, and meets at six: keys of those who have said that they come. */
  meets?: string;
  lines: readonly DemoLine[];
}
