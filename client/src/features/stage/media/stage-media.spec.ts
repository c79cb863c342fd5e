import { jest } from '@jest/globals';
import { ApiError } from '../../../lib/api/api-error.js';
import { until } from '../../../lib/streams/test-hub.js';
import { FakeStage } from './test-stage.js';

/** On the stage with these on. */
async function onStage(wanted: { microphone?: boolean; camera?: boolean } = {}): Promise<FakeStage> {
  const stage = new FakeStage();
  await stage.media.join();
  stage.tell(stage.mine());
  if (wanted.microphone) await stage.media.outgoing.setMicrophone(true);
  if (wanted.camera) await stage.media.outgoing.setCamera(true);
  stage.tell(stage.mine(wanted));
  return stage;
}

async function away(stage: FakeStage): Promise<void> {
  const before = stage.names().filter((name) => name === 'stage:join').length;
  stage.connection.state.set('reconnecting');
  expect(stage.media.screen.get().phase).toBe('returning');
  stage.connection.state.set('online');
  await until(() => stage.names().filter((name) => name === 'stage:join').length > before);
  await until(() => stage.media.screen.get().phase === 'on');
}

const open: FakeStage[] = [];
const keep = async (coming: Promise<FakeStage>) => {
  const stage = await coming;
  open.push(stage);
  return stage;
};
afterEach(() => {
  for (const { media } of open.splice(0)) media.leave();
  jest.useRealTimers();
});

it('whoever comes where one comes silently is heard at the first press, and told of no mute', async () => {
  const stage = await keep(onStage());
  stage.answer = ({ name, input }) => {
    // The first track is kept silent, and everybody is told so before the answer.
    if (name === 'stage:set-track') {
      stage.tell(stage.mine({ microphone: false }));
      stage.tell(stage.mine({ microphone: input['on'] === true }));
    }
    return {};
  };
  await stage.media.outgoing.setMicrophone(true);
  expect(stage.asked.at(-1)).toMatchObject({ name: 'stage:set-track', input: { on: true } });
  expect(stage.media.outgoing.own.get().microphone).toBe('on');
  expect(stage.notices).toEqual([]);
});

describe('coming back', () => {
  it('to a hub that kept everything sends nothing again and gives the ways new names', async () => {
    const stage = await keep(onStage({ microphone: true, camera: true }));
    stage.join = () => stage.joined({ resumed: true });
    await away(stage);
    expect(stage.sfus).toMatchObject([{ closed: false, reconnected: 1 }]);
    expect(stage.sent).toHaveLength(2);
  });

  it('to a hub that knows nothing sends what was on, and nothing that was off', async () => {
    const stage = await keep(onStage({ microphone: true, camera: true }));
    await stage.media.outgoing.setMicrophone(false);
    await away(stage);
    expect(stage.sfus).toMatchObject([{ closed: true }, { closed: false }]);
    expect(stage.sent.slice(2)).toMatchObject([{ source: 'camera', on: true }]);
    expect(stage.media.outgoing.own.get()).toMatchObject({ microphone: 'off', camera: 'on' });
  });

  it('is never more than it was when one muted oneself during the break', async () => {
    const stage = await keep(onStage({ microphone: true }));
    stage.connection.state.set('reconnecting');
    stage.answer = () => {
      throw new ApiError('offline');
    };
    await stage.media.outgoing.setMicrophone(false);
    expect(stage.opened[0]?.enabled).toBe(false);
    stage.answer = () => ({});
    stage.join = () => stage.joined({ resumed: true });
    stage.connection.state.set('online');
    await until(() => stage.asked.some(({ name, input }) => name === 'stage:set-track' && input['on'] === false));
    await until(() => stage.media.screen.get().phase === 'on');
    const last = stage.asked.findLast(({ name }) => name === 'stage:set-track');
    expect(last?.input).toMatchObject({ on: false });
    expect(stage.media.outgoing.own.get().microphone).toBe('off');
  });

  it('keeps the place in the queue of hands', async () => {
    const stage = await keep(onStage());
    stage.tell(stage.mine({ hand: '2026-05-04T10:00:09.000Z' }));
    await away(stage);
    expect(stage.asked.findLast(({ name }) => name === 'stage:join')?.input).toMatchObject({
      hand: '2026-05-04T10:00:09.000Z',
    });
  });

  it('begins by itself when the hub had to make its side anew', async () => {
    const stage = await keep(onStage({ microphone: true }));
    stage.join = () => stage.joined({ epoch: 'e2' });
    stage.tell(stage.mine({ microphone: true }), { stage: { video: 'ready', epoch: 'e2' } });
    await until(() => stage.sfus.length === 2 && stage.sent.length === 2);
    expect(stage.sent[1]).toMatchObject({ source: 'microphone', on: true });
  });

  it('opens by itself when video becomes ready', async () => {
    const stage = new FakeStage();
    open.push(stage);
    stage.join = () => stage.joined({ codecs: null, epoch: null, video: 'preparing' });
    await stage.media.join();
    expect(stage.media.screen.get()).toMatchObject({ phase: 'on', video: 'preparing' });
    await stage.media.outgoing.setMicrophone(true);
    expect(stage.sent).toEqual([]);
    stage.join = () => stage.joined({});
    stage.tell(stage.mine(), { stage: { video: 'ready', epoch: 'e1' } });
    await until(() => stage.sent.length === 1);
  });
});

describe('where nothing comes through while the socket is well', () => {
  const joins = (stage: FakeStage) => stage.names().filter((name) => name === 'stage:join').length;
  const later = () => jest.advanceTimersByTimeAsync(3_000);

  it('the lines are given new names, once for both, and where that helps nothing is sent anew', async () => {
    const stage = await keep(onStage({ microphone: true }));
    const [sfu] = stage.sfus;
    jest.useFakeTimers();
    for (let breaks = 1; breaks <= 5; breaks += 1) {
      Object.assign(sfu ?? {}, { flows: false });
      sfu?.trouble();
      sfu?.trouble();
      expect(sfu?.reconnected).toBe(breaks);
      Object.assign(sfu ?? {}, { flows: true });
      await later();
    }
    expect(stage.sfus).toMatchObject([{ closed: false, reconnected: 5 }]);
    expect(joins(stage)).toBe(1);
    expect(stage.sent).toHaveLength(1);
  });

  it('everything is made anew after the third time in vain, though the hub has kept its side', async () => {
    const stage = await keep(onStage({ microphone: true }));
    const [sfu] = stage.sfus;
    stage.join = () => stage.joined({ resumed: true });
    jest.useFakeTimers();
    Object.assign(sfu ?? {}, { flows: false });
    sfu?.trouble();
    for (const tries of [1, 2, 3]) {
      expect(sfu?.reconnected).toBe(tries);
      expect(joins(stage)).toBe(1);
      await later();
    }
    expect(joins(stage)).toBe(2);
    expect(stage.sfus).toMatchObject([
      { closed: true, reconnected: 3 },
      { closed: false, reconnected: 0 },
    ]);
    expect(stage.sent).toMatchObject([{ source: 'microphone' }, { source: 'microphone', on: true }]);
    expect(stage.media.screen.get().phase).toBe('on');
  });

  it('everything is made anew at once where the hub has closed the lines', async () => {
    const stage = await keep(onStage());
    const [sfu] = stage.sfus;
    Object.assign(sfu ?? {}, { flows: false, reconnect: () => Promise.reject(new ApiError('stage/no-such-track')) });
    sfu?.trouble();
    await until(() => stage.sfus.length === 2);
    expect(joins(stage)).toBe(2);
  });
});

describe('what others decide', () => {
  it('turns off here what was turned off there, once it was on there', async () => {
    const stage = await keep(onStage({ microphone: true, camera: true }));
    stage.tell(stage.mine({ microphone: false, camera: true }));
    expect(stage.media.outgoing.own.get()).toMatchObject({ microphone: 'off', camera: 'on' });
    expect(stage.opened[0]?.enabled).toBe(false);
    stage.tell(stage.mine({ microphone: true, camera: false }));
    expect(stage.opened[1]?.stopped).toBe(true);
    expect(stage.notices).toEqual([
      { kind: 'muted', source: 'microphone' },
      { kind: 'muted', source: 'camera' },
    ]);
    // Said to be on there turns nothing on here.
    stage.tell(stage.mine({ microphone: true, camera: true }));
    expect(stage.media.outgoing.own.get()).toMatchObject({ microphone: 'off', camera: 'off' });
  });

  it('takes no late word for a wish of the staff', async () => {
    const stage = await keep(onStage());
    await stage.media.outgoing.setMicrophone(true);
    stage.tell(stage.mine());
    expect(stage.media.outgoing.own.get().microphone).toBe('on');
    expect(stage.notices).toEqual([]);
  });

  it('leaves quietly for another device, and when sent off the stage', async () => {
    const elsewhere = await keep(onStage({ camera: true }));
    elsewhere.tell({ ...elsewhere.mine(), peerId: 'another' });
    expect(elsewhere.media.screen.get().phase).toBe('off');
    expect(elsewhere.opened[0]?.stopped).toBe(true);
    expect(elsewhere.notices).toEqual([{ kind: 'elsewhere' }]);
    expect(elsewhere.names()).not.toContain('stage:leave');

    const removed = await keep(onStage());
    removed.tell(null);
    expect(removed.media.screen.get().phase).toBe('off');
    expect(removed.notices).toEqual([{ kind: 'removed' }]);
  });

  it('keeps off what may not be sent', async () => {
    const stage = await keep(onStage({ microphone: true }));
    await stage.media.outgoing.setMicrophone(false);
    stage.answer = () => {
      throw new ApiError('stage/locked');
    };
    await stage.media.outgoing.setMicrophone(true);
    expect(stage.media.outgoing.own.get().microphone).toBe('off');
    expect(stage.opened[0]?.enabled).toBe(false);
    expect(stage.notices).toMatchObject([{ kind: 'refused' }]);
  });
});
