const DEPTH = 4;

/**
 * What a log may say about an error: names, codes and places in the code. Messages and parameters of database errors are left
 * out, because they repeat what people wrote.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const fromDatabase = 'driverError' in error || 'severity' in error;
  return {
    name: error.name,
    ...code,
    ...(fromDatabase ? constraint(error) : { message: error.message.slice(0, 300) }),
    stack: frames(error),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
    ...('driverError' in error && error.driverError instanceof Error
      ? { driver: describeError(error.driverError) }
      : {}),
  };
}

const constraint = (error: Error): object =>
  'constraint' in error && error.constraint ? { constraint: error.constraint } : {};

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, DEPTH)
    .map((line) => line.trim());
