import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import {
  messagesPage,
  messagesQuery,
  messageView,
  type MessagesPage,
  type MessageView,
} from '../../../contract/chat.contract.js';
import {
  pinsList,
  questionsPage,
  questionsQuery,
  reactors,
  threadsList,
  type PinsList,
  type QuestionsPage,
  type Reactors,
  type ThreadsList,
} from '../../../contract/threads.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { ChatService } from '../chat.service.js';
import { ThreadsService } from './threads.service.js';

const roomParams = z.strictObject({ roomId: id });
const placeParams = z.strictObject({ roomId: id, seq: z.coerce.number().int().min(1) });
const messageParams = z.strictObject({ roomId: id, messageId: id });

@Controller('api/rooms/:roomId')
export class ThreadsController {
  constructor(
    private readonly service: ThreadsService,
    private readonly chat: ChatService,
  ) {}

  @Get('threads')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: threadsList })
  threads(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: z.infer<typeof roomParams>,
  ): Promise<ThreadsList> {
    return this.service.threads(actor, roomId);
  }

  /** The messages of one: its root is the first of them. */
  @Get('threads/:messageId')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: messagesPage })
  messages(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { roomId, messageId: thread }: z.infer<typeof messageParams>,
    @Query({ schema: messagesQuery }) query: z.infer<typeof messagesQuery>,
  ): Promise<MessagesPage> {
    return this.chat.messages(actor, { roomId, thread, ...query });
  }

  @Get('questions')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: questionsPage })
  questions(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: z.infer<typeof roomParams>,
    @Query({ schema: questionsQuery }) query: z.infer<typeof questionsQuery>,
  ): Promise<QuestionsPage> {
    return this.service.questions(actor, { roomId, ...query });
  }

  @Get('pins')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: pinsList })
  pins(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: z.infer<typeof roomParams>,
  ): Promise<PinsList> {
    return this.service.pins(actor, roomId);
  }

  @Get('messages/at/:seq')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: messageView })
  at(
    @CurrentActor() actor: Actor,
    @Param({ schema: placeParams }) params: z.infer<typeof placeParams>,
  ): Promise<MessageView> {
    return this.service.find(actor, params);
  }

  @Get('messages/:messageId')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: messageView })
  message(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: z.infer<typeof messageParams>,
  ): Promise<MessageView> {
    return this.service.find(actor, params);
  }

  @Get('messages/:messageId/reactions')
  @Operation('room.read')
  @ApiOkResponse({ standardSchema: reactors })
  reactors(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: z.infer<typeof messageParams>,
  ): Promise<Reactors> {
    return this.service.reactors(actor, params);
  }
}
