import type { Request } from 'express';
import type { Strategy } from 'passport-strategy';

/**
 * Asks one passport strategy about one request. Passport's own entry keeps its strategies in a register of the process,
 * which two hubs in one process would share, and knows only HTTP; sockets show the same tokens.
 * Resolves to null where the strategy refuses; rejects with what its `validate` threw.
 */
export function passportAnswer<T extends object>(strategy: Strategy, request: Partial<Request>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const asked: Strategy = Object.assign(Object.create(strategy) as Strategy, {
      success: (user: T) => resolve(user),
      fail: () => resolve(null),
      error: (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
    });
    asked.authenticate(request as Request);
  });
}
