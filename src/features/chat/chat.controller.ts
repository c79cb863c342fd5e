import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { messageHistory, messagesPage, messagesQuery, type MessagesPage } from '../../contract/chat.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { ChatService } from './chat.service.js';

const roomParams = z.strictObject({ roomId: id });
const messageParams = z.strictObject({ roomId: id, messageId: id });

@Controller('api/rooms/:roomId/messages')
export class ChatController {
  constructor(private readonly chat: ChatService) {}

  @Get()
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: messagesPage })
  messages(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: z.infer<typeof roomParams>,
    @Query({ schema: messagesQuery }) query: z.infer<typeof messagesQuery>,
  ): Promise<MessagesPage> {
    return this.chat.messages(actor, { roomId, ...query });
  }

  @Get(':messageId/versions')
  @Operation('chat.see-versions')
  @ApiOkResponse({ standardSchema: messageHistory })
  versions(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: z.infer<typeof messageParams>,
  ): Promise<z.infer<typeof messageHistory>> {
    return this.chat.versions(actor, params);
  }
}
