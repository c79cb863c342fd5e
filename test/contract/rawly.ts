import type { Live } from '../support/person.js';

/** Everything the socket is sent, as it was sent. */
export function rawly(live: Live): string[] {
  const heard: string[] = [];
  live.raw.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    if (typeof data === 'string') heard.push(data);
  });
  return heard;
}
