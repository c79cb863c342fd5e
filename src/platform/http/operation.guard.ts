import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { assertWithin, type Actor } from '../actor/actor.js';
import { DomainError } from '../errors/domain-error.js';
import { Authentication } from './authentication.js';
import { FailureLimits } from './failure-limits.js';
import { type ActorRequest, OPERATION, type OperationMetadata } from './operation.js';

const BEARER = /^Bearer ([^\s]{1,4096})$/i;

/** Deny by default: a route without `@Operation` does not exist for anybody; the rest need a signed-in person or say otherwise. */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly limits: FailureLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<OperationMetadata | undefined>(OPERATION, context.getHandler());
    if (operation === undefined) throw new DomainError('not-allowed');
    const request = context.switchToHttp().getRequest<ActorRequest>();
    request.actor = await this.actorOf(request, operation.visitor);
    await this.limits.admit(request);
    if (operation.visitor) return true;
    if (request.actor === undefined) throw new DomainError('not-signed-in');
    assertWithin(request.actor, operation.verb);
    return true;
  }

  // On a page for visitors a token that has run out is the same as none.
  private async actorOf(request: ActorRequest, visitor: boolean): Promise<Actor | undefined> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    try {
      return await this.authentication.verify(token);
    } catch (error) {
      if (visitor && error instanceof DomainError) return undefined;
      throw error;
    }
  }
}
