import { Controller, Get, Injectable, Param, type OnModuleInit } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { roomsInCommon, type RoomsInCommon as Common } from '../../contract/profiles.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { roomStream } from './rooms.events.js';
import { RoomsRepository } from './rooms.repository.js';

const personParams = z.strictObject({ id });

/** What rooms know about two people: profiles ask it, and show it. */
@Injectable()
export class RoomsInCommon implements OnModuleInit {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly profiles: ProfilesService,
  ) {}

  onModuleInit(): void {
    this.profiles.know({
      roommates: (sql, accountId, among) => this.repository.roommates(sql, accountId, among),
      directStream: async (sql, one, other) => {
        const room = await this.repository.directRoom(sql, [one, other].sort().join(' '));
        return room === null ? null : roomStream(room.id);
      },
    });
  }

  async of(actor: Actor, personId: string): Promise<Common> {
    return { rooms: await this.repository.inCommon(this.repository.pool, actor.accountId, personId) };
  }
}

@ApiTags('rooms')
@ApiBearerAuth()
@Controller('api/people/:id/rooms')
export class RoomsInCommonController {
  constructor(private readonly rooms: RoomsInCommon) {}

  @Get()
  @Operation('rooms.list')
  @ApiOperation({ summary: 'Rooms in which somebody and I both are' })
  @ApiOkResponse({ standardSchema: roomsInCommon })
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: personParams }) { id: personId }: z.output<typeof personParams>,
  ): Promise<Common> {
    return this.rooms.of(actor, personId);
  }
}
