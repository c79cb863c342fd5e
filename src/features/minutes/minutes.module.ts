import { Module } from '@nestjs/common';
import { ChatModule } from '../chat/chat.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { MinutesController } from './minutes.controller.js';
import { MinutesCopies } from './minutes-copies.js';
import { MinutesGateway } from './minutes.gateway.js';
import { MinutesListeners } from './minutes.listeners.js';
import { MinutesRepository } from './minutes.repository.js';
import { MinutesService } from './minutes.service.js';
import { PersonalMinutes } from './personal-minutes.js';
import { PersonalMinutesRepository } from './personal-minutes.repository.js';
import { Replays } from './replays.js';

@Module({
  imports: [ChatModule, RoomsModule],
  controllers: [MinutesController],
  providers: [
    MinutesCopies,
    MinutesGateway,
    MinutesListeners,
    MinutesRepository,
    MinutesService,
    PersonalMinutes,
    PersonalMinutesRepository,
    Replays,
  ],
  exports: [MinutesService],
})
export class MinutesModule {}
