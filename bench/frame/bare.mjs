// The reference: the least Socket.IO can do. It authenticates nobody, validates nothing, stores nothing.
// BENCH_RECOVERY=1 switches Socket.IO's connection state recovery on.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const RECOVERY_MS = 60_000;

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
  ...(process.env.BENCH_RECOVERY ? { connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS } } : {}),
});

io.on('connection', (socket) => {
  for (const room of socket.handshake.auth.rooms ?? ['room']) socket.join(room);
  socket.on('chat:post', (message, acknowledge) => {
    io.to(message.room ?? 'room').emit('message', message);
    acknowledge?.({ ok: true });
  });
  socket.on('signal:set', (signal) => io.to(signal.room).emit('signal', signal));
});

process.on('SIGURG', () => {
  globalThis.gc();
  globalThis.gc();
  process.send({ heapKib: process.memoryUsage().heapUsed / 1024 });
});
process.on('disconnect', () => process.exit());
http.listen(Number(process.env.BENCH_PORT ?? 0), '127.0.0.1', 4096, () => process.send(http.address().port));
