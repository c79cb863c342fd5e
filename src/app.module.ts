import { Module } from '@nestjs/common';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { AdminModule } from './features/admin/admin.module.js';
import { ChatModule } from './features/chat/chat.module.js';
import { DemoModule } from './features/demo/demo.module.js';
import { MaterialsModule } from './features/materials/materials.module.js';
import { ProfilesModule } from './features/profiles/profiles.module.js';
import { MinutesModule } from './features/minutes/minutes.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { RoomsModule } from './features/rooms/rooms.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { SearchModule } from './features/search/search.module.js';
import { StageModule } from './features/stage/stage.module.js';
import { AiModule } from './platform/ai/ai.module.js';
import { BrandingModule } from './platform/branding/branding.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventLogModule } from './platform/event-log/event-log.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { IdsModule } from './platform/ids/ids.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { ObservabilityModule } from './platform/observability/observability.module.js';
import { OidcModule } from './platform/oidc/oidc.module.js';
import { OutgoingModule } from './platform/outgoing/outgoing.module.js';
import { ArchiveModule } from './platform/archive/archive.module.js';
import { PersonalDataModule } from './platform/personal-data/personal-data.module.js';
import { ProgramsModule } from './platform/programs/programs.module.js';
import { RealtimeModule } from './platform/realtime/realtime.module.js';
import { UploadsModule } from './platform/uploads/uploads.module.js';

/** The list of features, floor by floor; nothing else. */
@Module({
  imports: [
    // platform
    IdsModule,
    DatabaseModule,
    ObservabilityModule,
    EventLogModule,
    HttpModule,
    RealtimeModule,
    AuditModule,
    MailModule,
    ArchiveModule,
    PersonalDataModule,
    OidcModule,
    UploadsModule,
    BrandingModule,
    AiModule,
    OutgoingModule,
    ProgramsModule,
    // floor 1
    AccountsModule,
    ProfilesModule,
    // floor 2
    RoomsModule,
    // floor 3
    ChatModule,
    MaterialsModule,
    StageModule,
    // floor 4
    AdminModule,
    MinutesModule,
    SearchModule,
    NotificationsModule,
    // floor 5
    DemoModule,
  ],
})
export class AppModule {}
