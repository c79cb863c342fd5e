import { randomUUID } from 'node:crypto';
import { Presence } from '../../src/features/rooms/presence.js';
import type { StageVideo } from '../../src/contract/stage.contract.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { StageFacts } from '../../src/features/stage/stage-facts.js';
import { Stages } from '../../src/features/stage/stages.js';
import { WorkerProgram } from '../../src/features/stage/worker/worker-program.js';
import { tryAgain } from '../../src/platform/errors/domain-error.js';
import { generous } from '../support/generous-limits.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { workerBin } from './worker-bin.js';

/** The program of video comes when the test says so. */
class ProgramByHand extends WorkerProgram {
  #now: StageVideo = 'preparing';
  readonly #told = new Set<() => void>();
  override onModuleInit(): void {}
  override get state() {
    return this.#now;
  }
  override get path() {
    return this.#now === 'ready' ? workerBin() : null;
  }
  override onChange(listener: () => void): () => void {
    this.#told.add(listener);
    return () => this.#told.delete(listener);
  }
  becomes(state: StageVideo): void {
    this.#now = state;
    for (const listener of this.#told) listener();
  }
}

describe('a gathering on the stage, while video is not ready', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous, { token: WorkerProgram, by: ProgramByHand }] });
    ana = await hub.person('Ana');
    berto = await hub.person('Berto');
    carla = await hub.person('Carla');
    await Promise.all([ana, berto, carla].map((person) => person.connect()));
  });
  afterAll(() => hub.close());

  async function gathered(): Promise<{ roomId: string; a: MediaPeer; b: MediaPeer; c: MediaPeer }> {
    const roomId = await hub.room(ana, { visibility: 'public' });
    for (const person of [berto, carla]) await person.socket.do('rooms:join', { roomId });
    const [a, b, c] = [
      await MediaPeer.on(ana, roomId),
      await MediaPeer.on(berto, roomId),
      await MediaPeer.on(carla, roomId),
    ];
    for (const peer of [a, b, c]) await peer.join();
    return { roomId, a, b, c };
  }
  const kept = async (roomId: string) => {
    const { body } = await ana.http.get<{ shared: { stage: Record<string, unknown> } }>(
      `/api/rooms/${roomId}/snapshot`,
    );
    return body.shared.stage;
  };
  const isOff = (roomId: string, person: Person) =>
    waitFor('somebody to be off the stage', () => !hub.app.get(Stages).of(roomId)?.peers.has(person.id) || undefined);

  it('hands queue up, check-ins are counts for the staff, reactions go by themselves', async () => {
    const { roomId, a, b, c } = await gathered();
    const staff = `room:${roomId}:staff`;
    await ana.socket.open(staff);
    expect(await a.join()).toEqual({ resumed: true, epoch: null, video: 'preparing', codecs: null, iceServers: [] });
    await a.until('the word about video', () => a.stage()?.video === 'preparing');
    const first = await c.do('stage:raise-hand', { up: true });
    hub.clock.advance(1_000);
    const second = await b.do('stage:raise-hand', { up: true });
    expect(await c.do('stage:raise-hand', { up: true })).toEqual(first);
    expect(Date.parse(first.hand ?? '')).toBeLessThan(Date.parse(second.hand ?? ''));
    await b.do('stage:check-in', { answer: 'slower' });
    await c.do('stage:check-in', { answer: 'lost' });
    await c.do('stage:check-in', { answer: 'slower' });
    await waitFor('the counts', () => JSON.stringify(ana.socket.signal(staff, 'check-in'))?.includes('"slower":2'));
    expect(ana.socket.signal(staff, 'check-in')).toEqual({ ready: 0, slower: 2, lost: 0 });
    await b.do('stage:react', { emoji: '👏' });
    await waitFor('the reaction', () => carla.socket.signal(`room:${roomId}`, `stage-reaction:${berto.id}`));
    expect(await b.refused('stage:lower-hands', { personId: null })).toBe('not-allowed');
    expect(await a.do('stage:lower-hands', { personId: null })).toEqual({ lowered: 2 });
    await b.until('no hand', (seen) => seen?.hand === null, carla);
    // Since when a hand was up is believed of those who come again with a hub that has just begun, not of others.
    await c.do('stage:leave', {});
    const early = new Date(hub.clock.epochMs() - 30_000).toISOString();
    hub.clock.advance(61_000);
    c.peerId = randomUUID();
    await c.do('stage:join', { hand: early });
    await b.until('Carla again', (seen) => seen?.peerId === c.peerId, carla);
    expect(b.sees(carla)?.hand).toBeNull();
    for (const peer of [a, b, c]) await peer.do('stage:leave', {});
    await waitFor('no counts', () => ana.socket.signal(staff, 'check-in') === undefined || undefined);
    await ana.socket.do('stream:close', { stream: staff });
  });

  it('what is shown is a fact, and goes with who shows it; the order stays', async () => {
    const { roomId, a, b, c } = await gathered();
    const add = async (name: string, bytes: string) => {
      const { id: fileId } = await uploaded(berto, roomId, name, bytes);
      const about = { roomId, clientId: randomUUID(), fileId, title: name };
      return { fileId, ...(await berto.socket.do('materials:add', about)) };
    };
    const [pdf, text] = [await add('tema.pdf', '%PDF-1.7'), await add('notas.txt', 'hola')];
    const elsewhere = await hub.room(berto);
    const { id: ofElsewhere } = await uploaded(berto, elsewhere, 'otro.pdf', '%PDF-1.7');
    for (const fileId of [text.fileId, ofElsewhere, randomUUID()])
      expect(await b.refused('stage:show-slides', { fileId })).toBe('stage/not-a-pdf');
    expect(await b.refused('stage:turn-page', { page: 2 })).toBe('stage/no-slides');
    await b.do('stage:show-slides', { fileId: pdf.fileId });
    expect(await c.refused('stage:show-slides', { fileId: pdf.fileId })).toBe('stage/slides-taken');
    expect(await c.refused('stage:turn-page', { page: 2 })).toBe('stage/slides-taken');
    await b.do('stage:turn-page', { page: 2 });
    await a.do('stage:turn-page', { page: 3 });
    await a.do('stage:pin', { pin: { personId: carla.id, source: 'camera' } });
    await a.do('stage:count-down', { seconds: 90 });
    await a.do('stage:set', { locks: { screens: true }, muteOnEntry: true });
    const head = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq;
    await a.do('stage:set', { locks: { screens: true } });
    expect(await kept(roomId)).toEqual({
      ...{ locks: { microphones: false, cameras: false, screens: true }, muteOnEntry: true, touched: head },
      pin: { personId: carla.id, source: 'camera' },
      countdown: { endsAt: expect.any(String) as string, seconds: 90 },
      slides: { fileId: pdf.fileId, title: 'tema.pdf', presenterId: berto.id, page: 3 },
    });
    expect(await b.refused('stage:turn-page', { page: 4 })).toBe('stage/locked');
    // The file goes, and its slides with it.
    await berto.socket.do('materials:remove', { roomId, clientId: randomUUID(), materialId: pdf.materialId });
    await hub.log.settled();
    expect(await kept(roomId)).toMatchObject({ slides: null, pin: { personId: carla.id } });
    await c.do('stage:leave', {});
    await hub.app.get(StageFacts).settled();
    expect(await kept(roomId)).toMatchObject({ pin: null, countdown: { seconds: 90 } });
    expect(await a.refused('stage:pin', { pin: { personId: carla.id, source: 'camera' } })).toBe(
      'stage/person-not-here',
    );
    for (const peer of [a, b]) await peer.do('stage:leave', {});
    await hub.app.get(StageFacts).settled();
    expect(await kept(roomId)).toMatchObject({ countdown: null, locks: { screens: true }, muteOnEntry: true });
  });

  it('a waiting room keeps people off the stage; the end of a meeting is everybody’s', async () => {
    const { roomId, a, b, c } = await gathered();
    const plan = { title: 'Encuentro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
    const planned = { ...plan, roomId, clientId: randomUUID(), waitingRoom: true };
    const [meetingId = ''] = (await ana.socket.do('meetings:schedule', planned)).meetingIds;
    await ana.socket.do('meetings:start', { roomId, meetingId });
    // Who leads stays, although the meeting that had begun by itself has ended.
    await isOff(roomId, berto);
    await isOff(roomId, carla);
    expect(hub.app.get(Stages).of(roomId)?.peers.has(ana.id)).toBe(true);
    expect(await b.refused('stage:join', {})).toBe('stage/let-in-first');
    await berto.socket.do('meetings:enter', { roomId, meetingId });
    await ana.socket.do('meetings:admit', { roomId, meetingId, personId: berto.id, admit: true });
    await b.join();
    expect(await c.refused('stage:raise-hand', { up: true })).toBe('stage/let-in-first');
    await ana.socket.do('meetings:end', { roomId, meetingId });
    await isOff(roomId, ana);
    await isOff(roomId, berto);
    expect(await a.refused('stage:react', { emoji: '👏' })).toBe('stage/not-on-stage');
  });

  it('begins a meeting that nobody planned, and who only has the room open before it holds none', async () => {
    const roomId = await hub.room(ana, { visibility: 'public' });
    await berto.socket.do('rooms:join', { roomId });
    const [a, b] = [await MediaPeer.on(ana, roomId), await MediaPeer.on(berto, roomId)];
    const met = async () => {
      await hub.app.get(Presence).settled();
      const [row] = await hub.sql.query<{ meetings: number; people: number }>(
        `select (select count(*) from meetings where room_id = $1 and state = 'live' and form = 'drop-in')::int as meetings,
                (select count(*) from visits where room_id = $1 and meeting_id is not null and ended_at is null)::int as people`,
        [roomId],
      );
      return row;
    };
    expect(await met()).toEqual({ meetings: 0, people: 0 });
    await a.join();
    // Whoever is there is in it, on the stage or not; and it is one, whoever else comes onto the stage.
    expect(await met()).toEqual({ meetings: 1, people: 2 });
    await b.join();
    expect(await met()).toEqual({ meetings: 1, people: 2 });
    for (const peer of [a, b]) await peer.do('stage:leave', {});
    await ana.socket.do('rooms:archive', { roomId });
    await ana.socket.do('rooms:reopen', { roomId });
    await waitFor('nobody in a meeting', async () => (await met())?.people === 0);
    expect(await met()).toEqual({ meetings: 0, people: 0 });
    // Where no stage can be had they meet in the chat: whoever is there begins one.
    hub.app.get<WorkerProgram, ProgramByHand>(WorkerProgram).becomes('missing');
    expect(await met()).toEqual({ meetings: 1, people: 2 });
    hub.app.get<WorkerProgram, ProgramByHand>(WorkerProgram).becomes('preparing');
    for (const { socket } of [ana, berto]) await socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('who is refused because no meeting can begin now is not there, and who was there stays', async () => {
    const { roomId, a, b, c } = await gathered();
    await b.do('stage:leave', {});
    const [rooms, begin] = [hub.app.get(RoomsService), hub.app.get(RoomsService).gathered];
    rooms.gathered = () => Promise.reject(tryAgain());
    expect([await b.refused('stage:join', {}), await a.refused('stage:join', {})]).toEqual(['try-again', 'try-again']);
    const areThere = () => [ana, berto].map(({ id }) => hub.app.get(Stages).of(roomId)?.peers.has(id));
    expect(areThere()).toEqual([true, false]);
    rooms.gathered = begin;
    expect((await b.join()).resumed).toBe(false);
    for (const peer of [a, b, c]) await peer.do('stage:leave', {});
    for (const { socket } of [ana, berto, carla]) await socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('who is signed out is off at once, and so is everybody in a room that is archived', async () => {
    const { roomId } = await gathered();
    await carla.http.delete('/api/sessions');
    await isOff(roomId, carla);
    await ana.socket.do('rooms:archive', { roomId });
    await isOff(roomId, ana);
    await isOff(roomId, berto);
  });

  it('opens by itself when the program has come, and whoever enters is silent where that was asked', async () => {
    const roomId = await hub.room(ana, { visibility: 'public' });
    await berto.socket.do('rooms:join', { roomId });
    const [a, b] = [await MediaPeer.on(ana, roomId), await MediaPeer.on(berto, roomId)];
    await a.do('stage:set', { muteOnEntry: true });
    await a.join();
    await b.join();
    expect(await b.refused('stage:open-transport', { direction: 'send' })).toBe('stage/not-ready');
    hub.app.get<WorkerProgram, ProgramByHand>(WorkerProgram).becomes('ready');
    await waitFor('the stage to open', () => b.stage()?.epoch ?? undefined);
    expect(await b.enter()).toMatchObject({ resumed: true, video: 'ready', epoch: b.stage()?.epoch });
    const voice = await b.send('microphone');
    const face = await b.send('camera');
    await b.until('a silent face', (seen) => seen?.microphone?.on === false && seen.camera?.trackId === face);
    await b.do('stage:set-track', { trackId: voice, on: true });
    await b.until('a voice', (seen) => seen?.microphone?.on === true);
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    for (const line of ['stages 1', 'stage_people 2', 'stage_tracks 2', 'media_workers 1', 'media_transports 2'])
      expect(metrics).toContain(`\ntertulia_${line}\n`);
    expect(metrics).toMatch(/tertulia_media_worker_cpu_seconds\{worker="0"\} \d/);
    expect(hub.app.get(MediaWorkers).all).toHaveLength(1);
  });
});
