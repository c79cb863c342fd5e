import type { ViolationKind } from './judge.js';
import {
  asks,
  answers,
  both,
  clean,
  deletion,
  ends,
  first,
  frame,
  kinds,
  late,
  later,
  removal,
  signedOut,
  stored,
  tables,
  without,
  type Change,
} from './judge/changes.js';
import { ALICE, BRUNO, EVE, ROOM, STREAM, entry, uuid } from './judge/story.js';

describe('the judge of rights', () => {
  it.each<[string, ViolationKind, Change]>([
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
  ])('sees that %s', (_, kind, change) => {
    expect(kinds(change(clean))).toContain(kind);
  });
});
