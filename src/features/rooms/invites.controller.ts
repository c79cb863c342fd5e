import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import {
  acceptedInvite,
  acceptInviteInput,
  enterAsGuestInput,
  enteredAsGuest,
  inviteParams,
  invitePreview,
} from '../../contract/rooms.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { Invites } from './invites.js';

type Params = z.output<typeof inviteParams>;

@ApiTags('rooms')
@Controller('api/invites')
export class InvitesController {
  constructor(
    private readonly invites: Invites,
    private readonly accounts: AccountsService,
  ) {}

  @Get(':code')
  @Operation('invite.preview', { visitor: true })
  @ApiOperation({ summary: 'The room behind an invitation: what it is, who hosts it, who is there' })
  @ApiOkResponse({ standardSchema: invitePreview })
  preview(@Param({ schema: inviteParams }) { code }: Params): Promise<z.infer<typeof invitePreview>> {
    return this.invites.preview(code);
  }

  @Post(':code/accept')
  @HttpCode(200)
  @Operation('invite.accept')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Come in with one’s account' })
  @ApiOkResponse({ standardSchema: acceptedInvite })
  accept(
    @CurrentActor() actor: Actor,
    @Param({ schema: inviteParams }) { code }: Params,
    @Body({ schema: acceptInviteInput.default({}) }) { as }: z.output<typeof acceptInviteInput>,
  ): Promise<z.infer<typeof acceptedInvite>> {
    return this.invites.accept(actor, { code, as });
  }

  @Post(':code/guest')
  @Operation('invite.enter-as-guest', { visitor: true })
  @ApiOperation({ summary: 'Come in with a name only, where the invitation allows it' })
  @ApiCreatedResponse({ standardSchema: enteredAsGuest })
  async enterAsGuest(
    @CurrentActor() actor: Actor | undefined,
    @Param({ schema: inviteParams }) { code }: Params,
    @Body({ schema: enterAsGuestInput }) input: z.output<typeof enterAsGuestInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof enteredAsGuest>> {
    const { roomId, accountId } = await this.invites.enterAsGuest(actor, { code, ...input });
    const { session, cookie } = await this.accounts.issueSession(accountId, { agent: request.headers['user-agent'] });
    response.cookie(cookie.name, cookie.value, cookie.options);
    return { roomId, session };
  }
}
