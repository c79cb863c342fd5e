import { z } from 'zod';
import { id, line, meetingState, personCard, roomRole, seq, text, timestamp, timeZone } from './words.js';

/** A series makes at most this many meetings, however long it is said to go on. */
export const MAX_SERIES = 100;
/** Meetings of a room that are still to come; all of them are in its snapshot. */
export const MAX_PLANNED = 200;
export const MAX_STEPS = 20;
/** How long before its time a meeting may be entered. */
export const DOORS_OPEN_MINUTES = 10;

/** A zone that this machine has rules for, by its name (never a plain offset: an offset knows no summer). */
export const knownZone = timeZone.refine((zone) => {
  try {
    return /^[A-Z]/i.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}, 'unknown-time-zone');
const date = z.iso.date();
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const agendaStep = z.strictObject({ title: line(1, 80), minutes: z.int().min(1).max(240) });
export type AgendaStep = z.infer<typeof agendaStep>;
export const attendanceAnswer = z.enum(['yes', 'maybe', 'no']);
export type AttendanceAnswer = z.infer<typeof attendanceAnswer>;
export const answerCounts = z.strictObject({ yes: z.int(), maybe: z.int(), no: z.int() });

export const meetingView = z
  .strictObject({
    id,
    state: meetingState,
    /** Empty for a drop-in meeting, which nobody planned. */
    title: z.string(),
    about: z.string(),
    startsAt: timestamp,
    minutes: z.int(),
    /** Where the wall time of the meeting is meant; readers see their own. */
    timeZone,
    seriesId: id.nullable(),
    /** Who comes asks to be let in. */
    waitingRoom: z.boolean(),
    agenda: z.array(z.strictObject({ title: z.string(), minutes: z.int() })),
    /** The step of the agenda that is on, and since when: the shared clock. */
    step: z.int().nullable(),
    stepAt: timestamp.nullable(),
    startedAt: timestamp.nullable(),
    endedAt: timestamp.nullable(),
    answers: answerCounts,
    /** seq of the last event that touched this view. */
    touched: seq,
  })
  .meta({ id: 'Meeting' });
export type MeetingView = z.infer<typeof meetingView>;

// --- REST
export const meetingsQuery = z.strictObject({
  before: timestamp.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
/** What was, the latest first. What is to come stands in the room's snapshot. */
export const pastMeetings = z
  .strictObject({ meetings: z.array(meetingView), next: timestamp.nullable() })
  .meta({ id: 'PastMeetings' });
export type PastMeetings = z.infer<typeof pastMeetings>;
export const meetingDetail = z
  .strictObject({
    meeting: meetingView,
    /** Who said what, the latest first, bounded; the counts of the view are whole. */
    people: z.array(z.strictObject({ person: personCard, answer: attendanceAnswer })),
  })
  .meta({ id: 'MeetingDetail' });
export type MeetingDetail = z.infer<typeof meetingDetail>;
/** Meetings of one's rooms in the next two days, the next first. */
export const upcomingMeetings = z
  .strictObject({
    meetings: z.array(
      z.strictObject({
        meeting: meetingView,
        room: z.strictObject({ id, title: z.string().nullable() }),
        answer: attendanceAnswer.nullable(),
      }),
    ),
  })
  .meta({ id: 'UpcomingMeetings' });
export type UpcomingMeetings = z.infer<typeof upcomingMeetings>;
export const waitingPeople = z
  .strictObject({ people: z.array(z.strictObject({ person: personCard, since: timestamp })) })
  .meta({ id: 'WaitingPeople' });
export type WaitingPeople = z.infer<typeof waitingPeople>;
export const entryState = z.enum(['waiting', 'admitted', 'denied']);
export type EntryState = z.infer<typeof entryState>;
export const attendanceSheet = z
  .strictObject({
    meeting: meetingView,
    people: z.array(
      z.strictObject({
        person: personCard,
        role: roomRole.nullable(),
        firstAt: timestamp,
        lastAt: timestamp,
        /** Time really spent there: two devices at once count once, a gap does not count. */
        seconds: z.int(),
        visits: z.int(),
      }),
    ),
    /** What people thought of it, without who; nothing but the number until three have said something. */
    ratings: z.strictObject({
      count: z.int(),
      average: z.number().nullable(),
      words: z.array(z.string()),
    }),
  })
  .meta({ id: 'AttendanceSheet' });
export type AttendanceSheet = z.infer<typeof attendanceSheet>;
export const unratedMeeting = z.strictObject({ meeting: meetingView.nullable() }).meta({ id: 'UnratedMeeting' });
/** The secret address is shown once, when it is made; here only whether there is one. */
export const calendarState = z.strictObject({ madeAt: timestamp.nullable() }).meta({ id: 'CalendarState' });
export const calendarAddress = z.strictObject({ path: z.string() }).meta({ id: 'CalendarAddress' });

// --- commands
const inMeeting = { roomId: id, meetingId: id };
const scope = z.enum(['one', 'following']).default('one');
const plan = {
  title: line(3, 80),
  about: text(0, 500),
  date,
  time: wallTime,
  timeZone: knownZone,
  minutes: z.int().min(5).max(720),
  waitingRoom: z.boolean(),
  agenda: z.array(agendaStep).max(MAX_STEPS),
};
/** Daily or weekly, every n; weekly on the days named (1 = Monday), or on that of the first. */
export const repetition = z
  .strictObject({
    every: z.enum(['day', 'week']),
    interval: z.int().min(1).max(12).default(1),
    weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
    count: z.int().min(2).max(MAX_SERIES).optional(),
    until: date.optional(),
  })
  .refine(({ count, until }) => count !== undefined || until !== undefined, 'endless');
export type Repetition = z.infer<typeof repetition>;

export const meetingCommands = {
  'meetings:schedule': {
    input: z.strictObject({
      roomId: id,
      clientId: id,
      ...plan,
      about: plan.about.default(''),
      waitingRoom: plan.waitingRoom.default(false),
      agenda: plan.agenda.default([]),
      repeat: repetition.optional(),
    }),
    result: z.strictObject({ meetingIds: z.array(id) }),
  },
  /** `following` = this one and the later ones of its series; a new day moves all of them by as many days. */
  'meetings:edit': {
    input: z.strictObject({ ...inMeeting, scope, ...z.strictObject(plan).partial().shape }),
    result: z.strictObject({}),
  },
  'meetings:cancel': { input: z.strictObject({ ...inMeeting, scope }), result: z.strictObject({}) },
  'meetings:rsvp': {
    input: z.strictObject({ ...inMeeting, answer: attendanceAnswer.nullable() }),
    result: z.strictObject({}),
  },
  'meetings:start': { input: z.strictObject(inMeeting), result: z.strictObject({}) },
  'meetings:end': { input: z.strictObject(inMeeting), result: z.strictObject({}) },
  /** Asks to be let in; where there is no waiting room, and for the room's staff, the answer is yes at once. */
  'meetings:enter': { input: z.strictObject(inMeeting), result: z.strictObject({ state: entryState }) },
  /** One person, or everybody who waits. */
  'meetings:admit': {
    input: z.strictObject({ ...inMeeting, personId: id.nullable(), admit: z.boolean() }),
    result: z.strictObject({ decided: z.int() }),
  },
  'meetings:move-agenda': {
    input: z.strictObject({
      ...inMeeting,
      step: z
        .int()
        .min(0)
        .max(MAX_STEPS - 1),
    }),
    result: z.strictObject({}),
  },
  /** Once; null is "no, thanks". Nothing that is kept says who gave which. */
  'meetings:rate': {
    input: z.strictObject({ ...inMeeting, stars: z.int().min(1).max(5).nullable(), word: line(0, 60).default('') }),
    result: z.strictObject({}),
  },
  /** The hub's clock, for the shared one: the device's may be wrong. */
  'meetings:time': { input: z.strictObject({ roomId: id }), result: z.strictObject({ now: timestamp }) },
} as const;

// --- events of `room:<id>`
const ofMeeting = z.strictObject({ meeting: meetingView });
export const meetingEvents = {
  'meetings.meeting-scheduled': ofMeeting,
  /** `movedFrom`: when it was to begin before, where that has changed. */
  'meetings.meeting-edited': ofMeeting.extend({ movedFrom: timestamp.nullable() }),
  'meetings.meeting-opened': ofMeeting,
  'meetings.meeting-started': ofMeeting,
  'meetings.agenda-moved': ofMeeting,
  'meetings.meeting-ended': ofMeeting,
  'meetings.meeting-cancelled': ofMeeting,
  'meetings.rsvp-changed': z.strictObject({
    meetingId: id,
    personId: id,
    answer: attendanceAnswer.nullable(),
    answers: answerCounts,
  }),
} as const;

// --- events of `room:<id>:staff`
export const meetingStaffEvents = {
  'meetings.entry-changed': z.strictObject({ meetingId: id, person: personCard, state: entryState }),
} as const;

// --- events of `account:<id>`
export const meetingAccountEvents = {
  'meetings.entry-decided': z.strictObject({ roomId: id, meetingId: id, state: entryState }),
} as const;
