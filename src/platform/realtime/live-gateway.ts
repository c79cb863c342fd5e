import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { CommandName } from '../../contract/realtime.contract.js';
import type { Limit } from '../http/rate-limits.js';
import type { CommandHandler } from './realtime.types.js';

export const LIVE_GATEWAY = 'tertulia:live-gateway';
export const COMMAND = 'tertulia:command';
export interface CommandOptions {
  /** How often one account may send it. */
  readonly limit?: Limit;
  /**
   * Commands of the hot door: the next one of the same socket and room starts before this one is committed, so that both can be
   * in one batch. Acknowledgements keep their order. Only for handlers whose order is decided before their first slow step.
   */
  readonly pipelined?: boolean;
}
export interface CommandMetadata extends CommandOptions {
  name: CommandName;
  /** The verb of docs/permissions.md that the service decides on. */
  verb: string;
}

/** A class whose `@Command` methods answer socket commands. Provide it in the feature's module; it is found at the start. */
export const LiveGateway = (): ClassDecorator => applyDecorators(Injectable(), SetMetadata(LIVE_GATEWAY, true));

/**
 * Makes a method the handler of one command of the contract: it gets `(actor, parsed input)` and returns the result,
 * or throws a DomainError. Authentication, validation, limits and the acknowledgement are done before and after it.
 */
export function Command<N extends CommandName>(name: N, verb: string, options: CommandOptions = {}) {
  return <H extends CommandHandler<N>>(
    _target: object,
    _key: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const metadata: CommandMetadata = { ...options, name, verb };
    if (descriptor.value) Reflect.defineMetadata(COMMAND, metadata, descriptor.value);
  };
}
