/**
 * The hub cannot start, and this is the one sentence that says why and what to do.
 * The boot script prints the message alone and ends with exit code 1.
 */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
