import { Module, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import { ChatModule } from '../chat/chat.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { MailRounds } from './mail-rounds.js';
import { MailsRepository } from './mails.repository.js';
import { MeetingNewsRepository } from './meeting-news.repository.js';
import { MeetingTellings } from './meeting-tellings.js';
import { NoticeMail } from './notice-mail.js';
import { NoticesProjector } from './notices.projector.js';
import { NoticesRead } from './notices-read.js';
import { NoticesRepository } from './notices.repository.js';
import { NotificationsController } from './notifications.controller.js';
import { noticeEventDefinitions } from './notifications.events.js';
import { NotificationsService } from './notifications.service.js';
import { PersonalNotices } from './personal-notices.js';
import { PreferencesRepository } from './preferences.repository.js';
import { RemindersRepository } from './reminders.repository.js';

@Module({
  imports: [ChatModule, ProfilesModule, RoomsModule],
  controllers: [NotificationsController],
  providers: [
    MailRounds,
    MailsRepository,
    MeetingNewsRepository,
    MeetingTellings,
    NoticeMail,
    RemindersRepository,
    NoticesProjector,
    NoticesRead,
    NoticesRepository,
    NotificationsService,
    PersonalNotices,
    PreferencesRepository,
  ],
  exports: [NotificationsService],
})
export class NotificationsModule implements OnModuleInit {
  constructor(private readonly log: EventLog) {}

  onModuleInit(): void {
    this.log.defineEvents(noticeEventDefinitions);
  }
}
