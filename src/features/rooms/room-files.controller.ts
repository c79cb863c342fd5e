import {
  Controller,
  Get,
  Injectable,
  Param,
  Post,
  Query,
  UploadedFile,
  UseGuards,
  UseInterceptors,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { addressesQuery, fileAddresses, fileView, type FileView } from '../../contract/uploads.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation, type ActorRequest } from '../../platform/http/operation.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { RateLimits, type Limit } from '../../platform/http/rate-limits.js';
import { OneFile } from '../../platform/uploads/one-file.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { RoomDoor } from './room-door.js';

const roomParams = z.strictObject({ roomId: id });
type RoomParams = z.output<typeof roomParams>;
const UPLOADS: Limit = { points: 60, durationSec: 60 };

/** Asked before a byte of the file is read: a refused upload costs nothing. */
@Injectable()
export class MayAttach implements CanActivate {
  constructor(
    private readonly door: RoomDoor,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { actor, params } = context.switchToHttp().getRequest<ActorRequest>();
    if (actor === undefined) return false;
    const room = roomParams.safeParse(params);
    if (!room.success) throw new DomainError('invalid-input', { field: 'roomId' });
    await this.door.require(actor, room.data.roomId, 'file.attach');
    await this.limits.consume('upload', actor.accountId, UPLOADS);
    return true;
  }
}

/** Files come into a room here, for a message or a material to show them, and get their addresses here. */
@ApiTags('files')
@ApiBearerAuth()
@Controller('api/rooms/:roomId/files')
export class RoomFilesController {
  constructor(
    private readonly door: RoomDoor,
    private readonly uploads: Uploads,
  ) {}

  @Post()
  @Operation('file.attach')
  @UseGuards(MayAttach)
  @UseInterceptors(OneFile)
  @ApiOperation({ summary: 'Upload one file of up to 25 MB; what does not show it within a day is gone' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ standardSchema: fileView })
  upload(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: RoomParams,
    @UploadedFile() file: { originalname: string; buffer: Buffer } | undefined,
  ): Promise<FileView> {
    if (file === undefined) throw new DomainError('uploads/no-file');
    return this.uploads.receive(actor, roomId, { name: file.originalname, bytes: file.buffer });
  }

  @Get()
  @Operation('room.read')
  @ApiOperation({ summary: 'Short-lived addresses of files that the room shows' })
  @ApiOkResponse({ standardSchema: fileAddresses })
  async addresses(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) { roomId }: RoomParams,
    @Query({ schema: addressesQuery }) { ids }: z.output<typeof addressesQuery>,
  ): Promise<z.infer<typeof fileAddresses>> {
    const { room } = await this.door.require(actor, roomId, 'room.read');
    const addresses = await this.uploads.addressesOf(actor, roomId, ids);
    if (room.parent === null || addresses.length === ids.length) return { addresses };
    // What a breakout showed has come to the main room, with those who were in it.
    await this.door.require(actor, room.parent, 'room.read');
    return { addresses: [...addresses, ...(await this.uploads.addressesOf(actor, room.parent, ids))] };
  }
}
