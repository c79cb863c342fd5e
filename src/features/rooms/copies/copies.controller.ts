import { Controller, Get, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { roomCopy, roomCopyTicket, type RoomCopy } from '../../../contract/copies.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { disposition } from '../../../platform/uploads/file-name.js';
import { RoomCopies } from './room-copies.js';

const roomParams = z.strictObject({ id });
const ticketParams = z.strictObject({ ticket: roomCopyTicket });

@ApiTags('rooms')
@Controller('api')
export class CopiesController {
  constructor(private readonly copies: RoomCopies) {}

  @Post('rooms/:id/copies')
  @Operation('room.export')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Ask for a packed copy of the room, as far as I may read: an address that is good for an hour',
  })
  @ApiCreatedResponse({ standardSchema: roomCopy })
  ask(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { id: roomId }: z.output<typeof roomParams>,
  ): Promise<RoomCopy> {
    return this.copies.ask(actor, { roomId });
  }

  @Get('room-copies/:ticket')
  @Operation('rooms.open-export', { visitor: true })
  @ApiOperation({ summary: 'The packed copy, for whoever holds its address' })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(
    @Param({ schema: ticketParams }) { ticket }: z.output<typeof ticketParams>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, content } = await this.copies.open(ticket);
    response.set('Cache-Control', 'no-store');
    return new StreamableFile(content, { type: 'application/zip', disposition: disposition('attachment', name) });
  }
}
