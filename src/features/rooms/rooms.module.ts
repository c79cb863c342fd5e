import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AttendanceRepository } from './attendance.repository.js';
import { ChangeRoom } from './change-room.js';
import { CreateRoom } from './create-room.js';
import { InvitesController } from './invites.controller.js';
import { Invites } from './invites.js';
import { InvitesRepository } from './invites.repository.js';
import { PeopleOfRoom } from './people-of-room.js';
import { Presence } from './presence.js';
import { PresenceSignals } from './presence-signals.js';
import { ListPresence } from './list-presence.js';
import { RoomCreatorsController } from './room-creators.controller.js';
import { RoomCreatorsSetting } from './room-creators.js';
import { RoomDoor } from './room-door.js';
import { RoomList } from './room-list.js';
import { RoomListRepository } from './room-list.repository.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsGateway } from './rooms.gateway.js';
import { RoomsListeners } from './rooms.listeners.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';

@Module({
  imports: [AccountsModule],
  controllers: [RoomsController, InvitesController, RoomCreatorsController],
  providers: [
    AttendanceRepository,
    ChangeRoom,
    CreateRoom,
    Invites,
    InvitesRepository,
    ListPresence,
    PeopleOfRoom,
    Presence,
    PresenceSignals,
    RoomCreatorsSetting,
    RoomDoor,
    RoomList,
    RoomListRepository,
    RoomsGateway,
    RoomsListeners,
    RoomsRepository,
    RoomsService,
  ],
  exports: [RoomsService],
})
export class RoomsModule {}
