import { Body, Controller, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import {
  accountExport,
  accountExportInput,
  deleteAccountInput,
  exportTicket,
  type AccountExport,
} from '../../../contract/leaving.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { disposition } from '../../../platform/uploads/file-name.js';
import { AccountDeletion } from './account-deletion.js';
import { AccountExports } from './account-export.js';

const ticketParams = z.strictObject({ ticket: exportTicket });

@ApiTags('accounts')
@Controller('api')
export class LeavingController {
  constructor(
    private readonly exports: AccountExports,
    private readonly deletion: AccountDeletion,
  ) {}

  @Post('account/export')
  @Operation('account.export')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ask for a packed copy of all that I have: an address that is good for a day' })
  @ApiCreatedResponse({ standardSchema: accountExport })
  ask(
    @CurrentActor() actor: Actor,
    @Body({ schema: accountExportInput }) input: z.output<typeof accountExportInput>,
  ): Promise<AccountExport> {
    return this.exports.ask(actor, input);
  }

  @Get('exports/:ticket')
  @Operation('account.open-export', { visitor: true })
  @ApiOperation({ summary: 'The packed copy, for whoever holds its address' })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(
    @Param({ schema: ticketParams }) { ticket }: z.output<typeof ticketParams>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, content } = await this.exports.open(ticket);
    response.set('Cache-Control', 'no-store');
    return new StreamableFile(content, { type: 'application/zip', disposition: disposition('attachment', name) });
  }

  @Post('account/deletion')
  @HttpCode(204)
  @Operation('account.delete')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Delete my account, and what I wrote if I want; there is no way back' })
  @ApiNoContentResponse()
  delete(
    @CurrentActor() actor: Actor,
    @Body({ schema: deleteAccountInput }) input: z.output<typeof deleteAccountInput>,
  ): Promise<void> {
    return this.deletion.delete(actor, input);
  }
}
