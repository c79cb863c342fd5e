import { HUB } from '../actor/actor.js';
import { DomainError } from '../errors/domain-error.js';
import { commandKey, KnownKeys } from './command-keys.js';
import { type Candidate, decideBatch } from './decide-batch.js';
import { EventDefinitions } from './event-definitions.js';
import type { HotCommand, NewEvent, StatePart } from './event-log.types.js';
import { Draft } from './log-writer.js';

const at = new Date('2026-11-22T10:00:00Z');
const ROOM = 'room:1';
const OTHER = 'room:2';
const actor = { ...HUB, accountId: '018f0000-0000-7000-8000-000000000001' };
const event = (stream: string, isMessage = false): NewEvent => ({
  stream,
  type: 'rooms.room-reopened',
  subject: null,
  payload: {},
  isMessage,
});

/** How many events of a stream have been accepted: what a decider may know of its predecessors. */
const counts: StatePart<Map<string, number>> = {
  name: 'counts',
  load: async () => new Map(),
  evolve: (state, { stream }) => state.set(stream, (state.get(stream) ?? 0) + 1),
};
type Input = 'one' | 'three' | 'refused' | 'bug' | 'foreign';
const command: HotCommand<Input, { seqs: number[]; before: number }> = {
  name: 'test',
  needs: [counts],
  decide({ stream, input }, draft) {
    const before = draft.state(counts).get(stream) ?? 0;
    if (input === 'foreign') draft.append(event('room:3'));
    const seqs = (input === 'one' ? [stream] : [stream, OTHER, stream]).map(
      (to) => draft.append(event(to, input === 'one')).seq,
    );
    if (input === 'refused') throw new DomainError('rooms/full');
    if (input === 'bug') throw new TypeError('x is undefined');
    return { seqs, before };
  },
};

describe('deciding a batch', () => {
  const setUp = async () => {
    const definitions = new EventDefinitions();
    definitions.define([{ type: 'rooms.room-reopened', version: 1 }]);
    const heads = new Map([ROOM, OTHER].map((stream) => [stream, { epoch: 1, seq: 10, lastMessageSeq: 5 }] as const));
    const draft = new Draft(heads, definitions, at);
    const reported: string[] = [];
    const known = await KnownKeys.load({ query: async () => [] }, []);
    const run = (candidates: readonly Candidate[]) =>
      decideBatch(candidates, draft, new Map([[counts, new Map()]]), known, (error) => reported.push(String(error)));
    return { draft, run, reported };
  };
  const candidate = (input: Input, key?: string): Candidate => ({
    command,
    item: { actor, stream: ROOM, input, at },
    key: key === undefined ? null : commandKey(actor.accountId, key, command.name, input),
  });

  it('gives seq without a hole, takes back what is refused, and shows each what was accepted before it', async () => {
    const { draft, run, reported } = await setUp();
    const { outcomes } = run(
      (['one', 'refused', 'three', 'bug', 'foreign', 'one'] as const).map((input) => candidate(input)),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.data : outcome.error.code))).toEqual([
      { seqs: [11], before: 0 },
      'rooms/full',
      { seqs: [12, 11, 13], before: 1 },
      'internal',
      'internal',
      { seqs: [14], before: 3 },
    ]);
    expect(draft.events.map(({ stream, seq }) => [stream, seq])).toEqual([
      [ROOM, 11],
      [ROOM, 12],
      [OTHER, 11],
      [ROOM, 13],
      [ROOM, 14],
    ]);
    expect(draft.movedHeads()).toEqual([
      [ROOM, OTHER],
      [14, 11],
      [14, 5],
    ]);
    expect(reported).toEqual(['TypeError: x is undefined', expect.stringContaining('room:3 was not named')]);
  });

  it('decides the same key once, and keeps final refusals', async () => {
    const { draft, run } = await setUp();
    const { outcomes, keys } = run([
      candidate('one', 'a'),
      candidate('one', 'a'),
      candidate('three', 'a'),
      candidate('refused', 'b'),
      candidate('bug', 'c'),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'ok',
      'ok',
      'key-reused',
      'rooms/full',
      'internal',
    ]);
    expect(outcomes[1]).toBe(outcomes[0]);
    expect(keys.map(({ key, outcome }) => [key, outcome.ok])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(draft.events).toHaveLength(1);
  });

  it('does not show a decider what it did not ask for', async () => {
    const { run, reported } = await setUp();
    const curious: HotCommand<unknown, unknown> = { ...command, needs: [] };
    const { outcomes } = run([{ ...candidate('one'), command: curious }]);
    expect(outcomes).toEqual([{ ok: false, error: expect.objectContaining({ code: 'internal' }) }]);
    expect(reported[0]).toContain('does not name the part counts');
  });
});
