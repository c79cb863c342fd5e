import { Module, type OnModuleInit } from '@nestjs/common';
import { typingInput } from '../../contract/chat.contract.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { readOne } from '../../platform/event-log/readings.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { roomEventDefinitions, roomIdOf } from '../rooms/rooms.events.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { ChatDoor } from './chat-door.js';
import { ChatController } from './chat.controller.js';
import { chatEventDefinitions } from './chat.events.js';
import { Broadcast, BroadcastGateway } from './breakouts/broadcast.js';
import { ChatGateway } from './chat.gateway.js';
import { chatProjection } from './chat.projection.js';
import { ChatDatabase, ChatRepository } from './chat.repository.js';
import { ChatService } from './chat.service.js';
import { ChatCopies } from './copies/chat-copies.js';
import { ChatCopiesRepository } from './copies/chat-copies.repository.js';
import { KeepingController } from './keeping/keeping.controller.js';
import { KeepingGateway } from './keeping/keeping.gateway.js';
import { forgetErased, KeepingRepository } from './keeping/keeping.repository.js';
import { KeepingService } from './keeping/keeping.service.js';
import { LinkViewer } from './previews/look-at.js';
import { Previews } from './previews/previews.js';
import { PreviewsGateway } from './previews/previews.gateway.js';
import { MemoryRepository } from './memory.repository.js';
import { MessageEraser } from './message-eraser.js';
import { PersonalMessages } from './personal-messages.js';
import { PersonalMessagesRepository } from './personal-messages.repository.js';
import { fitPage, pageReading } from './message-pages.js';
import { JudgeMessages } from './reports/judge-messages.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReportsGateway } from './reports/reports.gateway.js';
import { ReportsRepository } from './reports/reports.repository.js';
import { ReportsService } from './reports/reports.service.js';
import { ReadMarks } from './read-marks.js';
import { Retention } from './retention.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsGateway } from './threads/threads.gateway.js';
import { ThreadsRepository } from './threads/threads.repository.js';
import { ThreadsService } from './threads/threads.service.js';

const TYPING_MS = 6_000;

/** Declares to the platform what the chat contributes. */
@Module({
  imports: [ProfilesModule, RoomsModule],
  controllers: [ChatController, KeepingController, ReportsController, ThreadsController],
  providers: [
    ...[
      ChatDatabase,
      ChatDoor,
      ChatGateway,
      ChatRepository,
      ChatService,
      PersonalMessages,
      PersonalMessagesRepository,
      MemoryRepository,
      MessageEraser,
      ReadMarks,
      Retention,
    ],
    ...[JudgeMessages, ReportsGateway, ReportsRepository, ReportsService],
    ...[Broadcast, BroadcastGateway],
    ...[ThreadsGateway, ThreadsRepository, ThreadsService],
    ...[KeepingGateway, KeepingRepository, KeepingService],
    ...[ChatCopies, ChatCopiesRepository],
    ...[LinkViewer, Previews, PreviewsGateway],
  ],
  exports: [ChatService],
})
export class ChatModule implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly rooms: RoomsService,
    private readonly repository: ChatRepository,
    private readonly chat: ChatService,
    private readonly uploads: Uploads,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(chatEventDefinitions);
    this.log.project(chatProjection);
    this.log.project({
      types: ['chat.message-erased'],
      apply: (sql, events) =>
        forgetErased(
          sql,
          events.flatMap(({ subject }) => subject ?? []),
        ),
    });
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'chat',
      shared: async (sql, stream) => {
        const {
          mine: _,
          thanked: _thanked,
          ...page
        } = await readOne(sql, pageReading(this.repository, roomIdOf(stream), null));
        return page;
      },
      personal: (stream, actor) => this.chat.personal(actor, roomIdOf(stream)),
      fit: fitPage,
    });
    this.realtime.registerClientSignal({
      name: 'typing',
      streamKind: 'room',
      verb: 'chat.type',
      ttlMs: TYPING_MS,
      until: roomEventDefinitions.map(({ type }) => type),
      value: async (actor, roomId, input) => {
        const { typing } = typingInput.parse(input);
        return typing ? this.chat.typing(actor, roomId) : null;
      },
    });
    this.uploads.keepFrom((actor, roomId, users) => this.chat.outOfReach(actor, roomId, users));
    this.rooms.contributeUnread((accountId, roomIds) => this.chat.unread(accountId, roomIds));
  }
}
