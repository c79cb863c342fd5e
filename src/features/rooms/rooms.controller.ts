import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { openDirectInput } from '../../contract/direct.contract.js';
import { roomSnapshot } from '../../contract/room-snapshot.contract.js';
import {
  createInviteInput,
  createRoomInput,
  inviteList,
  inviteView,
  memberList,
  memberListQuery,
  roomCard,
  roomList,
  roomListQuery,
  roomRights,
  type InviteView,
  type MemberView,
  type RoomCard,
} from '../../contract/rooms.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { OpenDirect } from './open-direct.js';
import { RoomsService } from './rooms.service.js';

const roomParams = z.strictObject({ id });
const inviteParams = z.strictObject({ id, inviteId: id });
type RoomParams = z.output<typeof roomParams>;

@ApiTags('rooms')
@ApiBearerAuth()
@Controller('api/rooms')
export class RoomsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly direct: OpenDirect,
  ) {}

  @Get()
  @Operation('rooms.list')
  @ApiOperation({ summary: 'Rooms of one’s own, or public ones, with who is there now' })
  @ApiOkResponse({ standardSchema: roomList })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: roomListQuery }) query: z.output<typeof roomListQuery>,
  ): Promise<z.infer<typeof roomList>> {
    return this.rooms.page(actor, query);
  }

  @Get('rights')
  @Operation('rooms.list')
  @ApiOperation({ summary: 'Kinds of rooms that this account may create' })
  @ApiOkResponse({ standardSchema: roomRights })
  rights(@CurrentActor() actor: Actor): Promise<z.infer<typeof roomRights>> {
    return this.rooms.rights(actor);
  }

  @Post()
  @Operation('rooms.create')
  @ApiOperation({ summary: 'Create a room; whoever creates it hosts it' })
  @ApiCreatedResponse({ standardSchema: roomCard })
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createRoomInput }) input: z.output<typeof createRoomInput>,
  ): Promise<RoomCard> {
    return this.rooms.create(actor, input);
  }

  @Post('direct')
  @Operation('rooms.open-direct')
  @ApiOperation({
    summary: 'The one room of these people and me, made when it does not exist yet; who had left it is back',
  })
  @ApiCreatedResponse({ standardSchema: roomCard })
  openDirect(
    @CurrentActor() actor: Actor,
    @Body({ schema: openDirectInput }) input: z.output<typeof openDirectInput>,
  ): Promise<RoomCard> {
    return this.direct.open(actor, input);
  }

  @Get(':id')
  @Operation('room.read')
  @ApiOperation({ summary: 'One room as it is in a list' })
  @ApiOkResponse({ standardSchema: roomCard })
  card(@CurrentActor() actor: Actor, @Param({ schema: roomParams }) { id: roomId }: RoomParams): Promise<RoomCard> {
    return this.rooms.card(actor, roomId);
  }

  @Get(':id/snapshot')
  @Header('content-type', 'application/json; charset=utf-8')
  @Operation('room.read')
  @ApiOperation({ summary: 'The state of the room at one seq: what a screen loads before it applies events' })
  @ApiOkResponse({ standardSchema: roomSnapshot })
  snapshot(@CurrentActor() actor: Actor, @Param({ schema: roomParams }) { id: roomId }: RoomParams): Promise<string> {
    return this.rooms.snapshot(actor, roomId);
  }

  @Get(':id/members')
  @Operation('room.list-members')
  @ApiOperation({ summary: 'People of the room, page by page; those who left or are banned only for its staff' })
  @ApiOkResponse({ standardSchema: memberList })
  members(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { id: roomId }: RoomParams,
    @Query({ schema: memberListQuery }) query: z.output<typeof memberListQuery>,
  ): Promise<{ members: MemberView[]; next: string | null }> {
    return this.rooms.members(actor, { roomId, ...query });
  }

  @Get(':id/invites')
  @Operation('room.invite')
  @ApiOperation({ summary: 'Invitations to the room, the latest first' })
  @ApiOkResponse({ standardSchema: inviteList })
  invites(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { id: roomId }: RoomParams,
  ): Promise<{ invites: InviteView[] }> {
    return this.rooms.invites.ofRoom(actor, roomId);
  }

  @Post(':id/invites')
  @Operation('room.invite')
  @ApiOperation({ summary: 'Make a link that lets people in' })
  @ApiCreatedResponse({ standardSchema: inviteView })
  invite(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { id: roomId }: RoomParams,
    @Body({ schema: createInviteInput }) input: z.output<typeof createInviteInput>,
  ): Promise<InviteView> {
    return this.rooms.invites.create(actor, { roomId, ...input });
  }

  @Delete(':id/invites/:inviteId')
  @HttpCode(204)
  @Operation('room.invite')
  @ApiOperation({ summary: 'Withdraw a link' })
  @ApiNoContentResponse()
  revoke(
    @CurrentActor() actor: Actor,
    @Param({ schema: inviteParams }) { id: roomId, inviteId }: z.output<typeof inviteParams>,
  ): Promise<void> {
    return this.rooms.invites.revoke(actor, { roomId, inviteId });
  }
}
