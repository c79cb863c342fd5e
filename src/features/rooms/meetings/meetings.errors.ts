import { MAX_PLANNED } from '../../../contract/meetings.contract.js';
import { RoomRefused } from '../rooms.errors.js';

export const meetingNotFound = (): RoomRefused => new RoomRefused('not-found');
export const inThePast = (): RoomRefused => new RoomRefused('meetings/in-the-past');
export const tooManyMeetings = (): RoomRefused => new RoomRefused('meetings/too-many', { most: MAX_PLANNED });
export const meetingOver = (): RoomRefused => new RoomRefused('meetings/over');
export const notYet = (): RoomRefused => new RoomRefused('meetings/not-yet');
export const anotherLive = (): RoomRefused => new RoomRefused('meetings/another-live');
export const noSuchStep = (): RoomRefused => new RoomRefused('meetings/no-such-step');
export const notThere = (): RoomRefused => new RoomRefused('meetings/not-there');
