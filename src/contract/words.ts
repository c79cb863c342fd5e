import { z } from 'zod';

/** The words of the product, once. Every feature's contract builds on these. */

const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\u0000');
const bytesOf = (value: string) => new TextEncoder().encode(value).length;

/** Text as people write it: NFC, trimmed, no NUL, well-formed Unicode, bounded in characters and in UTF-8 bytes. */
export const text = (min: number, max: number) =>
  z
    .string()
    .max(max * 2)
    .normalize('NFC')
    .trim()
    .min(min)
    .max(max)
    .refine(wellFormed, 'ill-formed-text')
    .refine((value) => value.length * 3 <= max * 4 || bytesOf(value) <= max * 4, 'too-many-bytes');

/** One line of text: `text` without line breaks or other control characters. */
export const line = (min: number, max: number) =>
  text(min, max).refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'line-breaks');

/** Text as it stands in a field while somebody writes: neither trimmed nor normalised, but well-formed and bounded. */
export const unfinished = (max: number) => z.string().max(max).refine(wellFormed, 'ill-formed-text');

/** Uuids are written in small letters everywhere; whoever spells one otherwise means the same. */
export const id = z.uuid().toLowerCase();
export const timestamp = z.iso.datetime();
/** Position inside a stream: gapless, starts at 1; 0 = nothing yet. */
export const seq = z.int().min(0);
export const language = z.enum(['es', 'en']);
export const timeZone = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_+\-/]+$/);
/** One emoji as a person sees it (may be several code points). */
export const emoji = z
  .string()
  .min(1)
  .max(32)
  .regex(/^\p{RGI_Emoji}$/v);

export const accountKind = z.enum(['person', 'guest', 'bot']);
export const platformRole = z.enum(['member', 'staff', 'admin']);
export const mentorStanding = z.enum(['none', 'requested', 'granted']);
export const ageBand = z.enum(['under-16', '16-17', '18-plus']);

export const roomKind = z.enum(['cohort', 'study-group', 'competition', 'mentor-session', 'direct']);
/** Kinds that a person creates with the form; `direct` rooms come from "message this person". */
export const createdRoomKind = z.enum(['cohort', 'study-group', 'competition', 'mentor-session']);
export const roomState = z.enum(['open', 'archived']);
export const roomVisibility = z.enum(['public', 'unlisted', 'private']);
export const roomRole = z.enum(['host', 'co-host', 'judge', 'learner', 'spectator']);
export const membershipState = z.enum(['member', 'left', 'removed', 'banned']);
export const meetingState = z.enum(['scheduled', 'waiting', 'live', 'ended', 'cancelled']);
export const messageState = z.enum(['visible', 'held', 'hidden', 'deleted']);

export type Language = z.infer<typeof language>;
export type AccountKind = z.infer<typeof accountKind>;
export type PlatformRole = z.infer<typeof platformRole>;
export type MentorStanding = z.infer<typeof mentorStanding>;
export type AgeBand = z.infer<typeof ageBand>;
export type RoomKind = z.infer<typeof roomKind>;
export type RoomState = z.infer<typeof roomState>;
export type RoomVisibility = z.infer<typeof roomVisibility>;
export type RoomRole = z.infer<typeof roomRole>;
export type MembershipState = z.infer<typeof membershipState>;
export type MeetingState = z.infer<typeof meetingState>;
export type MessageState = z.infer<typeof messageState>;

/** A person as others see them next to what they said. `avatar` is a same-origin path or null (a pattern is drawn). */
export const personCard = z
  .strictObject({
    id,
    name: z.string(),
    kind: accountKind,
    avatar: z.string().nullable(),
  })
  .meta({ id: 'PersonCard' });
export type PersonCard = z.infer<typeof personCard>;
