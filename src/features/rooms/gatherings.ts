import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { AttendanceRepository, type MemberHere } from './attendance.repository.js';
import { isRoomStaff } from './rooms.policy.js';

/**
 * In which meeting whoever has a room open is. One that nobody planned begins with the first person on the stage, or with breakouts:
 * who merely reads holds none. Where the hub has no stage people meet in the chat, and it begins with whoever comes.
 */
@Injectable()
export class Gatherings {
  /** Said by the feature that has stages: whether there can be one on this node. */
  onStage = false;

  constructor(
    private readonly attendance: AttendanceRepository,
    private readonly clock: Clock,
  ) {}

  /** Somebody is on the stage of a room. True when a meeting begins with it. */
  async begin(roomId: string): Promise<boolean> {
    return (await this.attendance.beginDropIns([roomId], this.clock.now())) > 0;
  }

  /** Of rooms with people in no meeting those in which one has begun meanwhile, by another node. */
  begunIn(roomIds: readonly string[]): Promise<string[]> {
    return this.attendance.withDropIn(roomIds);
  }

  /**
   * Which meeting each is in, by "room account". Most are there already, with somebody in them: only the others are written. Who
   * waits to be let in is in none.
   */
  async of(members: readonly MemberHere[], at: Date): Promise<ReadonlyMap<string, string>> {
    const open = members.filter(({ roomState }) => roomState === 'open');
    const going = open.flatMap(({ roomId, meetingId, emptySince }): [string, string][] =>
      meetingId !== null && emptySince === null ? [[roomId, meetingId]] : [],
    );
    const meetings = new Map(going);
    const others = [...new Set(open.flatMap(({ roomId }) => (meetings.has(roomId) ? [] : [roomId])))];
    if (!this.onStage) await this.attendance.beginDropIns(others, at);
    for (const [roomId, id] of await this.attendance.keepMeetings(others)) meetings.set(roomId, id);
    return new Map(
      open.flatMap(({ roomId, accountId, role, held }): [string, string][] => {
        const meetingId = meetings.get(roomId);
        return meetingId === undefined || (held && !isRoomStaff(role)) ? [] : [[`${roomId} ${accountId}`, meetingId]];
      }),
    );
  }
}
