import { Module } from '@nestjs/common';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { CaptionsGateway } from './captions/captions.gateway.js';
import { Captions } from './captions/captions.js';
import { CallsGateway } from './calls/calls.gateway.js';
import { Calls } from './calls/calls.js';
import { MediaDoors } from './media-doors.js';
import { MediaWorkers } from './media-workers.js';
import { Finishing } from './recording/finishing.js';
import { PersonalRecordings } from './recording/personal-recordings.js';
import { RecordedCaptions } from './recording/recorded-captions.js';
import { RecordedCaptionsRepository } from './recording/recorded-captions.repository.js';
import { RecordedMeetings } from './recording/recorded-meetings.js';
import { RecordedTracksRepository } from './recording/recorded-tracks.repository.js';
import { Recorders } from './recording/recorders.js';
import { RecordingListeners } from './recording/recording-listeners.js';
import { RecordingWatch } from './recording/recording-watch.js';
import { Recordings } from './recording/recordings.js';
import { RecordingsGateway } from './recording/recordings.gateway.js';
import { RecordingsRepository } from './recording/recordings.repository.js';
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
    Finishing,
    Captions,
    CaptionsGateway,
    MediaDoors,
    MediaWorkers,
    PersonalRecordings,
    RecordedCaptions,
    RecordedCaptionsRepository,
    RecordedMeetings,
    RecordedTracksRepository,
    Recorders,
    RecordingListeners,
    RecordingWatch,
    Recordings,
    RecordingsGateway,
    RecordingsRepository,
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
