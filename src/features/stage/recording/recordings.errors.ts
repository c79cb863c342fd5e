import { StageRefused } from '../stage.errors.js';

/** Expected refusals of recordings. */
export const goingOn = (): StageRefused => new StageRefused('recordings/going-on');
export const notGoingOn = (): StageRefused => new StageRefused('recordings/not-going-on');
export const gone = (): StageRefused => new StageRefused('recordings/gone');
export const notAskedYet = (): StageRefused => new StageRefused('recordings/not-asked-yet');
export const noMeeting = (): StageRefused => new StageRefused('recordings/no-meeting');
export const ofAge = (): StageRefused => new StageRefused('recordings/of-age');
export const isNotGoingOn = (error: unknown): boolean =>
  error instanceof StageRefused && error.code === 'recordings/not-going-on';
