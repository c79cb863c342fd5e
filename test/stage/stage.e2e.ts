import { randomUUID } from 'node:crypto';
import { Stages } from '../../src/features/stage/stages.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import type { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { camera, MediaPeer, microphone } from '../support/media-peer.js';
import { waitFor } from '../support/wait-for.js';
import { threePeople } from './three-people.js';

describe('on the stage of a room', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;

  beforeAll(async () => {
    ({ hub, ana, berto, carla } = await threePeople({ STAGE_WORKERS: '2' }));
  });
  afterAll(() => hub.close());

  async function room(): Promise<string> {
    const roomId = await hub.room(ana, { kind: 'study-group', title: 'Sala', visibility: 'public' });
    for (const person of [berto, carla]) await person.socket.do('rooms:join', { roomId });
    return roomId;
  }
  const look = (roomId: string) => hub.app.get(Stages).look(roomId);

  it('people see who sends what, and receive it', async () => {
    const roomId = await room();
    const a = await MediaPeer.on(ana, roomId);
    const b = await MediaPeer.on(berto, roomId);
    const joined = await a.enter();
    expect(joined).toMatchObject({ resumed: false, video: 'ready', iceServers: [] });
    await b.enter();
    const voice = await a.send('microphone');
    const face = await a.send('camera');
    const screen = await a.send('screen');
    const sound = await a.send('screen-audio', true, screen);
    await b.until('all of Ana', (seen) => seen?.screens.at(0)?.audio?.trackId === sound, ana);
    expect(b.sees(ana)).toMatchObject({
      ...{ person: { id: ana.id, name: 'Ana' }, role: 'host', peerId: a.peerId, hand: null },
      microphone: { trackId: voice, on: true },
      camera: { trackId: face, on: true },
      screens: [{ video: { trackId: screen, on: true }, audio: { trackId: sound, on: true } }],
    });
    expect(b.stage()).toEqual({ video: 'ready', epoch: joined.epoch });
    const gone = randomUUID();
    const { consumers } = await b.do('stage:receive-tracks', { trackIds: [voice, face, gone, screen] });
    expect(consumers.map(({ trackId, kind }) => [trackId, kind])).toEqual([
      ...[
        [voice, 'audio'],
        [face, 'video'],
        [screen, 'video'],
      ],
    ]);
    const again = await b.do('stage:receive-tracks', { trackIds: [face] });
    expect(again.consumers[0]?.consumerId).toBe(consumers[1]?.consumerId);
    const ids = consumers.map(({ consumerId }) => consumerId);
    const {
      all: [worker],
    } = hub.app.get(MediaWorkers);
    const wanted = ids.map((consumerId) => ({ consumerId, on: true, layer: { spatial: 0 }, priority: 10 }));
    await b.do('stage:set-consumers', { consumers: wanted });
    expect(worker?.flowing).toBe(3);
    await a.do('stage:set-track', { trackId: voice, on: false });
    await waitFor('what is off to flow no more', () => worker?.flowing === 2 || undefined);
    await a.do('stage:set-track', { trackId: voice, on: true });
    await waitFor('what is on to flow', () => worker?.flowing === 3 || undefined);
    await a.do('stage:end-track', { trackId: screen });
    await b.until('no screen', (seen) => seen?.screens.length === 0, ana);
    await waitFor('what ended to flow no more', () => worker?.flowing === 2 || undefined);
    await b.do('stage:end-consumers', { consumerIds: ids });
    expect(worker?.flowing).toBe(0);
    await a.do('stage:restart-ice', { transportId: a.sendId });
    for (const peer of [a, b]) await peer.do('stage:leave', {});
    await waitFor('an empty stage', () => (b.stage() === undefined && b.sees(ana) === undefined) || undefined);
    expect(worker).toMatchObject({ stages: 0, transports: 0 });
  });

  it('refuses what is too much, what is of others, and what no browser means', async () => {
    const roomId = await room();
    const a = await MediaPeer.on(ana, roomId);
    const b = await MediaPeer.on(berto, roomId);
    expect(await b.refused('stage:raise-hand', { up: true })).toBe('stage/not-on-stage');
    await a.enter();
    await b.enter();
    const voice = await a.send('microphone');
    expect(await a.refused('stage:send-track', a.track('microphone'))).toBe('stage/too-many-tracks');
    expect(await b.refused('stage:set-track', { trackId: voice, on: false })).toBe('stage/no-such-track');
    expect(await b.refused('stage:end-track', { trackId: voice })).toBe('stage/no-such-track');
    expect(await b.refused('stage:send-track', { ...b.track('camera'), transportId: a.sendId })).toBe(
      'stage/no-such-track',
    );
    expect(await b.refused('stage:send-track', b.track('screen-audio', true, voice))).toBe('stage/no-such-track');
    expect(await b.refused('stage:restart-ice', { transportId: a.sendId })).toBe('stage/no-such-track');
    const bad = [
      { ...b.track('camera'), rtpParameters: microphone() },
      { ...b.track('microphone'), rtpParameters: { ...microphone(), codecs: [] } },
      {
        ...b.track('microphone'),
        rtpParameters: { codecs: [{ mimeType: 'audio/PCMU', payloadType: 0, clockRate: 8000 }] },
      },
      { ...b.track('camera'), rtpParameters: { ...camera(), encodings: [{ ssrc: 7 }, { ssrc: 7 }] } },
    ];
    for (const track of bad) expect(await b.refused('stage:send-track', track)).toBe('stage/bad-media');
    expect(await b.refused('stage:open-transport', { direction: 'receive' })).toBe('stage/bad-media');
    // Nothing changed, and nothing is half there.
    await b.until('the one voice of Ana', (seen) => seen?.microphone?.trackId === voice && seen.microphone.on, ana);
    expect(b.sees()).toMatchObject({ microphone: null, camera: null, screens: [] });
    await b.send('camera');
    for (const peer of [a, b]) await peer.do('stage:leave', {});
  });

  it('a lock, a mute and a removal are enforced, and nobody turns anybody on', async () => {
    const roomId = await room();
    const a = await MediaPeer.on(ana, roomId);
    const b = await MediaPeer.on(berto, roomId);
    await a.enter();
    await b.enter();
    const [mine, voice, face] = [await a.send('microphone'), await b.send('microphone'), await b.send('camera')];
    await a.do('stage:set', { locks: { microphones: true } });
    await b.until('silence', (seen) => seen?.microphone?.on === false && seen.camera?.on === true);
    expect(b.sees(ana)?.microphone).toEqual({ trackId: mine, on: true });
    expect(await b.refused('stage:set-track', { trackId: voice, on: true })).toBe('stage/locked');
    await b.do('stage:end-track', { trackId: voice });
    expect(await b.refused('stage:send-track', b.track('microphone'))).toBe('stage/locked');
    const quiet = await b.send('microphone', false);
    await a.do('stage:set', { locks: { microphones: false } });
    await b.do('stage:set-track', { trackId: quiet, on: true });
    expect(await a.do('stage:mute', { personId: null, source: 'camera' })).toEqual({ muted: 1 });
    await b.until('dark', (seen) => seen?.camera?.on === false && seen.microphone?.on === true);
    await b.do('stage:set-track', { trackId: face, on: true });
    expect(await b.refused('stage:mute', { personId: ana.id, source: 'microphone' })).toBe('not-allowed');
    await a.do('stage:ask', { personId: berto.id, source: 'camera' });
    await waitFor('the question', () => berto.socket.signal(`account:${berto.id}`, `stage-asked:${roomId}`));
    // What staff of the platform do that nobody else of theirs could leaves a line; what hosts do in their rooms does not.
    const sara = await hub.person('Sara', { role: 'staff' });
    const about = { roomId, personId: berto.id };
    expect(await sara.connect().then((live) => live.do('stage:mute', { ...about, source: 'microphone' }))).toEqual({
      muted: 1,
    });
    const lines = () =>
      hub.sql.query('select actor, deed, details from audit_log where about_id = $1 order by id', [berto.id]);
    const muted = {
      actor: sara.id,
      deed: 'room.stage-muted',
      details: { room: roomId, source: 'microphone', muted: 1 },
    };
    expect(await lines()).toEqual([muted]);
    await b.do('stage:set-track', { trackId: quiet, on: true });
    // By the staff of the room, in the chat and so here; then by role.
    await ana.socket.do('rooms:mute', { roomId, personId: berto.id, minutes: 10, reason: 'ruido' });
    await b.until('all off', (seen) => seen?.camera?.on === false && seen.microphone?.on === false);
    expect(await b.refused('stage:set-track', { trackId: face, on: true })).toBe('stage/muted');
    await ana.socket.do('rooms:unmute', { roomId, personId: berto.id });
    await b.do('stage:set-track', { trackId: face, on: true });
    await ana.socket.do('rooms:set-role', { roomId, personId: berto.id, role: 'spectator' });
    await b.until('a spectator', (seen) => seen?.role === 'spectator' && seen.camera?.on === false);
    expect(await b.refused('stage:set-track', { trackId: face, on: true })).toBe('not-allowed');
    await a.do('stage:remove', { personId: berto.id });
    expect(await b.refused('stage:set-track', { trackId: face, on: false })).toBe('stage/not-on-stage');
    await b.join();
    await sara.socket.do('stage:remove', about);
    expect(await lines()).toEqual([muted, { actor: sara.id, deed: 'room.stage-removed', details: { room: roomId } }]);
    sara.close();
    await b.join();
    await ana.socket.do('rooms:remove', { roomId, personId: berto.id });
    await a.until('Berto to be gone', (seen) => seen === undefined, berto);
    expect(await b.refused('stage:join', {})).toBe('rooms/not-a-member');
    await a.do('stage:leave', {});
  });

  it('a device that comes back takes up where it was; another one takes its place', async () => {
    const roomId = await room();
    const a = await MediaPeer.on(ana, roomId);
    const phone = await Live.connect(hub.url, berto.http.token ?? '');
    const b = await MediaPeer.on(berto, roomId, phone);
    await a.enter();
    await b.enter();
    const voice = await b.send('microphone', false);
    const { hand } = await b.do('stage:raise-hand', { up: true });
    phone.close();
    const tablet = await Live.connect(hub.url, berto.http.token ?? '');
    const back = await MediaPeer.on(berto, roomId, tablet);
    back.peerId = b.peerId;
    expect(await back.join()).toMatchObject({ resumed: true });
    expect(back.sees()).toMatchObject({ microphone: { trackId: voice, on: false }, hand });
    const other = await MediaPeer.on(berto, roomId, tablet);
    expect(await other.join()).toMatchObject({ resumed: false });
    expect(await back.refused('stage:set-track', { trackId: voice, on: true })).toBe('stage/elsewhere');
    await a.until('another device', (seen) => seen?.peerId === other.peerId && seen.microphone === null, berto);
    expect(a.sees(berto)?.hand).toBe(hand);
    // Without a socket for long.
    tablet.close();
    await waitFor('nobody there', () => hub.app.get(Stages).of(roomId)?.peers.get(berto.id)?.awaySince ?? undefined);
    hub.clock.advance(14_000);
    await look(roomId);
    expect(a.sees(berto)).toBeDefined();
    hub.clock.advance(1_001);
    await a.until('Berto to be gone', (seen) => seen === undefined, berto);
    await a.do('stage:leave', {});
  });

  it('a worker that dies takes its media along, and nothing else', async () => {
    const [first, second] = [await room(), await room()];
    const a = await MediaPeer.on(ana, first);
    const b = await MediaPeer.on(berto, first);
    const c = await MediaPeer.on(carla, second);
    const [joined, , other] = [await a.enter(), await b.enter(), await c.enter()];
    await a.send('microphone');
    const voice = await c.send('microphone');
    const carrier = (roomId: string) => hub.app.get(Stages).of(roomId)?.worker;
    const [dying, spared] = [carrier(first), carrier(second)];
    expect(dying?.pid).not.toBe(spared?.pid);
    process.kill(dying?.pid ?? 0, 'SIGKILL');
    await waitFor('another epoch', () => (b.stage()?.epoch !== joined.epoch && b.stage()?.epoch) || undefined);
    await b.until('Ana without a voice', (seen) => seen?.microphone === null, ana);
    const again = await a.enter();
    expect(again).toMatchObject({ resumed: true, video: 'ready', epoch: b.stage()?.epoch });
    await a.send('microphone');
    await b.until('Ana with a voice', (seen) => seen?.microphone?.on === true, ana);
    // The room on the other worker has noticed nothing: the same epoch, and lines and tracks that answer.
    expect(c.stage()?.epoch).toBe(other.epoch);
    expect(carrier(second)).toBe(spared);
    expect(c.sees()?.microphone).toEqual({ trackId: voice, on: true });
    for (const transportId of [c.sendId, c.receiveId]) await c.do('stage:restart-ice', { transportId });
    await c.do('stage:set-track', { trackId: voice, on: false });
    await c.until('Carla silent', (seen) => seen?.microphone?.on === false);
    for (const peer of [a, b, c]) await peer.do('stage:leave', {});
  });
});
