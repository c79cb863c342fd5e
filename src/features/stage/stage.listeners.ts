import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { ProjectorChange, StoredEvent } from '../../platform/event-log/event-log.types.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { accountIdOf, roomIdOf, roomStream } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { MediaWorkers } from './media-workers.js';
import { stageEventDefinitions, stageFacts, type StageFact } from './stage.events.js';
import { StageRepository } from './stage.repository.js';
import { Stages } from './stages.js';

/** Facts after which somebody may do more or less on the stage of the room than before. */
const TOUCHING = [
  ...(['rooms.member-left', 'rooms.member-removed', 'rooms.role-changed', 'rooms.member-changed'] as const),
  ...(['rooms.room-archived', 'meetings.meeting-started', 'stage.settings-changed'] as const),
];
/** After which a file may be gone. */
const FILES_GO = [
  ...(['materials.material-removed', 'chat.message-deleted', 'chat.message-erased', 'chat.message-edited'] as const),
  ...(['chat.message-hidden', 'chat.history-erased'] as const),
];

/** Ties the stage to what happens in its room. */
@Injectable()
export class StageListeners implements OnModuleInit, OnApplicationBootstrap {
  readonly #logger = new Logger(StageListeners.name);

  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly repository: StageRepository,
    private readonly stages: Stages,
    private readonly workers: MediaWorkers,
    private readonly rooms: RoomsService,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(stageEventDefinitions);
    // A stage is what its last fact says.
    this.log.project({
      types: stageFacts,
      apply: async (sql, events) => {
        for (const { stream, seq, subject, payload } of events as readonly StoredEvent<StageFact>[])
          await this.repository.save(sql, roomIdOf(stream), {
            view: { ...payload.stage, touched: seq },
            slidesOf: payload.stage.slides && subject,
          });
      },
    });
    this.log.listen({
      kind: 'projector',
      name: 'stage.slides',
      types: FILES_GO,
      from: 'now',
      onFailure: 'skip',
      apply: (change, events) => this.endSlides(change, [...new Set(events.map(({ stream }) => roomIdOf(stream)))]),
    });
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'stage',
      shared: async (sql, stream) => (await this.repository.stage(sql, roomIdOf(stream))).view,
    });
    for (const type of TOUCHING) this.realtime.onEvent(type, ({ stream }) => void this.stages.look(roomIdOf(stream)));
    this.realtime.onEvent('rooms.mute-changed', ({ payload }) => void this.stages.look(payload.roomId));
    this.realtime.onEvent('meetings.entry-decided', ({ payload }) => void this.stages.look(payload.roomId));
    this.realtime.onEvent('rooms.membership-changed', ({ payload }) => void this.stages.look(payload.roomId));
    this.realtime.onEvent('accounts.session-ended', ({ stream }) => this.stages.lookFor(accountIdOf(stream)));
    this.realtime.onEvent('meetings.meeting-ended', (event) => void this.meetingEnded(event));
  }

  /** While video is prepared people meet on the stage already; where it is missing they need none. */
  onApplicationBootstrap(): void {
    const tell = (): void => this.rooms.meetOnStage(this.workers.video !== 'missing');
    this.workers.onChange(tell);
    tell();
  }

  /** Who gathered for a planned meeting goes when it ends; one that began by itself ends when nobody is there, or for a planned one. */
  private async meetingEnded({ stream, payload: { meeting } }: StoredEvent<'meetings.meeting-ended'>): Promise<void> {
    try {
      if (await this.repository.isPlanned(meeting.id)) this.stages.clear(roomIdOf(stream));
    } catch (error) {
      this.#logger.warn({ msg: `The stage of a meeting that has ended stays open: ${String(error)}` });
    }
  }

  private async endSlides(change: ProjectorChange, roomIds: readonly string[]): Promise<void> {
    const maybe = await this.repository.withoutFile(change.sql, roomIds);
    if (maybe.length === 0) return;
    await change.lock(maybe.map(roomStream));
    const certain = await this.repository.withoutFile(change.sql, maybe);
    const facts = await Promise.all(
      certain.map(async (roomId) => {
        const { touched: _, ...stage } = (await this.repository.stage(change.sql, roomId)).view;
        return {
          ...{ stream: roomStream(roomId), type: 'stage.slides-changed' as const, subject: null, actor: null },
          payload: { stage: { ...stage, slides: null } },
        };
      }),
    );
    await change.append(facts);
  }
}
