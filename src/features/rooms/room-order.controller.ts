import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { decisionList, decisionsQuery, type DecisionList } from '../../contract/room-order.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { RoomDecisions } from './room-decisions.js';

const inRoom = z.strictObject({ roomId: id });

/** What keeps order in a room, for those who keep it. */
@ApiTags('rooms')
@ApiBearerAuth()
@Controller('api/rooms/:roomId')
export class RoomOrderController {
  constructor(private readonly decisions: RoomDecisions) {}

  @Get('decisions')
  @Operation('room.see-decisions')
  @ApiOperation({ summary: 'What the staff of the room has decided about people and messages, and who is muted now' })
  @ApiOkResponse({ standardSchema: decisionList })
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: z.output<typeof inRoom>,
    @Query({ schema: decisionsQuery }) { before }: z.output<typeof decisionsQuery>,
  ): Promise<DecisionList> {
    return this.decisions.list(actor, { roomId, before });
  }
}
