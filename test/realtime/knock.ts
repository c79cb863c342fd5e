import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { ErrorBody } from '../../src/contract/errors.contract.js';

interface Answer {
  connected: boolean;
  message?: string;
  data?: ErrorBody | undefined;
}

/**
 * The answer to a handshake: connected, or the reason it was refused. A hub that has just begun on a busy machine may say when to
 * come again; that is no answer yet.
 */
export async function knock(url: string, auth: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  for (;;) {
    const answer = await once(url, auth, headers);
    if (answer.data?.code !== 'busy') return answer;
    await sleep(Number(answer.data.details?.['retryInMs']));
  }
}

async function once(url: string, auth: unknown, headers: Record<string, string>): Promise<Answer> {
  const socket = io(url, {
    transports: ['websocket'],
    auth: auth as Record<string, unknown>,
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  try {
    return await new Promise<Answer>((resolve) => {
      socket.once('connect', () => resolve({ connected: true }));
      socket.once('connect_error', (error: Error & { data?: ErrorBody }) =>
        resolve({ connected: false, message: error.message, data: error.data }),
      );
    });
  } finally {
    socket.close();
  }
}
