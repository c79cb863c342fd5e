import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { roomCreatorsTable, setRoomCreatorsInput, type RoomCreatorsTable } from '../../contract/rooms.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { RoomCreatorsSetting } from './room-creators.js';

@ApiTags('administration')
@ApiBearerAuth()
@Controller('api/admin/room-creators')
export class RoomCreatorsController {
  constructor(private readonly creators: RoomCreatorsSetting) {}

  @Get()
  @Operation('rooms.set-creators')
  @ApiOperation({ summary: 'Who may create which kind of room' })
  @ApiOkResponse({ standardSchema: roomCreatorsTable })
  read(@CurrentActor() actor: Actor): Promise<RoomCreatorsTable> {
    return this.creators.read(actor);
  }

  @Put()
  @Operation('rooms.set-creators')
  @ApiOperation({ summary: 'Say who may create which kind of room; kinds that are not named stay as they are' })
  @ApiOkResponse({ standardSchema: roomCreatorsTable })
  change(
    @CurrentActor() actor: Actor,
    @Body({ schema: setRoomCreatorsInput }) input: z.output<typeof setRoomCreatorsInput>,
  ): Promise<RoomCreatorsTable> {
    return this.creators.change(actor, input);
  }
}
