import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import {
  noticePreferences,
  noticesPage,
  noticesQuery,
  readNoticesInput,
  readNoticesResult,
  roomNoticesInput,
  setNoticePreferencesInput,
  unreadNotices,
  unsubscribedFrom,
  unsubscribeToken,
  type NoticePreferences,
  type NoticesPage,
  type NoticesQuery,
  type ReadNoticesInput,
  type SetNoticePreferencesInput,
  type UnreadNotices,
} from '../../contract/notifications.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { NotificationsService } from './notifications.service.js';

const inRoom = z.strictObject({ roomId: id });
const ofMail = z.strictObject({ token: unsubscribeToken });
type OfMail = z.output<typeof ofMail>;

@ApiTags('notices')
@Controller('api/notices')
export class NotificationsController {
  constructor(private readonly notices: NotificationsService) {}

  @Get()
  @Operation('notice.list')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'My inbox, the latest first' })
  @ApiOkResponse({ standardSchema: noticesPage })
  page(@CurrentActor() actor: Actor, @Query({ schema: noticesQuery }) query: NoticesQuery): Promise<NoticesPage> {
    return this.notices.page(actor, query);
  }

  @Get('unread')
  @Operation('notice.list')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'How many are unread, at most 100' })
  @ApiOkResponse({ standardSchema: unreadNotices })
  unread(@CurrentActor() actor: Actor): Promise<UnreadNotices> {
    return this.notices.unread(actor);
  }

  @Post('read')
  @HttpCode(200)
  @Operation('notice.mark-read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'These have been read, or all up to a moment' })
  @ApiOkResponse({ standardSchema: readNoticesResult })
  read(
    @CurrentActor() actor: Actor,
    @Body({ schema: readNoticesInput }) input: ReadNoticesInput,
  ): Promise<{ unread: number }> {
    return this.notices.read(actor, input);
  }

  @Get('preferences')
  @Operation('notice.set')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What I want to hear of, and how' })
  @ApiOkResponse({ standardSchema: noticePreferences })
  preferences(@CurrentActor() actor: Actor): Promise<NoticePreferences> {
    return this.notices.preferencesOf(actor);
  }

  @Put('preferences')
  @Operation('notice.set')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change it; what is not named stays as it is' })
  @ApiOkResponse({ standardSchema: noticePreferences })
  setPreferences(
    @CurrentActor() actor: Actor,
    @Body({ schema: setNoticePreferencesInput }) input: SetNoticePreferencesInput,
  ): Promise<NoticePreferences> {
    return this.notices.setPreferences(actor, input);
  }

  @Put('rooms/:roomId')
  @HttpCode(204)
  @Operation('notice.set')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Hear nothing of a room, or hear of it again' })
  @ApiNoContentResponse()
  setRoom(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: z.output<typeof inRoom>,
    @Body({ schema: roomNoticesInput }) { off }: z.output<typeof roomNoticesInput>,
  ): Promise<void> {
    return this.notices.setRoom(actor, { roomId, off });
  }

  /** Programs of mail press here for their reader (RFC 8058): what they send along says nothing more. */
  @Post('unsubscribe/:token')
  @HttpCode(200)
  @Operation('notice.unsubscribe', { visitor: true })
  @ApiOperation({ summary: 'No more mails of the kind that this one was' })
  @ApiOkResponse({ standardSchema: unsubscribedFrom })
  unsubscribe(@Param({ schema: ofMail }) { token }: OfMail): Promise<z.infer<typeof unsubscribedFrom>> {
    return this.notices.unsubscribe(token);
  }

  /** Whoever follows the address by hand is asked on a page: programs that only look at it end nothing. */
  @Get('unsubscribe/:token')
  @Operation('notice.unsubscribe', { visitor: true })
  @ApiOperation({ summary: 'The page that asks' })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'The page that asks, after a redirect' })
  ask(@Param({ schema: ofMail }) { token }: OfMail, @Res() response: Response): void {
    response.redirect(302, `/unsubscribe#${token}`);
  }
}
