import { z } from 'zod';
import { breakoutsPart, ownBreakouts } from './breakouts.contract.js';
import { messagesPage, readState } from './chat.contract.js';
import { attendanceAnswer, entryState, meetingView } from './meetings.contract.js';
import { muteView } from './room-order.contract.js';
import { snapshotHead } from './realtime.contract.js';
import { recordingView } from './recordings.contract.js';
import { memberView, roomView } from './rooms.contract.js';
import { stageView } from './stage.contract.js';
import { id, roomRole, seq } from './words.js';

/**
 * What a room's screen loads: `shared` is the same for everybody who may read the room (encoded once per stream and seq),
 * `personal` is the viewer's. Both were read in one repeatable-read transaction at `head`.
 */
export const roomSnapshot = z
  .strictObject({
    head: snapshotHead,
    shared: z.strictObject({
      rooms: z.strictObject({ room: roomView, members: z.array(memberView) }),
      /** Planned, waiting and live ones, the next first. */
      meetings: z.array(meetingView),
      breakouts: breakoutsPart,
      chat: messagesPage.omit({ mine: true, thanked: true, epoch: true, head: true }),
      /** What is kept of the stage; the rest of it are signals. */
      stage: stageView,
      /** The recording that goes on, or is asked for. */
      recording: recordingView.nullable(),
    }),
    personal: z.strictObject({
      /** `mute`: the viewer may read and not write. */
      rooms: z.strictObject({ role: roomRole.nullable(), mayRead: z.boolean(), mute: muteView.nullable() }),
      /** Of those meetings: what the viewer answered, and whether they were let in. */
      meetings: z.strictObject({ answers: z.record(id, attendanceAnswer), entries: z.record(id, entryState) }),
      breakouts: ownBreakouts,
      /** `from`: where the messages begin that the viewer may read; 0 = with the room. */
      chat: z.strictObject({
        read: readState,
        from: seq,
        mine: z.record(id, z.array(z.string())),
        thanked: z.array(id),
      }),
    }),
  })
  .meta({ id: 'RoomSnapshot' });
export type RoomSnapshot = z.infer<typeof roomSnapshot>;
