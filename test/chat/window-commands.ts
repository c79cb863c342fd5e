import fc from 'fast-check';
import { breakoutEvents } from '../../src/contract/breakouts.contract.js';
import { chatEvents } from '../../src/contract/chat.contract.js';
import { materialEvents } from '../../src/contract/materials.contract.js';
import { meetingEvents } from '../../src/contract/meetings.contract.js';
import { minutesEvents } from '../../src/contract/minutes.contract.js';
import { previewEvents } from '../../src/contract/previews.contract.js';
import { recordingEvents } from '../../src/contract/recordings.contract.js';
import { reportEvents } from '../../src/contract/reports.contract.js';
import { roomOrderEvents } from '../../src/contract/room-order.contract.js';
import { roomEvents } from '../../src/contract/rooms.contract.js';
import { stageEvents } from '../../src/contract/stage.contract.js';
import { threadEvents } from '../../src/contract/threads.contract.js';
import type { RoomRole } from '../../src/contract/words.js';
import { apartCommand } from './window-apart.js';
import { besideCommand } from './window-beside.js';

/** All that these make happen in a room. Of minutes only that there are some is told to it: they are asked for. */
export const ALL_EVENTS = {
  ...{ ...chatEvents, ...threadEvents, ...previewEvents, ...roomEvents, ...roomOrderEvents, ...reportEvents },
  ...{ ...meetingEvents, ...materialEvents, ...minutesEvents, ...breakoutEvents, ...stageEvents },
  ...recordingEvents,
};

export const PEOPLE = 4;
const EMOJIS = ['👍', '🎉', '🤔'] as const;
const ROLES: readonly RoomRole[] = ['co-host', 'learner', 'spectator', 'host'];

// --- what happens, as numbers that are resolved against what is there when it happens
const who = fc.nat(PEOPLE - 1);
const nth = fc.nat(40);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      who,
      nth: fc.option(nth),
      mention: fc.option(who),
      /** In the thread of this message. */
      thread: fc.option(nth, { freq: 2 }),
      as: fc.constantFrom('words' as const, 'words' as const, 'question' as const, 'decision' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), nth, mention: fc.option(who) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), nth, byHost: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), nth }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('react' as const),
      who,
      nth,
      emoji: fc.constantFrom(...EMOJIS),
      on: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('preview' as const), nth, away: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('answer' as const, 'thank' as const, 'thank' as const, 'pin' as const),
      who,
      nth,
      on: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('join' as const, 'join' as const, 'leave' as const, 'kick' as const, 'kick' as const),
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('role' as const), who, role: fc.constantFrom(...ROLES) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('card' as const), who, name: fc.constantFrom('Uno', 'Dos', 'Tres') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('lock' as const),
      chat: fc.boolean(),
      reactions: fc.boolean(),
      announcements: fc.boolean(),
      slowSeconds: fc.constantFrom(0, 0, 30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rename' as const), title: fc.constantFrom('Sala A', 'Sala B', 'Sala C') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('archive' as const, 'reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('hide' as const, 'show' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remember' as const), days: fc.constantFrom(30, 90, null) }) },
  { weight: 20, arbitrary: fc.record({ do: fc.constant('beside' as const), it: besideCommand }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('apart' as const), it: apartCommand }) },
);
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
/** What happens at once, and then perhaps somebody who looks, at a window of so many messages. */
export const round = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 5 }),
  look: fc.option(fc.record({ who, limit: fc.integer({ min: 1, max: 8 }), around: fc.option(nth, { freq: 2 }) }), {
    freq: 2,
  }),
});

export type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;

const ENDING = /^(archive|erase|end|take-away|gather|lights)$/;
export const erases = ({ commands }: Round): boolean => commands.some((one) => one.do === 'erase');
/** A moment after a meeting has ended, whoever ended it, minutes are made; after a file is gone, its slides end. */
export const endsSomething = ({ commands }: Round): boolean =>
  commands.some((one) => ENDING.test(one.do === 'beside' ? one.it.do : one.do));
