import { randomUUID } from 'node:crypto';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { BreakoutsPart } from '../../src/contract/breakouts.contract.js';
import type { VoiceSignal } from '../../src/contract/stage.contract.js';
import { Presence } from '../../src/features/rooms/presence.js';
import { Stages } from '../../src/features/stage/stages.js';
import type { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { threePeople } from './three-people.js';

describe('a voice for all breakouts', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;

  beforeAll(async () => {
    ({ hub, ana, berto, carla } = await threePeople());
  });
  afterAll(() => hub.close());

  const voiceIn = (person: Person, roomId: string) =>
    person.socket.signal(`room:${roomId}`, 'voice-to-all') as VoiceSignal | undefined;

  /** Somebody without an account, in the room by an invitation. */
  async function guestIn(roomId: string): Promise<{ live: Live; id: string }> {
    const { body } = await ana.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, { guests: true });
    const entered = await hub
      .visitor()
      .post<{ session: Session }>(`/api/invites/${body.code}/guest`, { name: 'De paso' });
    const { accessToken, account } = entered.body.session;
    const live = await Live.connect(hub.url, accessToken);
    await live.open(`room:${roomId}`);
    return { live, id: account.id };
  }

  it('is heard on each stage, is silent when its microphone is, and ends when its person leaves', async () => {
    const roomId = await hub.room(ana, { kind: 'study-group', title: 'Sala', visibility: 'public' });
    for (const person of [berto, carla]) await person.socket.do('rooms:join', { roomId });
    const a = await MediaPeer.on(ana, roomId);
    for (const person of [berto, carla]) await person.socket.open(`room:${roomId}`);
    expect(await ana.socket.refused('stage:speak-to-all', { roomId, on: true })).toBe('breakouts/none-open');
    const guest = await guestIn(roomId);
    const seats = [berto, carla, guest].map(({ id: personId }, at) => ({ personId, place: (at % 2) + 1 }));
    await hub.app.get(Presence).settled();
    await ana.socket.do('breakouts:open', {
      ...{ roomId, clientId: randomUUID(), way: 'by-hand', rooms: [{ title: 'Uno' }, { title: 'Dos' }], seats },
    });
    const { body } = await ana.http.get<{ shared: { breakouts: BreakoutsPart } }>(`/api/rooms/${roomId}/snapshot`);
    const [one = '', two = ''] = body.shared.breakouts.open?.rooms.map(({ id }) => id) ?? [];
    expect(await ana.socket.refused('stage:speak-to-all', { roomId, on: true })).toBe('stage/not-on-stage');
    const b = await MediaPeer.on(berto, one);
    await b.enter();
    const c = await MediaPeer.on(carla, two);
    await a.enter();
    const microphone = await a.send('microphone');
    expect(await berto.socket.refused('stage:speak-to-all', { roomId, on: true })).toBe('not-allowed');

    expect(await a.do('stage:speak-to-all', { on: true })).toEqual({ rooms: 2 });
    const heard = await waitFor('the voice', () => voiceIn(berto, one)?.trackId);
    expect(voiceIn(berto, one)?.person.name).toBe('Ana');
    const { consumers } = await b.do('stage:receive-tracks', { trackIds: [heard] });
    expect(consumers).toMatchObject([{ trackId: heard, kind: 'audio' }]);
    expect((await b.do('stage:receive-tracks', { trackIds: [microphone] })).consumers).toEqual([]);
    // A guest has a seat like anybody: on the stage of their breakout they speak, and hear the voice for all.
    const g = await MediaPeer.on(berto, one, guest.live);
    await g.enter();
    await g.send('microphone');
    expect((await g.do('stage:receive-tracks', { trackIds: [heard] })).consumers).toHaveLength(1);
    expect(await guest.live.refused('stage:speak-to-all', { roomId, on: true })).toBe('not-allowed');
    guest.live.close();
    // Who sees it without a stage hears it when there is one.
    await waitFor('the word of it', () => voiceIn(carla, two) !== undefined);
    expect(voiceIn(carla, two)?.trackId).toBeNull();
    await c.enter();
    await waitFor('the voice there too', () => voiceIn(carla, two)?.trackId);

    const producer = hub.app.get(Stages).of(one)?.voice?.producer;
    await a.do('stage:set-track', { trackId: microphone, on: false });
    await waitFor('silence', () => producer?.paused);
    await a.do('stage:set-track', { trackId: microphone, on: true });
    await waitFor('the voice again', () => producer?.paused === false);
    // Of the staff one at a time.
    await ana.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'co-host' });
    await (await MediaPeer.on(carla, roomId)).join();
    expect(await carla.socket.refused('stage:speak-to-all', { roomId, on: true })).toBe('stage/voice-taken');
    await carla.socket.do('stage:speak-to-all', { roomId, on: false });
    expect(voiceIn(berto, one)?.trackId).toBe(heard);

    await a.do('stage:leave', {});
    await waitFor('nobody speaking', () => voiceIn(berto, one) === undefined && voiceIn(berto, roomId) === undefined);
    expect(producer?.closed).toBe(true);
    expect((await b.do('stage:receive-tracks', { trackIds: [heard] })).consumers).toEqual([]);

    // It ends with the breakouts, and with the right to it.
    expect(await carla.socket.do('stage:speak-to-all', { roomId, on: true })).toEqual({ rooms: 2 });
    await waitFor('another voice', () => voiceIn(berto, one)?.person.name === 'Carla');
    await ana.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'learner' });
    await waitFor('nobody speaking', () => voiceIn(berto, one) === undefined);
    await a.join();
    await a.do('stage:speak-to-all', { on: true });
    await ana.socket.do('breakouts:close', { roomId });
    await waitFor('nobody speaking', () => voiceIn(berto, roomId) === undefined);
  });
});
