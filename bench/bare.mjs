// The reference: the least Socket.IO can do. It authenticates nobody, validates nothing, stores nothing.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });

io.on('connection', (socket) => {
  socket.join('room');
  socket.on('chat:post', (message, acknowledge) => {
    io.to('room').emit('message', message);
    acknowledge?.({ ok: true });
  });
});

process.on('disconnect', () => process.exit());
http.listen(0, '127.0.0.1', 4096, () => process.send(http.address().port));
