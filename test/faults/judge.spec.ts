import type { Entry, Evidence, StoredRow } from './history.js';
import { judge, summary, type ViolationKind } from './judge.js';
import { ALICE, BRUNO, cleanStory, entry, EVE, live, ROOM, row, STREAM, uuid } from './judge/story.js';

type Change = (story: Evidence) => Evidence;
const kinds = (evidence: Evidence): ViolationKind[] => [...new Set(judge(evidence).map(({ kind }) => kind))];

const history =
  (change: (entries: readonly Entry[]) => readonly Entry[]): Change =>
  (story) => ({
    ...story,
    history: { ...story.history, entries: change(story.history.entries) },
  });
const later = (...entries: Entry[]): Change => history((known) => [...known, ...entries]);
const without = (forget: (one: Entry) => boolean): Change => history((known) => known.filter((one) => !forget(one)));
const tables =
  (change: (tables: Evidence['tables']) => Partial<Evidence['tables']>): Change =>
  (story) => ({ ...story, tables: { ...story.tables, ...change(story.tables) } });
const ends =
  (change: (ends: Evidence['ends']) => Partial<Evidence['ends']>): Change =>
  (story) => ({ ...story, ends: { ...story.ends, ...change(story.ends) } });
const both =
  (...changes: Change[]): Change =>
  (story) =>
    changes.reduce((now, change) => change(now), story);

const [first, second] = [uuid(101), uuid(102)];
const stored = (story: Evidence, seq: number): StoredRow => {
  const found = story.tables.events.find((event) => event.seq === seq);
  if (!found) throw new Error(`The story has no seq ${seq}.`);
  return found;
};
const clean = cleanStory();
const frame = (who: string, event: StoredRow, at?: number): Entry =>
  entry(who, { what: 'frame', stream: event.stream, epoch: 1, events: [live(event)] }, at);
const isFrame = (who: string, seq: number) => (one: Entry) =>
  one.what === 'frame' && one.person === who && one.events[0]?.seq === seq;
const removal = row(5, 'rooms.member-removed', { personId: BRUNO, memberCount: 1 }, BRUNO, ALICE);
const signedOut = {
  ...row(1, 'accounts.session-ended', { reason: 'everywhere' }, BRUNO, BRUNO),
  stream: `account:${BRUNO}`,
  at: 11_000,
  position: 9,
};
const late = { ...row(5, 'chat.message-edited', { messageId: first, text: 'tarde' }, first, ALICE), at: 13_000 };
const deletion = row(5, 'chat.message-deleted', { messageId: first, deletedAt: '' }, first, ALICE);
const asks = (call: number, command: string, input: Record<string, unknown>, who = ALICE, at?: number): Entry =>
  entry(who, { what: 'asked', call, command, input }, at);
const answers = (call: number, data: unknown, who = ALICE, at?: number): Entry =>
  entry(who, { what: 'acknowledged', call, data }, at);

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
    [
      'an outsider received an event of a private room',
      'privacy',
      later(
        entry(EVE, { what: 'online' }),
        asks(92, 'stream:open', { stream: STREAM, after: { epoch: 1, seq: 3 } }, EVE),
        frame(EVE, stored(clean, 4)),
      ),
    ],
    [
      'an outsider loaded a private room',
      'privacy',
      later(entry(EVE, { what: 'snapshot', askedAt: 1, stream: STREAM, head: { epoch: 1, seq: 4 }, messages: [] })),
    ],
    ['somebody received another person’s own stream', 'privacy', later(frame(EVE, { ...signedOut, at: 1_000 }))],
    ['events came without having been asked for', 'privacy', without((one) => one.what === 'asked' && one.call === 2)],
    [
      'somebody received what came after their removal',
      'privacy',
      both(
        tables(({ events }) => ({ events: [...events, removal, { ...late, seq: 6, position: 6 }] })),
        later(frame(BRUNO, removal), frame(BRUNO, { ...late, seq: 6 })),
      ),
    ],
    [
      'somebody who is not staff received what is for staff',
      'privacy',
      later(frame(BRUNO, { ...late, stream: `${STREAM}:staff` })),
    ],
    [
      'a tab went on receiving after its sign-out',
      'privacy',
      both(
        tables(({ events }) => ({ events: [...events, signedOut, late] })),
        later(frame(BRUNO, late)),
      ),
    ],
    [
      'deleted words were given to somebody who asked afterwards',
      'privacy',
      both(
        tables(({ events }) => ({ events: [...events, deletion] })),
        later(
          asks(93, 'chat:delete', { roomId: ROOM, messageId: first, clientId: uuid(209) }, ALICE, 20_000),
          answers(93, { seq: 5 }, ALICE, 20_001),
          entry(BRUNO, { what: 'online' }),
          asks(94, 'stream:open', { stream: STREAM, after: { epoch: 1, seq: 2 } }, BRUNO, 20_002),
          frame(BRUNO, stored(clean, 3), 20_003),
        ),
      ),
    ],
    [
      'a snapshot still shows deleted words',
      'privacy',
      both(
        tables(({ events }) => ({ events: [...events, deletion] })),
        later(
          asks(93, 'chat:delete', { roomId: ROOM, messageId: first, clientId: uuid(209) }, ALICE, 20_000),
          answers(93, { seq: 5 }, ALICE, 20_001),
          entry(BRUNO, {
            what: 'snapshot',
            askedAt: 20_002,
            stream: STREAM,
            head: { epoch: 1, seq: 5 },
            messages: [{ id: first, seq: 3, touched: 3, text: 'mensaje 1', state: 'visible' }],
          }),
        ),
      ),
    ],
    [
      'somebody without a right can open the room',
      'privacy',
      ends(({ fresh }) => ({
        fresh: fresh.map((view) => ({ ...view, snapshot: view.snapshot ?? fresh[0]?.snapshot ?? null })),
      })),
    ],
    ['an event is missing in what came, without a resync', 'gap', without(isFrame(BRUNO, 3))],
    [
      'the screen was given events with a hole',
      'gap',
      without((one) => one.what === 'applied' && one.person === BRUNO && one.seqs[0] === 3),
    ],
    [
      'a screen shows another text than the table',
      'divergence',
      ends(({ screens }) => ({
        screens: screens.map((one) => ({
          ...one,
          window: one.window && {
            ...one.window,
            messages: one.window.messages.map((message) => ({ ...message, text: 'x' })),
          },
        })),
      })),
    ],
    [
      'a screen lacks a reaction',
      'divergence',
      tables(() => ({ reactions: [{ messageId: first, accountId: BRUNO, emoji: '👍' }] })),
    ],
    ['a fresh client sees another read mark than the table', 'divergence', tables(() => ({ readMarks: [] }))],
    [
      'two devices show another read position',
      'divergence',
      ends(({ screens }) => ({
        screens: screens.map((one) => ({
          ...one,
          window: one.window && { ...one.window, read: { ...one.window.read, readSeq: 1 } },
        })),
      })),
    ],
    [
      'a member of the table is on no screen',
      'divergence',
      tables(({ memberships }) => ({
        memberships: [...memberships, { roomId: ROOM, accountId: EVE, role: 'learner', state: 'member' }],
      })),
    ],
    [
      'a member cannot open the room',
      'divergence',
      ends(({ fresh }) => ({ fresh: fresh.map((view) => ({ ...view, snapshot: null })) })),
    ],
    [
      'something still waits though all is calm',
      'stuck',
      ends(() => ({ waiting: [{ browser: 'b', clientId: uuid(203), command: 'chat:post' }] })),
    ],
    [
      'a screen still loads though all is calm',
      'stuck',
      ends(({ screens }) => ({ screens: screens.map((one) => ({ ...one, phase: 'loading' })) })),
    ],
    [
      'a stream has a hole',
      'table',
      tables(({ events, streams }) => ({
        events: events.map((event) => (event.seq === 4 ? { ...event, seq: 5 } : event)),
        streams: streams.map((one) => ({ ...one, seq: 5 })),
      })),
    ],
    [
      'a stream goes back in position',
      'table',
      tables(({ events }) => ({ events: events.map((event) => ({ ...event, position: 10 - event.position })) })),
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
