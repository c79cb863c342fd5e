import { RoomRefused } from '../rooms.errors.js';

export const noMeeting = (): RoomRefused => new RoomRefused('breakouts/no-meeting');
export const openAlready = (): RoomRefused => new RoomRefused('breakouts/open-already');
export const noneOpen = (): RoomRefused => new RoomRefused('breakouts/none-open');
export const noSuchBreakout = (): RoomRefused => new RoomRefused('breakouts/no-such-room');
export const notYoursToChoose = (): RoomRefused => new RoomRefused('breakouts/not-yours-to-choose');
export const leadsEverywhere = (): RoomRefused => new RoomRefused('breakouts/leads-everywhere');
export const notSeated = (): RoomRefused => new RoomRefused('breakouts/not-seated');
/** Somebody else moved the same person between the look and the lock. */
export const movedMeanwhile = (): RoomRefused => new RoomRefused('try-again');
