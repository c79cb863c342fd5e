import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { filesById } from '../../platform/uploads/uploads.repository.js';
import { roomState, roomStream } from '../rooms/rooms.events.js';
import { assertAllowed, noSlides, notAPdf, notOnStage, personNotHere, slidesTaken } from './stage.errors.js';
import type { StageFact, StageSettings } from './stage.events.js';
import { onRefusalOf, refusalOf, type Place, type StageVerb } from './stage.policy.js';
import { StageRepository, type KeptStage } from './stage.repository.js';
import { Stages } from './stages.js';
import { Standings } from './standings.js';

type Done = Promise<Record<string, never>>;

/** The stage of a room under the lock of its stream, with what the actor is there. */
interface Locked {
  readonly change: Change;
  readonly kept: KeptStage;
  readonly place: Place;
}
/** What becomes of it; `slidesOf` where the slides are others. */
type Next = Partial<StageSettings> & { slidesOf?: string | null };

/** What of a stage is a fact: locks, the pin for all, the countdown, the slides. Each change is a quick refusal, then the same question under the lock. */
@Injectable()
export class StageFacts implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(StageFacts.name);
  #leaving: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly repository: StageRepository,
    private readonly standings: Standings,
    private readonly stages: Stages,
  ) {}

  onModuleInit(): void {
    this.stages.onLeft((roomId, personId) => {
      this.#leaving = this.#leaving
        .then(() => this.left(roomId, personId))
        .catch((error: unknown) =>
          this.#logger.warn({ msg: `What somebody showed on a stage could not be taken away: ${String(error)}` }),
        );
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.settled();
  }

  /** What those who have left so far showed is taken away. */
  settled(): Promise<void> {
    return this.#leaving;
  }

  async set(actor: Actor, { roomId, locks, muteOnEntry }: CommandParsed<'stage:set'>): Done {
    await this.changing(actor, roomId, 'stage.lead', 'stage.settings-changed', async ({ kept: { view } }) => ({
      locks: { ...view.locks, ...locks },
      muteOnEntry: muteOnEntry ?? view.muteOnEntry,
    }));
    // A lock holds when it is acknowledged.
    await this.stages.look(roomId);
    return {};
  }

  async pin(actor: Actor, { roomId, pin }: CommandParsed<'stage:pin'>): Done {
    await this.changing(actor, roomId, 'stage.lead', 'stage.pin-changed', async () => {
      if (pin !== null && !this.isHere(roomId, pin.personId)) throw personNotHere();
      return { pin };
    });
    return {};
  }

  async countDown(actor: Actor, { roomId, seconds }: CommandParsed<'stage:count-down'>): Done {
    await this.changing(actor, roomId, 'stage.lead', 'stage.countdown-changed', async ({ change }) => {
      const endsAt = new Date(change.at.getTime() + (seconds ?? 0) * 1000).toISOString();
      return { countdown: seconds === null ? null : { endsAt, seconds } };
    });
    return {};
  }

  async showSlides(actor: Actor, { roomId, fileId }: CommandParsed<'stage:show-slides'>): Done {
    await this.presenting(actor, roomId, async ({ change }) => {
      if (fileId === null) return { slides: null, slidesOf: null };
      if (!this.isHere(roomId, actor.accountId)) throw notOnStage();
      const [file] = await filesById(change.sql, [fileId]);
      const shown = file?.room_id === roomId && file.used_by !== null && !file.hidden && file.erased_at === null;
      if (!shown || file.type !== 'application/pdf') throw notAPdf();
      const slides = { fileId, title: file.name, presenterId: actor.accountId, page: 1 };
      return { slides, slidesOf: file.used_by };
    });
    return {};
  }

  async turnPage(actor: Actor, { roomId, page }: CommandParsed<'stage:turn-page'>): Done {
    await this.presenting(actor, roomId, async ({ kept: { view } }) => {
      if (view.slides === null) throw noSlides();
      return { slides: { ...view.slides, page } };
    });
    return {};
  }

  /** Whoever goes takes along what they show; with the last one (null) goes all that was of this gathering. */
  private async left(roomId: string, personId: string | null): Promise<void> {
    const goes = ({ view: { pin, slides, countdown } }: KeptStage): [StageFact, Next][] => [
      ...(pin !== null && (personId ?? pin.personId) === pin.personId
        ? ([['stage.pin-changed', { pin: null }]] as [StageFact, Next][])
        : []),
      ...(slides !== null && (personId ?? slides.presenterId) === slides.presenterId
        ? ([['stage.slides-changed', { slides: null, slidesOf: null }]] as [StageFact, Next][])
        : []),
      ...(countdown !== null && personId === null
        ? ([['stage.countdown-changed', { countdown: null }]] as [StageFact, Next][])
        : []),
    ];
    if (goes(await this.repository.stage(this.repository.pool, roomId)).length === 0) return;
    await this.log.change(HUB, [roomStream(roomId)], async (change) => {
      let kept = await this.repository.stage(change.sql, roomId);
      // They may be back by now, or others may have come.
      const back = personId === null ? this.stages.of(roomId) !== undefined : this.isHere(roomId, personId);
      if (!back) for (const [type, next] of goes(kept)) kept = this.tell(change, roomId, type, kept, next, null);
    });
  }

  /** By who shows the slides, or who leads. */
  private presenting(actor: Actor, roomId: string, next: (locked: Locked) => Promise<Next>): Promise<void> {
    return this.changing(actor, roomId, 'stage.present', 'stage.slides-changed', (locked) => {
      const { slides } = locked.kept.view;
      const leads = refusalOf('stage.lead', actor, locked.place) === null;
      if (!leads && slides !== null && slides.presenterId !== actor.accountId) throw slidesTaken();
      // Slides are a screen: its lock is theirs.
      if (!leads) assertAllowed(onRefusalOf('screen', actor, locked.place));
      return next(locked);
    });
  }

  private async changing(
    actor: Actor,
    roomId: string,
    verb: StageVerb,
    type: StageFact,
    work: (locked: Locked) => Promise<Next>,
  ): Promise<void> {
    const stream = roomStream(roomId);
    const asked = await this.standings.require(actor, roomId, verb);
    await this.log.change(actor, [stream], async (change) => {
      const room = (await roomState.load(change.sql, [{ actor, stream, input: null, at: change.at }])).get(roomId);
      const kept = await this.repository.stage(change.sql, roomId);
      const member = room?.members.get(actor.accountId);
      const role = member?.state === 'member' ? member.role : null;
      const now = { role, state: room?.state ?? 'archived', muted: member?.muted ?? false, locks: kept.view.locks };
      const place = { ...asked, ...now };
      assertAllowed(refusalOf(verb, actor, place));
      this.tell(change, roomId, type, kept, await work({ change, kept, place }), actor.accountId);
    });
  }

  // What changes nothing leaves no fact.
  private tell(
    change: Change,
    roomId: string,
    type: StageFact,
    kept: KeptStage,
    { slidesOf = kept.slidesOf, ...next }: Next,
    actor: string | null,
  ): KeptStage {
    const before = settingsOf(kept.view);
    const stage = { ...before, ...next };
    if (isDeepStrictEqual(stage, before)) return kept;
    const { seq } = change.append({ stream: roomStream(roomId), type, subject: slidesOf, actor, payload: { stage } });
    return { view: { ...stage, touched: seq }, slidesOf };
  }

  private isHere(roomId: string, personId: string): boolean {
    return this.stages.of(roomId)?.peers.has(personId) === true;
  }
}

const settingsOf = ({ locks, muteOnEntry, pin, countdown, slides }: KeptStage['view']): StageSettings => ({
  ...{ locks, muteOnEntry, pin },
  ...{ countdown, slides },
});
