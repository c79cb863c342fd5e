import type { ViolationKind } from './judge.js';
import {
  answers,
  asks,
  clean,
  ends,
  first,
  frame,
  isFrame,
  kinds,
  later,
  stored,
  tables,
  without,
  type Change,
} from './judge/changes.js';
import { BRUNO, entry, EVE, ROOM, STREAM, uuid } from './judge/story.js';

describe('the judge of what is there in the end', () => {
  it.each<[string, ViolationKind, Change]>([
    ['an event is missing in what came, without a resync', 'gap', without(isFrame(BRUNO, 3))],
    [
      'a resume is answered with a hole',
      'gap',
      later(
        entry(BRUNO, { what: 'online' }),
        asks(95, 'stream:open', { stream: STREAM, after: { epoch: 1, seq: 2 } }, BRUNO),
        frame(BRUNO, stored(clean, 4)),
        answers(95, { head: { epoch: 1, seq: 4 }, resync: false }, BRUNO),
      ),
    ],
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
});
