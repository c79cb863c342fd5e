import { Module } from '@nestjs/common';
import { ChatModule } from '../chat/chat.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { MaterialsModule } from '../materials/materials.module.js';
import { StageModule } from '../stage/stage.module.js';
import { MinutesBreakouts } from './minutes-breakouts.js';
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
  imports: [ChatModule, MaterialsModule, RoomsModule, StageModule],
  controllers: [MinutesController],
  providers: [
    MinutesBreakouts,
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
