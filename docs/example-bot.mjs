// A bot in 40 lines. It follows a room and answers whoever writes "!hola".
// 1. Make an access token in the settings, with the scopes "read" and "write:chat". The bot acts as you, in the rooms you are in.
// 2. npm install socket.io-client
// 3. HUB=http://localhost:3000 TOKEN=tertulia_… ROOM=<id of the room> node example-bot.mjs
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

const { HUB = 'http://localhost:3000', TOKEN, ROOM } = process.env;
const PROTOCOL = 1;
const stream = `room:${ROOM}`;
let after; // the position up to which the bot has seen the room

const me = await fetch(`${HUB}/api/account`, { headers: { authorization: `Bearer ${TOKEN}` } });
if (!me.ok) throw new Error((await me.json()).message);
const { id } = await me.json();

const socket = io(HUB, { transports: ['websocket'], auth: { token: TOKEN, protocol: PROTOCOL } });

socket.on('connect', async () => {
  // After a cut the hub sends what was missed; a first time begins at the head.
  const opened = await socket.emitWithAck('stream:open', after ? { stream, after } : { stream });
  if (!opened.ok) return stop(opened.error.message);
  if (!after || opened.data.resync) after = opened.data.head;
  console.log('The bot is listening.');
});

socket.on('frame', (frame) => {
  if (frame.stream !== stream) return;
  for (const { seq, type, actor, payload } of frame.events) {
    after = { epoch: frame.epoch, seq };
    if (type !== 'chat.message-posted' || actor === id) continue;
    if (payload.message.text === '!hola') void say(`¡Hola, ${payload.message.author.name}!`);
  }
});

// `clientId` makes a message count once, however often it has to be sent.
async function say(text) {
  const answer = await socket.emitWithAck('chat:post', { roomId: ROOM, clientId: randomUUID(), text });
  if (!answer.ok) console.error(answer.error.message);
}

// A revoked token or a restart: the hub says which, and the library comes back by itself where it makes sense.
socket.on('bye', ({ reason }) => (reason === 'signed-out' ? stop('The token was revoked.') : undefined));
socket.on('connect_error', (error) => console.error(error.message));
function stop(why) {
  console.error(why);
  socket.close();
}
