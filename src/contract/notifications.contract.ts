import { z } from 'zod';
import { id, meetingState, personCard, platformRole, roomKind, roomRole, seq, timestamp } from './words.js';

/** What reached somebody while they looked elsewhere. One fact is one notice, whatever it is told by. */
export const NOTICES_PAGE = 30;
/** The bell stops counting here; the interface shows "99+". */
export const NOTICES_COUNTED = 100;
/** What was read is kept this long. */
export const NOTICE_DAYS = 90;

/** What one may want to hear of, or not: a line of the settings each. */
export const noticeKind = z.enum([
  'mention',
  'direct',
  'reply',
  'answer',
  'membership',
  'meeting',
  'minutes',
  'decision',
]);
export type NoticeKind = z.infer<typeof noticeKind>;
/** What happened: a sentence each. */
export const noticeWhat = z.enum([
  'mention',
  'direct',
  'missed-call',
  'reply',
  'answered',
  'chosen',
  'admitted',
  'meeting-day',
  'meeting-soon',
  'meeting-moved',
  'meeting-cancelled',
  'minutes',
  'removed',
  'banned',
  'unbanned',
  'role',
  'muted',
  'unmuted',
  'message-hidden',
  'message-shown',
  'report-acted',
  'report-kept',
  'mentor-granted',
  'mentor-refused',
  'platform-role',
  'suspended',
  'readmitted',
]);
export type NoticeWhat = z.infer<typeof noticeWhat>;

/** Made anew at each reading: what was deleted or closed to the reader meanwhile is not in it. */
export const noticeView = z
  .strictObject({
    id,
    kind: noticeKind,
    what: noticeWhat,
    at: timestamp,
    read: z.boolean(),
    /** Whose deed it was, where that is told. */
    by: personCard.nullable(),
    room: z.strictObject({ id, kind: roomKind, title: z.string().nullable() }).nullable(),
    message: z.strictObject({ seq, excerpt: z.string().nullable() }).nullable(),
    meeting: z.strictObject({ id, title: z.string(), startsAt: timestamp, state: meetingState }).nullable(),
    /** The new role, in a room or on the platform. */
    role: z.union([roomRole, platformRole]).nullable(),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeView>;

// --- REST
export const noticesQuery = z.strictObject({
  filter: z.enum(['all', 'unread', 'messages', 'meetings', 'decisions']).default('all'),
  /** The last one of the page before. */
  before: id.optional(),
});
export type NoticesQuery = z.output<typeof noticesQuery>;
export const noticesPage = z
  .strictObject({ notices: z.array(noticeView), next: id.nullable() })
  .meta({ id: 'NoticesPage' });
export type NoticesPage = z.infer<typeof noticesPage>;
/** With the head of the account's stream: events after it carry newer counts. */
export const unreadNotices = z
  .strictObject({ epoch: z.int(), head: seq, unread: z.int() })
  .meta({ id: 'UnreadNotices' });
export type UnreadNotices = z.infer<typeof unreadNotices>;
/** These ones, or all up to the moment of the newest one that was seen. */
export const readNoticesInput = z
  .strictObject({ noticeIds: z.array(id).min(1).max(200).optional(), upTo: timestamp.optional() })
  .refine(({ noticeIds, upTo }) => (noticeIds === undefined) !== (upTo === undefined), 'one-of-both')
  .meta({ id: 'ReadNoticesInput' });
export type ReadNoticesInput = z.output<typeof readNoticesInput>;
export const readNoticesResult = z.strictObject({ unread: z.int() }).meta({ id: 'ReadNoticesResult' });

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** No mail in these hours of the person's own zone; what came up then follows when they end. */
export const quietHours = z
  .strictObject({ from: wallTime, until: wallTime })
  .refine(({ from, until }) => from !== until, 'empty');
export type QuietHours = z.infer<typeof quietHours>;
const channels = z.strictObject({ inbox: z.boolean(), mail: z.boolean() });
export const noticePreferences = z
  .strictObject({
    kinds: z.record(noticeKind, channels),
    quiet: quietHours.nullable(),
    /** Rooms that one wants to hear nothing of; decisions are told all the same. */
    roomsOff: z.array(id),
    /** Whether mails can reach this person: there is an address, and it is confirmed. */
    mailReaches: z.boolean(),
  })
  .meta({ id: 'NoticePreferences' });
export type NoticePreferences = z.infer<typeof noticePreferences>;
/** What is not named stays as it is. Decisions are always in the inbox. */
export const setNoticePreferencesInput = z
  .strictObject({
    kinds: z.partialRecord(noticeKind, channels.partial()).optional(),
    quiet: quietHours.nullable().optional(),
  })
  .meta({ id: 'SetNoticePreferencesInput' });
export type SetNoticePreferencesInput = z.output<typeof setNoticePreferencesInput>;
export const roomNoticesInput = z.strictObject({ off: z.boolean() }).meta({ id: 'RoomNoticesInput' });
/** `<account>.<kind>.<proof>`, as it stands in a mail. */
export const unsubscribeToken = z
  .string()
  .max(100)
  .regex(/^[\w-]{22}\.[a-z]+\.[\w-]{43}$/);
export const unsubscribedFrom = z.strictObject({ kind: noticeKind }).meta({ id: 'UnsubscribedFrom' });

// --- events of `account:<id>`: references and counts, never words
export const noticeEvents = {
  /** `unread` is the new count of the bell. Where the room is on the screen, the device says at once that it was read. */
  'notifications.notice-added': z.strictObject({
    noticeId: id,
    kind: noticeKind,
    roomId: id.nullable(),
    unread: z.int(),
  }),
  /** Read on some device, by reading its room, or no longer to be seen. */
  'notifications.notices-read': z.strictObject({ unread: z.int() }),
  /** The clock says so, to everybody of the room who has not declined. */
  'notifications.meeting-near': z.strictObject({
    roomId: id,
    meetingId: id,
    startsAt: timestamp,
    what: z.enum(['meeting-day', 'meeting-soon']),
  }),
  /** What became of a meeting: to those who would have come, its minutes to the members who were away. */
  'notifications.meeting-told': z.strictObject({
    roomId: id,
    meetingId: id,
    /** Of the fact in the room's stream. */
    seq,
    startsAt: timestamp,
    what: z.enum(['meeting-moved', 'meeting-cancelled', 'minutes']),
  }),
} as const;
