import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { session, type Session } from '../../../contract/accounts.contract.js';
import {
  beginElsewhereInput,
  beginLinkInput,
  completeElsewhereInput,
  elsewhereOutcome,
  joinElsewhereInput,
  leaveFor,
  registerElsewhereInput,
  waysIn,
  type ElsewhereOutcome,
  type WaysIn,
} from '../../../contract/identities.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { answer, cookieOf, metaOf, putCookie } from '../session.controller.js';
import type { SessionCookie } from '../sessions.js';
import { Elsewhere } from './elsewhere.js';
import { Identities } from './identities.js';

const identityParams = z.strictObject({ id });
type LeaveFor = z.infer<typeof leaveFor>;

@ApiTags('session')
@Controller('api')
export class IdentitiesController {
  constructor(
    private readonly elsewhere: Elsewhere,
    private readonly identities: Identities,
  ) {}

  @Post('session/elsewhere')
  @HttpCode(200)
  @Operation('account.sign-in', { visitor: true })
  @ApiOperation({ summary: 'Leave for a provider: where the browser goes to' })
  @ApiOkResponse({ standardSchema: leaveFor })
  async begin(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: beginElsewhereInput }) input: z.output<typeof beginElsewhereInput>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LeaveFor> {
    return leaving(response, await this.elsewhere.begin(actor, input));
  }

  @Post('session/elsewhere/complete')
  @HttpCode(200)
  @Operation('account.sign-in', { visitor: true })
  @ApiOperation({ summary: 'Back from a provider: signed in, linked, or what is still to be said' })
  @ApiOkResponse({ standardSchema: elsewhereOutcome })
  async complete(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: completeElsewhereInput }) input: z.output<typeof completeElsewhereInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ElsewhereOutcome> {
    const kept = (name: string) => cookieOf(request, name);
    const { outcome, cookies } = await this.elsewhere.complete(actor, input, kept, metaOf(request));
    for (const cookie of cookies) putCookie(response, cookie);
    return outcome;
  }

  @Post('session/elsewhere/register')
  @HttpCode(200)
  @Operation('account.register', { visitor: true })
  @ApiOperation({ summary: 'Make an account for whoever came back from a provider' })
  @ApiOkResponse({ standardSchema: session })
  async register(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: registerElsewhereInput }) input: z.output<typeof registerElsewhereInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const kept = (name: string) => cookieOf(request, name);
    const { issued, cookies } = await this.elsewhere.register(actor, input, kept, metaOf(request));
    for (const cookie of cookies) putCookie(response, cookie);
    return answer(response, issued);
  }

  @Post('session/elsewhere/join')
  @HttpCode(200)
  @Operation('account.sign-in', { visitor: true })
  @ApiOperation({ summary: 'Link whoever came back to the account with the same confirmed address, by its password' })
  @ApiOkResponse({ standardSchema: session })
  async join(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: joinElsewhereInput }) input: z.output<typeof joinElsewhereInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const kept = (name: string) => cookieOf(request, name);
    const { issued, cookies } = await this.elsewhere.join(actor, input, kept, metaOf(request));
    for (const cookie of cookies) putCookie(response, cookie);
    return answer(response, issued);
  }

  @Get('account/ways-in')
  @Operation('account.manage-ways-in')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'How I get into my account' })
  @ApiOkResponse({ standardSchema: waysIn })
  waysIn(@CurrentActor() actor: Actor): Promise<WaysIn> {
    return this.identities.waysIn(actor);
  }

  @Post('account/ways-in')
  @HttpCode(200)
  @Operation('account.manage-ways-in')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Leave for a provider to link an account of there' })
  @ApiOkResponse({ standardSchema: leaveFor })
  async beginLink(
    @CurrentActor() actor: Actor,
    @Body({ schema: beginLinkInput }) input: z.output<typeof beginLinkInput>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LeaveFor> {
    return leaving(response, await this.elsewhere.beginLink(actor, input.provider));
  }

  @Delete('account/ways-in/:id')
  @HttpCode(204)
  @Operation('account.manage-ways-in')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Take a linked account away; the last way in stays' })
  @ApiNoContentResponse()
  unlink(
    @CurrentActor() actor: Actor,
    @Param({ schema: identityParams }) params: z.output<typeof identityParams>,
  ): Promise<void> {
    return this.identities.unlink(actor, params.id);
  }
}

function leaving(response: Response, { url, cookie }: LeaveFor & { cookie: SessionCookie }): LeaveFor {
  putCookie(response, cookie);
  return { url };
}
