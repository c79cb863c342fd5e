import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Req,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  AVATAR_MAX_BYTES,
  changePasswordInput,
  deviceList,
  editAccountInput,
  hubInfo,
  mentorRequestInput,
  ownAccount,
  registerInput,
  session,
  setupInput,
  upgradeGuestInput,
  type HubInfo,
  type OwnAccount,
  type Session,
} from '../../contract/accounts.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import type { Device } from './accounts.view.js';
import { OwnAccounts } from './own-account.js';
import { Registration } from './registration.js';
import { answer, metaOf } from './session.controller.js';
import { Sessions } from './sessions.js';

const avatarParams = z.strictObject({ id, hash: z.string().regex(/^[0-9a-f]{32}$/) });
const oneImage = { limits: { fileSize: AVATAR_MAX_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 } };
const imageForm = {
  schema: { type: 'object', required: ['image'], properties: { image: { type: 'string', format: 'binary' } } },
};

@ApiTags('accounts')
@Controller('api')
export class AccountsController {
  constructor(
    private readonly registration: Registration,
    private readonly own: OwnAccounts,
    private readonly sessions: Sessions,
  ) {}

  @Get('hub')
  @Operation('hub.see-info', { visitor: true })
  @ApiOperation({ summary: 'What the pages before the sign-in need to know' })
  @ApiOkResponse({ standardSchema: hubInfo })
  hub(@CurrentActor() actor: Actor | undefined): Promise<HubInfo> {
    return this.registration.hubInfo(actor);
  }

  @Post('setup')
  @Operation('hub.set-up', { visitor: true })
  @ApiOperation({ summary: 'Make the first admin with the code that was printed at the start' })
  @ApiCreatedResponse({ standardSchema: session })
  async setUp(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: setupInput }) input: z.output<typeof setupInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answer(response, await this.registration.setUp(actor, input, metaOf(request)));
  }

  @Post('accounts')
  @Operation('account.register', { visitor: true })
  @ApiOperation({ summary: 'Make an account and sign in' })
  @ApiCreatedResponse({ standardSchema: session })
  async register(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: registerInput }) input: z.output<typeof registerInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answer(response, await this.registration.register(actor, input, metaOf(request)));
  }

  @Get('account')
  @Operation('account.read-own')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'My account' })
  @ApiOkResponse({ standardSchema: ownAccount })
  read(@CurrentActor() actor: Actor): Promise<OwnAccount> {
    return this.own.read(actor);
  }

  @Patch('account')
  @Operation('account.edit-own')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change my name, what I say about me, my language or my time zone' })
  @ApiOkResponse({ standardSchema: ownAccount })
  edit(
    @CurrentActor() actor: Actor,
    @Body({ schema: editAccountInput }) input: z.output<typeof editAccountInput>,
  ): Promise<OwnAccount> {
    return this.own.edit(actor, input);
  }

  @Put('account/avatar')
  @Operation('account.set-avatar')
  @UseInterceptors(FileInterceptor('image', oneImage))
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Set my face: JPEG, PNG or WebP up to 5 MB' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(imageForm)
  @ApiOkResponse({ standardSchema: ownAccount })
  setAvatar(@CurrentActor() actor: Actor, @UploadedFile() image: { buffer: Buffer } | undefined): Promise<OwnAccount> {
    return this.own.setAvatar(actor, image?.buffer);
  }

  @Delete('account/avatar')
  @Operation('account.set-avatar')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Take my face away' })
  @ApiOkResponse({ standardSchema: ownAccount })
  removeAvatar(@CurrentActor() actor: Actor): Promise<OwnAccount> {
    return this.own.removeAvatar(actor);
  }

  @Get('avatars/:id/:hash.webp')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Operation('account.see-avatar', { visitor: true })
  @ApiOperation({ summary: 'A face; the name changes with the picture' })
  @ApiProduces('image/webp')
  async avatar(
    @CurrentActor() actor: Actor | undefined,
    @Param({ schema: avatarParams }) params: z.output<typeof avatarParams>,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.own.avatar(actor, params), { type: 'image/webp' });
  }

  @Get('account/devices')
  @Operation('account.list-devices')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Where I am signed in' })
  @ApiOkResponse({ standardSchema: deviceList })
  async devices(@CurrentActor() actor: Actor): Promise<{ devices: Device[] }> {
    return { devices: await this.sessions.devices(actor) };
  }

  @Post('account/password')
  @HttpCode(204)
  @Operation('account.change-password')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change my password; my other devices are signed out' })
  @ApiNoContentResponse()
  changePassword(
    @CurrentActor() actor: Actor,
    @Body({ schema: changePasswordInput }) input: z.output<typeof changePasswordInput>,
  ): Promise<void> {
    return this.own.changePassword(actor, input);
  }

  @Post('account/mentor-request')
  @HttpCode(200)
  @Operation('account.request-mentor')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ask to be a mentor' })
  @ApiOkResponse({ standardSchema: ownAccount })
  requestMentor(
    @CurrentActor() actor: Actor,
    @Body({ schema: mentorRequestInput }) input: z.output<typeof mentorRequestInput>,
  ): Promise<OwnAccount> {
    return this.own.requestMentor(actor, input);
  }

  @Post('account/upgrade')
  @HttpCode(200)
  @Operation('account.become-person')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'A guest becomes a person and keeps everything' })
  @ApiOkResponse({ standardSchema: session })
  becomePerson(
    @CurrentActor() actor: Actor,
    @Body({ schema: upgradeGuestInput }) input: z.output<typeof upgradeGuestInput>,
  ): Promise<Session> {
    return this.own.becomePerson(actor, input);
  }
}
