import { io } from 'socket.io-client';

/** The answer to a handshake: connected, or the reason it was refused. */
export async function knock(url: string, auth: unknown, headers: Record<string, string> = {}) {
  const socket = io(url, {
    transports: ['websocket'],
    auth: auth as Record<string, unknown>,
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  try {
    return await new Promise<{ connected: boolean; message?: string; data?: unknown }>((resolve) => {
      socket.once('connect', () => resolve({ connected: true }));
      socket.once('connect_error', (error: Error & { data?: unknown }) =>
        resolve({ connected: false, message: error.message, data: error.data }),
      );
    });
  } finally {
    socket.close();
  }
}
