import { Module, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Directory } from './directory.js';
import { DirectoryRepository } from './directory.repository.js';
import { profileEventDefinitions } from './profiles.events.js';
import { ProfilesController } from './profiles.controller.js';
import { PersonalProfile } from './personal-profile.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

@Module({
  controllers: [ProfilesController],
  providers: [Directory, DirectoryRepository, PersonalProfile, ProfilesRepository, ProfilesService],
  exports: [ProfilesService],
})
export class ProfilesModule implements OnModuleInit {
  constructor(private readonly log: EventLog) {}

  onModuleInit(): void {
    this.log.defineEvents(profileEventDefinitions);
  }
}
