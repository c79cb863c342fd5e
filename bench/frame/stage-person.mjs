// Somebody on the stage of a hub, as the client is there: the same commands in the same order, and packets both ways. The lines
// are those of preload/plain-lines.mjs.
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { camera, voice } from './media-room.mjs';
import { layersOf, packet, ROUND_MS, voiceOf } from './rtp.mjs';
import { sleep } from './numbers.mjs';
import { connectPatiently, handshakeOf, RawSocket } from './socket.mjs';

/** The client tells together what changes together (client/src/features/stage/media/incoming.ts). */
const SOON_MS = 120;
/** Reports of senders and receivers, which come the same way. */
const RTCP = new Set([200, 201, 202, 203, 204, 205, 206, 207]);

export class StagePerson {
  /** By person and kind: when its first packet of this epoch came. */
  heard = new Map();
  #peerId = randomUUID();
  #socket = new RawSocket();
  #signals = new Map();
  #epoch = null;
  #coming = false;
  #line = null;
  /** Of this epoch: what has been asked for, and what comes with which ssrc. */
  #wanted = new Set();
  #settling;
  #trouble = null;

  /** `number` of all who are there; `id` of the account. */
  constructor({ url, token, room, number, id }) {
    Object.assign(this, { url, token, room, number, id });
  }

  async come() {
    this.#socket.onEvent = (data) => this.#said(String(data));
    await connectPatiently(this.#socket, { url: this.url, index: this.number, auth: handshakeOf(this.token) });
    await this.#socket.do('stream:open', { stream: `room:${this.room}` });
    while ((await this.#do('join')).video !== 'ready') await sleep(100);
    await this.#enter();
  }

  get epoch() {
    return this.#epoch;
  }

  /** What went wrong while nobody was asking. */
  get trouble() {
    return this.#trouble;
  }

  leave() {
    this.#line?.close();
    this.#socket.cut();
  }

  #do(name, input = {}) {
    return this.#socket.do(`stage:${name}`, { roomId: this.room, peerId: this.#peerId, ...input });
  }

  #said(text) {
    if (!text.startsWith('42["signals"')) return;
    const { values } = JSON.parse(text.slice(2))[1];
    for (const [key, value] of Object.entries(values)) this.#signals.set(key, value);
    const { stage } = values;
    if (this.#epoch !== null && stage?.video === 'ready' && stage.epoch !== this.#epoch) this.#attempt(this.#enter());
    this.#soon();
  }

  #attempt(work) {
    work.catch((error) => (this.#trouble = error.message));
  }

  async #enter() {
    if (this.#coming) return;
    this.#coming = true;
    this.#line?.close();
    clearTimeout(this.#settling);
    this.#settling = undefined;
    try {
      const { epoch, codecs } = await this.#do('join');
      // The hub says when it can carry anything again.
      if (codecs === null) return;
      const line = new Line(this);
      this.#line = line;
      this.#wanted = new Set();
      this.heard = new Map();
      this.#soon();
      const { transportId, iceCandidates } = await this.#do('open-transport', { direction: 'send' });
      const { number } = this;
      const send = (source, rtpParameters) =>
        this.#do('send-track', { transportId, source, on: true, rtpParameters: { ...rtpParameters, mid: source } });
      await Promise.all([send('microphone', voice(number)), send('camera', camera(number))]);
      line.send([...layersOf(number), voiceOf(number)], iceCandidates[0].port);
      this.codecs = codecs;
      this.#epoch = epoch;
    } finally {
      this.#coming = false;
    }
    this.#soon();
  }

  #soon() {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      if (!this.#coming && this.#epoch !== null) this.#attempt(this.#settle(this.#line));
    }, SOON_MS);
  }

  /** Everything of everybody else, in the smallest size. */
  async #settle(line) {
    const others = [...this.#signals].filter(
      ([key, value]) => key.startsWith('stage:') && value && !key.endsWith(this.id),
    );
    const tracks = others.flatMap(([, { person, microphone, camera: face }]) =>
      [microphone, face].flatMap((track) => (track?.on ? [{ id: track.trackId, of: person.id }] : [])),
    );
    const missing = tracks.filter(({ id }) => !this.#wanted.has(id));
    if (missing.length === 0) return;
    for (const { id } of missing) this.#wanted.add(id);
    if (line.receives === undefined) {
      const { codecs } = this;
      line.receives = this.#do('open-transport', { direction: 'receive', codecs }).then(({ iceCandidates }) =>
        line.listen(iceCandidates[0].port),
      );
    }
    await line.receives;
    const { consumers } = await this.#do('receive-tracks', { trackIds: missing.map(({ id }) => id) });
    for (const { trackId, kind, rtpParameters } of consumers)
      line.expect(rtpParameters.encodings[0].ssrc, `${kind} of ${tracks.find(({ id }) => id === trackId).of}`);
    const wishes = consumers.map(({ consumerId, kind }) =>
      kind === 'audio' ? { consumerId, on: true, priority: 255 } : { consumerId, on: true, layer: { spatial: 0 } },
    );
    if (wishes.length > 0) await this.#do('set-consumers', { consumers: wishes });
  }
}

/** What goes to the worker and comes from it, in one epoch. */
class Line {
  #out = createSocket('udp4');
  #in = createSocket('udp4');
  #names = new Map();
  #early = new Set();
  #timer;

  constructor(person) {
    this.person = person;
    this.#in.on('message', (data) => {
      if (!RTCP.has(data[1])) this.#came(data.readUInt32BE(8));
    });
  }

  send(tracks, port) {
    const began = performance.now();
    const sent = tracks.map((track) => ({ track, count: 0 }));
    this.#timer = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      for (const one of sent)
        for (const due = seconds * one.track.perSecond; one.count < due; one.count += 1)
          this.#out.send(packet(one.track, one.count), port, '127.0.0.1');
    }, ROUND_MS);
  }

  /** A packet of nobody says where what is received shall go. */
  listen(port) {
    this.#in.send(packet({ ...voiceOf(0), ssrc: 1 }, 0), port, '127.0.0.1');
  }

  expect(ssrc, name) {
    this.#names.set(ssrc, name);
    if (this.#early.has(ssrc)) this.#came(ssrc);
  }

  close() {
    clearInterval(this.#timer);
    this.#in.removeAllListeners('message');
    for (const socket of [this.#in, this.#out]) socket.close();
  }

  #came(ssrc) {
    const name = this.#names.get(ssrc);
    if (name === undefined) return void this.#early.add(ssrc);
    const { heard } = this.person;
    if (!heard.has(name)) heard.set(name, performance.now());
  }
}
