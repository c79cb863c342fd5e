import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { StageFacts } from '../../src/features/stage/stage-facts.js';
import { StageService } from '../../src/features/stage/stage.service.js';
import { RecordingWatch } from '../../src/features/stage/recording/recording-watch.js';
import { Recordings } from '../../src/features/stage/recording/recordings.js';
import { RecordingsRepository } from '../../src/features/stage/recording/recordings.repository.js';
import { Stages } from '../../src/features/stage/stages.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import type { TestHub } from '../support/hub.js';

/** Nobody here has a socket, and nobody is missed for it while somebody looks. */
class StagesByHand extends Stages {
  override onApplicationBootstrap(): void {}
}
export const stagesByHand = { token: Stages, by: StagesByHand };

/** What would begin and end by itself does so by hand. */
class RecordingWatchByHand extends RecordingWatch {
  override onApplicationBootstrap(): void {}
}
export const recordingsByHand = { token: RecordingWatch, by: RecordingWatchByHand };

/** What happens on the stage and is kept. */
export const stageCommand = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gather' as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lights' as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count-down' as const), on: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('spotlight' as const), who: fc.nat(3), on: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('slides' as const), who: fc.nat(3), nth: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('page' as const), nth: fc.nat(40) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), who: fc.nat(3), nth: fc.nat(40) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record-no-more' as const), who: fc.nat(3), nth: fc.nat(40) }) },
);
export type StageCommand = typeof stageCommand extends fc.Arbitrary<infer C> ? C : never;

export async function onStage(
  { app }: TestHub,
  { roomId, host, person, material }: { roomId: string; host: Actor; person: Actor; material: string | undefined },
  one: StageCommand,
): Promise<unknown> {
  const facts = app.get(StageFacts);
  const join = () => app.get(StageService).join(person, { roomId, peerId: randomUUID(), hand: null });
  const isThere = () => app.get(Stages).of(roomId)?.peers.get(person.accountId) !== undefined;
  switch (one.do) {
    case 'gather': {
      const here = app.get(Stages).of(roomId);
      const peer = here?.peers.get(person.accountId);
      if (here !== undefined && peer !== undefined) return app.get(Stages).drop(here, peer);
      return join();
    }
    case 'lights':
      return facts.set(host, { roomId, locks: { cameras: one.on }, muteOnEntry: !one.on });
    case 'count-down':
      return facts.countDown(host, { roomId, seconds: one.on ? 60 : null });
    case 'spotlight':
      // Only who is there can be pinned, and random people seldom are.
      if (one.on && !isThere()) await join();
      return facts.pin(host, { roomId, pin: one.on ? { personId: person.accountId, source: 'camera' } : null });
    case 'slides':
      return facts.showSlides(person, { roomId, fileId: material ?? null });
    case 'page':
      return facts.turnPage(host, { roomId, page: one.nth + 1 });
    case 'record':
      return record(app, { roomId, host, person }, one.nth);
    case 'record-no-more':
      return recordNoMore(app, { roomId, host, person }, one.nth);
  }
}

type App = TestHub['app'];

/** Asked, answered by the other, and then mostly begun and sometimes paused: each step where the one before has been. */
async function record(
  app: App,
  { roomId, host, person }: { roomId: string; host: Actor; person: Actor },
  nth: number,
): Promise<void> {
  const recordings = app.get(Recordings);
  for (const one of [host, person])
    if (!app.get(Stages).of(roomId)?.peers.has(one.accountId))
      await app.get(StageService).join(one, { roomId, peerId: randomUUID(), hand: null });
  const { recordingId } = await recordings.ask(host, { roomId, consents: nth % 5 > 0 });
  await recordings.answer(person, { roomId, recordingId, consents: nth % 2 > 0 });
  if (nth % 4 > 0) await recordings.begin({ roomId, recordingId });
  if (nth % 4 > 2) await recordings.pause(host, { roomId, recordingId, paused: true });
}

/** What goes on ends, and is mostly taken away; where nothing does, something has been recorded before. */
async function recordNoMore(
  app: App,
  place: { roomId: string; host: Actor; person: Actor },
  nth: number,
): Promise<void> {
  const { roomId, host } = place;
  const repository = app.get(RecordingsRepository);
  const recordings = app.get(Recordings);
  if ((await repository.goingOn(repository.pool, roomId)) === null) await record(app, place, 1 + 2 * nth);
  const running = await repository.goingOn(repository.pool, roomId);
  if (running === null) return;
  const of = { roomId, recordingId: running.id };
  await recordings.end(host, of);
  if (nth % 4 > 0) await recordings.delete(host, of);
}
