import { Body, Controller, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import {
  askResetInput,
  changeEmailInput,
  mailedTokenInput,
  resetPasswordInput,
} from '../../../contract/account-access.contract.js';
import { ownAccount, type OwnAccount } from '../../../contract/accounts.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { AddressProof } from './address-proof.js';

type TokenInput = z.output<typeof mailedTokenInput>;

@ApiTags('accounts')
@Controller('api')
export class AddressProofController {
  constructor(private readonly proof: AddressProof) {}

  @Post('account/verification')
  @HttpCode(204)
  @Operation('account.send-verification')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Send me the link again that confirms my address' })
  @ApiNoContentResponse()
  sendVerification(@CurrentActor() actor: Actor): Promise<void> {
    return this.proof.sendVerification(actor);
  }

  @Put('account/email')
  @Operation('account.change-email')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change my address; the former one is told' })
  @ApiOkResponse({ standardSchema: ownAccount })
  changeEmail(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeEmailInput }) input: z.output<typeof changeEmailInput>,
  ): Promise<OwnAccount> {
    return this.proof.changeEmail(actor, input);
  }

  @Post('verify-email')
  @HttpCode(204)
  @Operation('account.verify-email', { visitor: true })
  @ApiOperation({ summary: 'Confirm an address by the mailed link' })
  @ApiNoContentResponse()
  verify(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: mailedTokenInput }) { token }: TokenInput,
  ): Promise<void> {
    return this.proof.verify(actor, token);
  }

  @Post('password-reset')
  @HttpCode(204)
  @Operation('account.reset-password', { visitor: true })
  @ApiOperation({ summary: 'Have a link mailed that sets a new password; answers the same for any address' })
  @ApiNoContentResponse()
  askReset(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: askResetInput }) input: z.output<typeof askResetInput>,
    @Req() request: Request,
  ): Promise<void> {
    return this.proof.askReset(actor, input, request.ip ?? '');
  }

  @Post('password-reset/check')
  @HttpCode(204)
  @Operation('account.reset-password', { visitor: true })
  @ApiOperation({ summary: 'Whether a mailed link can still set a password' })
  @ApiNoContentResponse()
  checkReset(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: mailedTokenInput }) { token }: TokenInput,
  ): Promise<void> {
    return this.proof.checkReset(actor, token);
  }

  @Post('password-reset/complete')
  @HttpCode(204)
  @Operation('account.reset-password', { visitor: true })
  @ApiOperation({ summary: 'Set a new password by the mailed link; every device and token is signed out' })
  @ApiNoContentResponse()
  reset(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: resetPasswordInput }) input: z.output<typeof resetPasswordInput>,
  ): Promise<void> {
    return this.proof.reset(actor, input);
  }
}
