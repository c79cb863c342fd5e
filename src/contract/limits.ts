/**
 * Numbers that the browser counts with as well as the hub. They stand here, without schemas, so that a page that only wants
 * to know how long a message may be does not load the library of all of them.
 */

// --- the conversation (realtime.contract.ts)
export const PROTOCOL = 1;
export const MAX_FRAME_BYTES = 64 * 1024;
export const MAX_OPEN_STREAMS = 5;
export const MAX_WATCHED_STREAMS = 500;

// --- chat, files, drafts
export const MESSAGE_MAX = 8_000;
export const FILE_MAX_BYTES = 25 * 1024 * 1024;
/** Files in one message. */
export const ATTACHMENTS_MAX = 10;
export const ALT_MAX = 300;
/** Addresses of files that can be asked for at once. */
export const ADDRESSES_MAX = 50;
/** A draft may be somewhat longer than what can be sent (one cuts it before), and fits into a frame however it is escaped. */
export const DRAFT_MAX = MESSAGE_MAX + 2_000;
/** A draft that was written longer ago than this, without a network, counts as this old. */
export const DRAFT_AGE_MAX_MS = 30 * 24 * 60 * 60_000;

// --- rooms
/** People of a direct room, whoever opens it included. Two are a pair; more are a group, which one may leave. */
export const DIRECT_MAX = 8;

// --- order
export const REASON_MAX = 300;
export const REPORT_WORDS_MAX = 500;
export const KEEP_DAYS = [30, 90, 365] as const;
/** Minutes somebody can be muted for: ten, an hour, a day, a week; null = until it is lifted. */
export const MUTE_MINUTES = [10, 60, 1_440, 10_080] as const;

// --- rooms, materials, minutes
export const MAX_LISTED_ROOMS = 100;
export const MATERIAL_TITLE_MAX = 120;
export const LICENCE_MAX = 200;
export const SUMMARY_MAX = 4_000;
/** Lines that the host adds by hand. */
export const OWN_LINES_MAX = 50;
export const LINE_MAX = 500;

// --- breakouts
export const BREAKOUT_ROOMS_MAX = 50;
/** Seats given when breakouts are opened by hand. */
export const BREAKOUT_SEATS_MAX = 500;
export const BROADCAST_MAX = 1_000;

// --- people, search
export const MAX_LINKS = 5;
export const MAX_TAGS = 12;
export const MAX_SPOKEN = 10;
export const SEARCH_MAX = 200;

// --- the stage
/** Consumers, producers and layers that one command may name. */
export const MAX_TRACKS_AT_ONCE = 50;
/** How long a call rings. */
export const RING_MS = 30_000;
/** Of a line of captions. */
export const CAPTION_MAX = 300;
/** Lines of one person that are shown at once. */
export const CAPTION_LINES = 3;
/** So long after the last one of somebody. */
export const CAPTION_SHOWN_MS = 9_000;
/** A piece of sound, as base64: about 8 s of speech. */
export const CAPTION_SOUND_MAX = 48_000;
