import { Injectable } from '@nestjs/common';
import type { MinutesView } from '../../contract/minutes.contract.js';
import type { Sql } from '../../platform/database/sql.js';
import { MaterialsService } from '../materials/materials.service.js';
import { RoomsService } from '../rooms/rooms.service.js';

/** What people did apart during a meeting: a line a breakout. */
@Injectable()
export class MinutesBreakouts {
  constructor(
    private readonly rooms: RoomsService,
    private readonly materials: MaterialsService,
  ) {}

  async ofMeeting(sql: Sql, meetingId: string): Promise<MinutesView['breakouts']> {
    const rooms = await this.rooms.breakouts.ofMeeting(sql, meetingId);
    if (rooms.length === 0) return [];
    const ids = rooms.map(({ roomId }) => roomId);
    const files = await this.materials.cameFrom(sql, ids);
    return rooms.map(({ roomId, title, openedAt, closedAt, people }) => ({
      ...{ roomId, title, openedAt: openedAt.toISOString(), people: [...people], files: files.get(roomId) ?? [] },
      seconds: closedAt === null ? 0 : Math.round((closedAt.getTime() - openedAt.getTime()) / 1_000),
    }));
  }
}
