import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { madeToken, makeTokenInput, tokenList, type TokenView } from '../../../contract/account-access.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { ApiTokens } from './api-tokens.js';

const tokenParams = z.strictObject({ id });

@ApiTags('accounts')
@ApiBearerAuth()
@Controller('api/account/tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Get()
  @Operation('account.manage-tokens')
  @ApiOperation({ summary: 'My access tokens that still work' })
  @ApiOkResponse({ standardSchema: tokenList })
  async list(@CurrentActor() actor: Actor): Promise<{ tokens: TokenView[] }> {
    return { tokens: await this.tokens.list(actor) };
  }

  @Post()
  @Operation('account.manage-tokens')
  @ApiOperation({ summary: 'Make an access token for a program; its secret is answered only here' })
  @ApiCreatedResponse({ standardSchema: madeToken })
  make(
    @CurrentActor() actor: Actor,
    @Body({ schema: makeTokenInput }) input: z.output<typeof makeTokenInput>,
  ): Promise<z.infer<typeof madeToken>> {
    return this.tokens.make(actor, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation('account.manage-tokens')
  @ApiOperation({ summary: 'Revoke an access token; its sockets are closed' })
  @ApiNoContentResponse()
  revoke(
    @CurrentActor() actor: Actor,
    @Param({ schema: tokenParams }) params: z.output<typeof tokenParams>,
  ): Promise<void> {
    return this.tokens.revoke(actor, params.id);
  }
}
