import { Body, Controller, Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCookieAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { session, signInInput, type Session } from '../../contract/accounts.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { REFRESH_COOKIE, Sessions, type IssuedSession, type SessionCookie } from './sessions.js';

const deviceParams = z.strictObject({ id });

@ApiTags('session')
@Controller('api')
export class SessionController {
  constructor(private readonly sessions: Sessions) {}

  @Post('session')
  @HttpCode(200)
  @Operation('account.sign-in', { visitor: true })
  @ApiOperation({ summary: 'Sign in; the refresh key comes as an HttpOnly cookie' })
  @ApiOkResponse({ standardSchema: session })
  async signIn(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: signInInput }) input: z.output<typeof signInInput>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answer(response, await this.sessions.signIn(actor, input, metaOf(request)));
  }

  @Post('session/refresh')
  @HttpCode(200)
  @Operation('account.refresh', { visitor: true })
  @ApiOperation({ summary: 'A new access token for the refresh cookie, which is replaced' })
  @ApiCookieAuth(REFRESH_COOKIE)
  @ApiOkResponse({ standardSchema: session })
  async refresh(
    @CurrentActor() actor: Actor | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answer(response, await this.sessions.refresh(actor, cookieOf(request, REFRESH_COOKIE)));
  }

  @Delete('session')
  @HttpCode(204)
  @Operation('account.sign-out')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Sign this device out' })
  @ApiNoContentResponse()
  async signOut(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(actor);
    putCookie(response, this.sessions.noCookie());
  }

  @Delete('account/devices/:id')
  @HttpCode(204)
  @Operation('account.sign-out-device')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Sign one of my devices out' })
  @ApiNoContentResponse()
  signOutDevice(
    @CurrentActor() actor: Actor,
    @Param({ schema: deviceParams }) params: z.output<typeof deviceParams>,
  ): Promise<void> {
    return this.sessions.endDevice(actor, params.id);
  }

  @Delete('account/devices')
  @HttpCode(204)
  @Operation('account.sign-out-device')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Sign my other devices out' })
  @ApiNoContentResponse()
  signOutOthers(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.endOthers(actor);
  }

  @Delete('sessions')
  @HttpCode(204)
  @Operation('account.sign-out-everywhere')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Sign every device of this account out' })
  @ApiNoContentResponse()
  async signOutEverywhere(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.endAll(actor);
    putCookie(response, this.sessions.noCookie());
  }
}

export const metaOf = (request: Request): { agent: string | undefined } => ({ agent: request.headers['user-agent'] });

/** The session for the body; its key goes into the cookie. */
export function answer(response: Response, { session, cookie }: IssuedSession): Session {
  putCookie(response, cookie);
  return session;
}

export function putCookie(response: Response, { name, value, options }: SessionCookie): void {
  response.cookie(name, value, options);
}

export function cookieOf(request: Request, name: string): string | undefined {
  const cookies: unknown = request.cookies;
  const value: unknown = typeof cookies === 'object' && cookies !== null ? Reflect.get(cookies, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
