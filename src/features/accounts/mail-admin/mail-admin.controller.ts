import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { mailState, type MailState } from '../../../contract/account-access.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { MailAdmin } from './mail-admin.js';

const letterParams = z.strictObject({ id });
type LetterParams = z.output<typeof letterParams>;

@ApiTags('administration')
@ApiBearerAuth()
@Controller('api/admin/mail')
export class MailAdminController {
  constructor(private readonly mail: MailAdmin) {}

  @Get()
  @Operation('mail.administer')
  @ApiOperation({ summary: 'How mail goes out today, and the mails that were given up' })
  @ApiOkResponse({ standardSchema: mailState })
  state(@CurrentActor() actor: Actor): Promise<MailState> {
    return this.mail.state(actor);
  }

  @Post('test')
  @HttpCode(204)
  @Operation('mail.administer')
  @ApiOperation({ summary: 'Send a mail to myself, now; what fails is the answer' })
  @ApiNoContentResponse()
  test(@CurrentActor() actor: Actor): Promise<void> {
    return this.mail.test(actor);
  }

  @Post('dead/:id/retry')
  @HttpCode(204)
  @Operation('mail.administer')
  @ApiOperation({ summary: 'Put a mail that was given up back into the queue' })
  @ApiNoContentResponse()
  retry(@CurrentActor() actor: Actor, @Param({ schema: letterParams }) params: LetterParams): Promise<void> {
    return this.mail.retry(actor, params.id);
  }

  @Delete('dead/:id')
  @HttpCode(204)
  @Operation('mail.administer')
  @ApiOperation({ summary: 'Forget a mail that was given up' })
  @ApiNoContentResponse()
  discard(@CurrentActor() actor: Actor, @Param({ schema: letterParams }) params: LetterParams): Promise<void> {
    return this.mail.discard(actor, params.id);
  }
}
