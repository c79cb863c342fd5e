import { Module } from '@nestjs/common';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { CallsGateway } from './calls/calls.gateway.js';
import { Calls } from './calls/calls.js';
import { MediaDoors } from './media-doors.js';
import { MediaWorkers } from './media-workers.js';
import { StageGateway } from './stage.gateway.js';
import { StageListeners } from './stage.listeners.js';
import { StageMetrics } from './stage-metrics.js';
import { StagePeople } from './stage-people.js';
import { StageRepository } from './stage.repository.js';
import { StageService } from './stage.service.js';
import { StageFacts } from './stage-facts.js';
import { StageSignals } from './stage-signals.js';
import { Stages } from './stages.js';
import { Standings } from './standings.js';
import { VoiceToAll } from './voice-to-all.js';
import { StageWorkerModule } from './worker/stage-worker.module.js';

@Module({
  imports: [ProfilesModule, RoomsModule, StageWorkerModule],
  providers: [
    Calls,
    CallsGateway,
    MediaDoors,
    MediaWorkers,
    StageGateway,
    StageListeners,
    StageMetrics,
    StagePeople,
    StageRepository,
    StageService,
    StageFacts,
    StageSignals,
    Stages,
    Standings,
    VoiceToAll,
  ],
  exports: [StageService],
})
export class StageModule {}
