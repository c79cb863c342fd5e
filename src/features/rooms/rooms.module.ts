import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { AttendanceRepository } from './attendance.repository.js';
import { BreakoutClock } from './breakouts/breakout-clock.js';
import { BreakoutsController } from './breakouts/breakouts.controller.js';
import { BreakoutsGateway } from './breakouts/breakouts.gateway.js';
import { BreakoutsRepository } from './breakouts/breakouts.repository.js';
import { Breakouts } from './breakouts/breakouts.service.js';
import { OpenBreakouts } from './breakouts/open-breakouts.js';
import { RunBreakouts } from './breakouts/run-breakouts.js';
import { SeatPeople } from './breakouts/seat-people.js';
import { ChangeRoom } from './change-room.js';
import { CopiesController } from './copies/copies.controller.js';
import { CopiesRepository } from './copies/copies.repository.js';
import { RoomCopies } from './copies/room-copies.js';
import { RoomsParts } from './copies/rooms-parts.js';
import { CreateRoom } from './create-room.js';
import { OpenDirect } from './open-direct.js';
import { InvitesController } from './invites.controller.js';
import { Invites } from './invites.js';
import { InvitesRepository } from './invites.repository.js';
import { AttendanceSheetRepository } from './meetings/attendance-sheet.repository.js';
import { AttendanceSheets } from './meetings/attendance-sheets.js';
import { Calendars } from './meetings/calendars.js';
import { CalendarsRepository } from './meetings/calendars.repository.js';
import { MeetingClock } from './meetings/meeting-clock.js';
import { MeetingRecords } from './meetings/meeting-records.js';
import { MeetingsController } from './meetings/meetings.controller.js';
import { MeetingsGateway } from './meetings/meetings.gateway.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { MeetingsService } from './meetings/meetings.service.js';
import { PlanMeetings } from './meetings/plan-meetings.js';
import { RunMeetings } from './meetings/run-meetings.js';
import { PeopleOfRoom } from './people-of-room.js';
import { Presence } from './presence.js';
import { PersonalRooms } from './personal-rooms.js';
import { PersonalRoomsRepository } from './personal-rooms.repository.js';
import { Gatherings } from './gatherings.js';
import { PresenceSignals } from './presence-signals.js';
import { ListPresence } from './list-presence.js';
import { Mutes } from './mutes.js';
import { RoomDecisions } from './room-decisions.js';
import { RoomOrderController } from './room-order.controller.js';
import { RoomCreatorsController } from './room-creators.controller.js';
import { RoomCreatorsRepository } from './room-creators.repository.js';
import { RoomCreatorsSetting } from './room-creators.js';
import { RoomDoor } from './room-door.js';
import { MayAttach, RoomFilesController } from './room-files.controller.js';
import { RoomList } from './room-list.js';
import { RoomListRepository } from './room-list.repository.js';
import { RoomReach } from './room-reach.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsGateway } from './rooms.gateway.js';
import { RoomsListeners } from './rooms.listeners.js';
import { RoomsInCommon, RoomsInCommonController } from './rooms-in-common.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';

@Module({
  imports: [AccountsModule, ProfilesModule],
  controllers: [
    RoomsController,
    InvitesController,
    MeetingsController,
    BreakoutsController,
    RoomCreatorsController,
    RoomFilesController,
    RoomsInCommonController,
    RoomOrderController,
    CopiesController,
  ],
  providers: [
    AttendanceRepository,
    AttendanceSheetRepository,
    AttendanceSheets,
    Calendars,
    CalendarsRepository,
    ChangeRoom,
    CreateRoom,
    OpenDirect,
    Invites,
    InvitesRepository,
    Gatherings,
    ListPresence,
    MayAttach,
    MeetingClock,
    MeetingRecords,
    MeetingsGateway,
    MeetingsRepository,
    MeetingsService,
    Mutes,
    PeopleOfRoom,
    PersonalRooms,
    PersonalRoomsRepository,
    PlanMeetings,
    Presence,
    PresenceSignals,
    RoomCreatorsRepository,
    RoomCreatorsSetting,
    RoomDecisions,
    RoomDoor,
    RoomList,
    RoomListRepository,
    RoomReach,
    RoomsGateway,
    RoomsInCommon,
    RoomsListeners,
    RoomsRepository,
    RoomsService,
    RunMeetings,
    ...[BreakoutClock, Breakouts, BreakoutsGateway, BreakoutsRepository, OpenBreakouts, RunBreakouts, SeatPeople],
    ...[CopiesRepository, RoomCopies, RoomsParts],
  ],
  exports: [RoomsService],
})
export class RoomsModule {}
