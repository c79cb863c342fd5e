/** The worker that tests use; `npm test` finds or makes one and names it. */
export function workerBin(): string {
  const named = process.env['MEDIASOUP_WORKER_BIN'];
  if (!named) throw new Error('MEDIASOUP_WORKER_BIN names no worker: "npm run setup:media" brings one.');
  return named;
}
