import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { archive } from './change-room.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { PersonalRoomsRepository } from './personal-rooms.repository.js';
import { RoomDoor } from './room-door.js';
import { RoomsRepository } from './rooms.repository.js';

/** A successor may leave while the room is handed over; then there is another one. */
const TRIES = 5;

/** What rooms keep about a person, and how they go on without them. */
@Injectable()
export class PersonalRooms implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly door: RoomDoor,
    private readonly rooms: RoomsRepository,
    private readonly meetings: MeetingsRepository,
    private readonly repository: PersonalRoomsRepository,
  ) {}

  onModuleInit(): void {
    const { repository } = this;
    this.data.contribute({
      name: 'rooms',
      async *pieces(accountId) {
        const own = await repository.own(accountId);
        yield { path: 'rooms.json', json: own?.rooms };
        yield { path: 'meeting-answers.json', json: own?.answers };
        yield { path: 'visits.json', json: own?.visits };
      },
      prepare: async (accountId) => {
        for (const roomId of await this.rooms.roomsOf(this.door.sql, accountId))
          for (let tries = 0; tries < TRIES && !(await this.handOver(roomId, accountId));) tries += 1;
      },
      forget: (sql, accountId) => repository.forget(sql, accountId),
    });
  }

  /** Leaves, naming another host where nobody else is one; the last one closes the room behind them. False: look again. */
  private async handOver(roomId: string, accountId: string): Promise<boolean> {
    const heir = await this.repository.successor(this.door.sql, roomId, accountId);
    const people = heir === null ? [accountId] : [accountId, heir];
    return this.door.lock(HUB, { roomId, people }, async (room) => {
      const { sql } = room.change;
      const person = room.memberships.get(accountId);
      if (person?.state !== 'member') return true;
      if (person.role === 'host' && (await this.rooms.hosts(sql, roomId)) <= 1) {
        if ((await this.repository.successor(sql, roomId, accountId)) !== heir) return false;
        if (heir === null) {
          if (room.row.state === 'open') await archive(room, this.meetings);
          return true;
        }
        await room.giveRole(room.member(heir), 'host');
      }
      await room.end(person, 'left');
      return true;
    });
  }
}
