import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { helpQueue, type HelpQueue } from '../../../contract/breakouts.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { RunBreakouts } from './run-breakouts.js';

const inRoom = z.strictObject({ roomId: id });

@ApiTags('breakouts')
@ApiBearerAuth()
@Controller('api/rooms/:roomId/breakouts')
export class BreakoutsController {
  constructor(private readonly running: RunBreakouts) {}

  @Get('help')
  @Operation('breakout.see-help')
  @ApiOperation({ summary: 'Who waits for help in the breakouts of a room, the longest first' })
  @ApiOkResponse({ standardSchema: helpQueue })
  help(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: z.output<typeof inRoom>,
  ): Promise<HelpQueue> {
    return this.running.queue(actor, { roomId });
  }
}
