import type { RoomView } from '../../../contract/rooms.contract.js';
import type { Language } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Html } from '../../../platform/archive/html.js';
import type { Piece } from '../../../platform/archive/packed.js';

/** A room as somebody takes it along: of one moment, and as far as they may read. */
export interface CopiedRoom {
  readonly id: string;
  readonly view: RoomView;
  /** Its title, or the people of a direct one. */
  readonly name: string;
  /** Who takes it along. */
  readonly actor: Actor;
  readonly language: Language;
  readonly takenAt: Date;
  /** Messages are of it from this seq … */
  readonly from: number;
  /** … up to this one: what is said meanwhile is not. */
  readonly upTo: number;
  readonly timeZone: string;
  /** In the language and the time zone of who takes it along. */
  readonly when: When;
}
export interface When {
  day(at: Date | string): string;
  clock(at: Date | string): string;
}

/** What one feature has of a room. It knows its own tables, and what of them somebody may read. */
export interface RoomPart {
  readonly name: string;
  pieces(room: CopiedRoom): AsyncIterable<Piece>;
  /** How it reads on the page, in portions; nothing where there is nothing to read. */
  readonly section?: {
    readonly title: Readonly<Record<Language, string>>;
    /** What is long comes last. */
    readonly long?: true;
    body(room: CopiedRoom): AsyncIterable<Html>;
  };
}

export function whenOf(language: Language, timeZone: string): When {
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full' });
  const clock = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' });
  return { day: (at) => day.format(new Date(at)), clock: (at) => clock.format(new Date(at)) };
}
