import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../actor/actor.js';

export const OPERATION = 'tertulia:operation';
export interface OperationMetadata {
  /** The verb of docs/permissions.md. */
  verb: string;
  /** May be called without being signed in. */
  visitor: boolean;
}
export interface ActorRequest extends Request {
  actor?: Actor;
  /** Of the caller where it sent a proper one, otherwise ours; in every answer, error and log line. */
  requestId?: string;
}

/** Every route declares its verb; a route without one is refused by the guard and fails the matrix test. */
export const Operation = (verb: string, options: { visitor?: boolean } = {}): MethodDecorator =>
  SetMetadata(OPERATION, { verb, visitor: options.visitor ?? false } satisfies OperationMetadata);

/** The signed-in person; undefined only on routes open to visitors. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ActorRequest>().actor,
);
