// The client's half of a WebSocket, as little of it as a load process needs: what it spends, the server under load has not. One
// buffer takes in what all sockets of the process read.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];
const FINAL = 0x80;
const MASKED = 0x80;
const ABNORMAL = 1006;
const READ = Buffer.allocUnsafeSlow(512 * 1024);
const MASK = randomBytes(4);

/** A frame of a client, masked as it has to be. */
export function framed(text, opcode = TEXT) {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 6 : 8;
  if (length > 0xffff) throw new Error('Clients have less to say.');
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (head === 6 ? length : 126);
  if (head === 8) frame.writeUInt16BE(length, 2);
  MASK.copy(frame, head - 4);
  frame.write(text, head);
  for (let at = 0; at < length; at += 1) frame[head + at] ^= MASK[at & 3];
  return frame;
}

/** What asks a hub for a WebSocket. */
export const upgradeRequest = (host) =>
  `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`;

export class WebSocket {
  open = false;
  #socket;
  #take = (data) => this.#answer(data);
  /** What has come of a frame that is not whole yet, and how much it takes to be. */
  #parts = [];
  #have = 0;
  #want = 0;
  #code = ABNORMAL;

  /** `onText` is given each text as a Buffer that is overwritten afterwards; `onClose` the code, and why it did not come to be. */
  constructor(url, { localAddress, onText, onClose }) {
    const { hostname, port, host } = new URL(url);
    this.onText = onText;
    let trouble;
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      localAddress,
      noDelay: true,
      onread: {
        buffer: READ,
        callback: (bytes, buffer) => {
          this.#take(buffer.subarray(0, bytes));
          return true;
        },
      },
    });
    this.#socket.once('connect', () => this.#socket.write(upgradeRequest(host)));
    this.#socket.on('error', (error) => (trouble = error));
    this.#socket.once('close', () => {
      this.open = false;
      onClose(this.#code, trouble);
    });
  }

  send(text) {
    this.#socket.write(framed(text));
  }

  terminate() {
    this.#socket.destroy();
  }

  #answer(data) {
    this.#parts.push(Buffer.from(data));
    const heard = Buffer.concat(this.#parts);
    const end = heard.indexOf('\r\n\r\n');
    if (end === -1) return;
    this.#parts = [];
    if (!heard.subarray(0, end).includes(' 101 ')) {
      this.#socket.destroy(new Error(`no WebSocket: ${heard.toString('latin1', 0, end).split('\r\n')[0]}`));
      return;
    }
    this.open = true;
    this.#take = (more) => this.#gather(more);
    this.#gather(heard.subarray(end + 4));
  }

  #gather(data) {
    if (this.#have === 0) return this.#frames(data);
    this.#parts.push(Buffer.from(data));
    this.#have += data.length;
    if (this.#have < this.#want) return;
    const whole = Buffer.concat(this.#parts, this.#have);
    this.#parts = [];
    this.#have = 0;
    this.#frames(whole);
  }

  #frames(data) {
    let at = 0;
    while (at < data.length) {
      const [head, length] = sizes(data, at);
      const end = at + head + length;
      if (end > data.length) {
        this.#parts = [Buffer.from(data.subarray(at))];
        this.#have = data.length - at;
        this.#want = head + length;
        return;
      }
      this.#frame(data[at], data.subarray(at + head, end));
      at = end;
    }
  }

  #frame(first, payload) {
    const opcode = first & 15;
    if (!(first & FINAL)) this.#socket.destroy(new Error('A frame in pieces is nothing a server of ours sends.'));
    else if (opcode === TEXT) this.onText(payload);
    else if (opcode === PING) this.#socket.write(framed(String(payload), PONG));
    else if (opcode === CLOSE) {
      this.#code = payload.length >= 2 ? payload.readUInt16BE(0) : ABNORMAL;
      this.#socket.end(framed('', CLOSE));
    }
  }
}

/** Bytes of the head and of the payload of a frame; where the head is not whole, of the head alone. */
function sizes(data, at) {
  const length = data[at + 1];
  if (length === undefined) return [2, 0];
  if (length < 126) return [2, length];
  const head = length === 126 ? 4 : 10;
  if (data.length < at + head) return [head, 0];
  return [head, head === 4 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))];
}
