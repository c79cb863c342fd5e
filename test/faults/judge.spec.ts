import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load, save } from './history.js';
import { judge, summary, type ViolationKind } from './judge.js';
import {
  asks,
  answers,
  both,
  clean,
  ends,
  first,
  frame,
  history,
  isFrame,
  kinds,
  later,
  removal,
  second,
  stored,
  tables,
  without,
  type Change,
} from './judge/changes.js';
import { ALICE, BRUNO, ROOM, STREAM, entry, row, uuid } from './judge/story.js';

describe('the judge', () => {
  it('finds nothing wrong in a history where nothing is', () => {
    expect(judge(clean)).toEqual([]);
  });

  it.each<[string, ViolationKind, Change]>([
    [
      'an acknowledged message is not in the table',
      'loss',
      tables(({ events }) => ({ events: events.filter(({ seq }) => seq !== 4) })),
    ],
    [
      'another event stands where the message was acknowledged',
      'loss',
      later(asks(90, 'chat:post', { roomId: ROOM, clientId: uuid(201) }), answers(90, { messageId: first, seq: 4 })),
    ],
    [
      'a follower ends before the last message',
      'loss',
      without(
        (one) => one.person === BRUNO && (isFrame(BRUNO, 4)(one) || (one.what === 'applied' && one.seqs[0] === 4)),
      ),
    ],
    ['a listener skipped an event', 'loss', tables(() => ({ projected: [4] }))],
    [
      'a key was stored twice',
      'duplicate',
      tables(({ messages }) => ({ messages: [...messages, ...messages.slice(0, 1)] })),
    ],
    [
      'a key had two results',
      'duplicate',
      later(
        asks(90, 'chat:post', { roomId: ROOM, clientId: uuid(201), text: 'mensaje 1' }),
        answers(90, { messageId: first, seq: 3, postedAt: 'later' }),
      ),
    ],
    ['an event came twice in one following', 'duplicate', later(frame(BRUNO, stored(clean, 4)))],
    [
      'the screen was given an event twice',
      'duplicate',
      later(entry(BRUNO, { what: 'applied', stream: STREAM, epoch: 1, seqs: [4] })),
    ],
    ['a listener applied an event twice', 'duplicate', tables(() => ({ projected: [3, 4, 4] }))],
    [
      'a follower saw two events in the wrong places',
      'order',
      history((known) =>
        known.map((one) => (isFrame(BRUNO, 4)(one) ? frame(BRUNO, { ...stored(clean, 3), seq: 4 }) : one)),
      ),
    ],
    [
      'what somebody wrote first stands last',
      'order',
      both(
        later(entry(BRUNO, { what: 'wrote', roomId: ROOM, clientId: uuid(201), command: 'chat:post', input: {} })),
        history((known) => known.map((one) => ({ ...one, browser: 'one' }))),
        history((known) => known.toReversed()),
        history((known) => known.filter(({ what }) => what === 'wrote')),
      ),
    ],
    [
      'a message was stored that nobody sent',
      'phantom',
      without(
        (one) =>
          (one.what === 'asked' || one.what === 'wrote') && 'input' in one && one.input['clientId'] === uuid(202),
      ),
    ],
    [
      'a refused message was stored',
      'phantom',
      later(
        asks(91, 'chat:post', { roomId: ROOM, clientId: uuid(202) }, BRUNO),
        entry(BRUNO, { what: 'refused', call: 91, code: 'chat/locked' }),
      ),
    ],
    [
      'somebody received what is in no table',
      'phantom',
      later(frame(BRUNO, row(5, 'chat.message-posted', {}, uuid(105), ALICE))),
    ],
    [
      'somebody received other words than were stored',
      'phantom',
      history((known) =>
        known.map((one) =>
          isFrame(BRUNO, 3)(one) ? frame(BRUNO, { ...stored(clean, 3), payload: { message: {} } }) : one,
        ),
      ),
    ],
    [
      'other words were stored than were sent',
      'phantom',
      history((known) =>
        known.map((one) =>
          one.what === 'asked' && one.call === 10 ? { ...one, input: { ...one.input, text: 'otra cosa' } } : one,
        ),
      ),
    ],
  ])('sees that %s', (_, kind, change) => {
    expect(kinds(change(clean))).toContain(kind);
  });

  it.each<[string, Change]>([
    [
      'a passing refusal of a command that was stored later',
      later(
        asks(91, 'chat:post', { roomId: ROOM, clientId: uuid(202) }, BRUNO),
        entry(BRUNO, { what: 'refused', call: 91, code: 'try-again' }),
      ),
    ],
    [
      'the answer of a retry that is the first result',
      later(
        asks(90, 'chat:post', { roomId: ROOM, clientId: uuid(201), text: 'mensaje 1' }),
        answers(90, { messageId: first, seq: 3, postedAt: '' }),
      ),
    ],
    [
      'what is sent again to whoever came back',
      later(
        entry(BRUNO, { what: 'online' }),
        asks(95, 'stream:open', { stream: STREAM, after: { epoch: 1, seq: 3 } }, BRUNO),
        frame(BRUNO, stored(clean, 4)),
        answers(95, { head: { epoch: 1, seq: 4 }, resync: false }, BRUNO),
      ),
    ],
    [
      'a removal as the last thing that was seen',
      both(
        tables(({ events, streams }) => ({
          events: [...events, removal],
          streams: streams.map((one) => ({ ...one, seq: 5 })),
        })),
        ends(() => ({ screens: [], fresh: [] })),
        later(frame(BRUNO, removal)),
      ),
    ],
    [
      'a screen that was told that it may not see',
      ends(({ screens }) => ({ screens: screens.map((one) => ({ ...one, phase: 'closed', window: null })) })),
    ],
  ])('has nothing against %s', (_, change) => {
    expect(judge(change(clean))).toEqual([]);
  });

  it('judges a saved history as the living one', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tertulia-history-')), 'story.jsonl');
    const bad = without(isFrame(BRUNO, 3))(clean);
    save(file, bad);
    expect(judge(load(file))).toEqual(judge(bad));
    rmSync(dirname(file), { recursive: true });
  });

  it('sums up in one line', () => {
    expect(
      summary([
        { kind: 'gap', sentence: '' },
        { kind: 'loss', sentence: '' },
        { kind: 'gap', sentence: '' },
      ]),
    ).toBe('gap × 2, loss × 1');
    expect(second).not.toBe(first);
  });
});
