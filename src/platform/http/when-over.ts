import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** By connection: one listener for all its requests, however many were sent at once. */
const waiting = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `over` once: when the answer is out, or when its connection is gone. Node forgets the answers that still waited on a
 * connection which was upgraded behind them; they never close by themselves.
 */
export function whenOver({ socket }: IncomingMessage, response: ServerResponse, over: () => void): void {
  const all = waiting.get(socket) ?? listened(socket);
  const once = () => {
    if (all.delete(once)) over();
  };
  all.add(once);
  response.once('close', once);
}

function listened(socket: Socket): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(socket, all);
  socket.once('close', () => {
    for (const once of all) once();
  });
  return all;
}
