import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';

describe('socket commands', () => {
  let hub: ToyHub;
  let alice: Live;
  const roomId = randomUUID();
  const emit = (name: string, ...args: unknown[]) => alice.raw.timeout(5_000).emitWithAck(name, ...(args as [unknown]));
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  beforeEach(async () => {
    hub.toy.done.length = 0;
    alice = await hub.connect(hub.toy.actor('Alice'));
  });
  afterEach(() => alice.close());
  afterAll(() => hub.close());

  it('answers an unknown command', async () => {
    expect(await emit('rooms:explode', {})).toMatchObject({ ok: false, error: { code: 'unknown-command' } });
    expect(await emit('toString', {})).toMatchObject({ ok: false, error: { code: 'unknown-command' } });
  });

  it.each([
    ['a missing field', {}, 'roomId'],
    ['a wrong type', { roomId: 7, locks: {} }, 'roomId'],
    ['a field inside', { roomId, locks: { chat: 'yes' } }, 'locks.chat'],
    ['an unknown field', { roomId, locks: {}, admin: true }, 'admin'],
    ['an unknown field inside', { roomId, locks: { sound: true } }, 'locks.sound'],
    ['no input', undefined, 'input'],
    ['text', 'hello', 'input'],
    ['a list', [1], 'input'],
    ['null', null, 'input'],
  ])('names the field of %s', async (_what, input, field) => {
    expect(await emit('rooms:set-locks', input)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', details: { field }, message: `Algo de lo enviado no es válido: ${field}.` },
    });
  });

  it('executes a command without acknowledgement', async () => {
    await alice.open(`room:${roomId}`);
    alice.raw.emit('rooms:set-locks', { roomId, locks: { chat: true } });
    await waitFor('its event', () => alice.ofStream(`room:${roomId}`).length === 1);
    alice.raw.emit('rooms:set-locks', undefined);
    alice.raw.emit('nonsense', 'words');
    expect(await emit('stream:close', { stream: `room:${roomId}` })).toMatchObject({ ok: true });
  });

  it('acknowledges strictly in order in a room, and lets rooms go side by side', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const answers: string[] = [];
    const ask = async (name: 'rooms:edit' | 'rooms:set-locks', room: string, label: string) => {
      await emit(name, name === 'rooms:edit' ? { roomId: room, title: label } : { roomId: room, locks: {} });
      answers.push(label);
    };
    const other = randomUUID();
    const all = [
      ask('rooms:edit', roomId, 'slow'),
      ask('rooms:set-locks', roomId, 'quick'),
      ask('rooms:edit', roomId, 'third'),
      alice.open(`room:${roomId}`).then(() => answers.push('opened')),
      ask('rooms:set-locks', other, 'elsewhere'),
    ];
    await waitFor('the other room', () => answers.length === 1);
    expect(answers).toEqual(['elsewhere']);
    expect(hub.toy.done).toEqual(['begin slow']);
    open();
    await Promise.all(all);
    expect(answers).toEqual(['elsewhere', 'slow', 'quick', 'third', 'opened']);
    expect(hub.toy.done).toEqual(['begin slow', 'end slow', 'begin third', 'end third']);
  });

  it('starts pipelined commands together and acknowledges them in order', async () => {
    const answers: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (seq) => {
        await emit('chat:read', { roomId, seq });
        answers.push(seq);
      }),
    );
    expect(hub.toy.done).toEqual(['begin 1', 'begin 2', 'begin 3', 'end 3', 'end 2', 'end 1']);
    expect(answers).toEqual([1, 2, 3]);
  });

  it('lets nothing overtake a command that is not pipelined', async () => {
    hub.toy.gate = sleep(50);
    await Promise.all([
      emit('chat:read', { roomId, seq: 1 }),
      emit('rooms:edit', { roomId, title: 'middle' }),
      emit('chat:read', { roomId, seq: 2 }),
    ]);
    expect(hub.toy.done).toEqual(['begin 1', 'end 1', 'begin middle', 'end middle', 'begin 2', 'end 2']);
  });

  it('bounds what may wait', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const waiting = Array.from({ length: 70 }, () => emit('rooms:edit', { roomId, title: 'again' }));
    const refused = await Promise.all(waiting.slice(64));
    for (const answer of refused)
      expect(answer).toMatchObject({ error: { code: 'too-fast', details: { retryAfter: 1 } } });
    open();
    const done = await Promise.all(waiting.slice(0, 64));
    expect(done.every((answer: { ok: boolean }) => answer.ok)).toBe(true);
  });

  it('limits a command per account, whatever the socket, and says when to come back', async () => {
    const actor = hub.toy.actor('Busy');
    const [one, two] = [await hub.connect(actor), await hub.connect(actor)];
    for (const live of [one, two, one]) await live.do('rooms:join', { roomId });
    const answer = await two.ask('rooms:join', { roomId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'too-fast' } });
    expect(!answer.ok && answer.error.details?.['retryAfter']).toBeGreaterThan(50);
    await alice.do('rooms:join', { roomId });
    one.close();
    two.close();
  });

  it('answers a failure nobody expected in words of the contract, with a request id and without its text', async () => {
    const answer = await alice.ask('rooms:archive', { roomId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('private');
    expect(!answer.ok && answer.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
