import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HUB } from '../../../platform/actor/actor.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../../platform/event-log/event-log.types.js';
import { Realtime } from '../../../platform/realtime/realtime.js';
import { roomIdOf } from '../../rooms/rooms.events.js';
import { Recorders } from './recorders.js';
import { isNotGoingOn } from './recordings.errors.js';
import { recordingEventDefinitions } from './recordings.events.js';
import { recordedOf, Recordings } from './recordings.js';
import { RecordingsRepository } from './recordings.repository.js';

/** Ties recordings to what happens in their room. */
@Injectable()
export class RecordingListeners implements OnModuleInit {
  readonly #logger = new Logger(RecordingListeners.name);

  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly repository: RecordingsRepository,
    private readonly recordings: Recordings,
    private readonly recorders: Recorders,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(recordingEventDefinitions);
    this.log.snapshotPart({
      streamKind: 'room',
      name: 'recording',
      shared: async (sql, stream) => {
        const row = await this.repository.goingOn(sql, roomIdOf(stream));
        return row && { ...recordedOf(row), touched: row.touched };
      },
    });
    this.realtime.onEvent('meetings.meeting-ended', (event) => void this.meetingEnded(event));
    // Decided through another node.
    this.realtime.onEvent('recordings.recording-ended', ({ payload }) => void this.recorders.end(payload.recordingId));
  }

  private async meetingEnded({ stream, payload: { meeting } }: StoredEvent<'meetings.meeting-ended'>): Promise<void> {
    const roomId = roomIdOf(stream);
    const recorder = this.recorders.of(roomId);
    // Of the one before, which ended for this one, the word may come when this one is already recorded.
    if (recorder?.meetingId !== meeting.id) return;
    try {
      await this.recordings.close(HUB, { roomId, recordingId: recorder.id }, 'meeting-ended');
    } catch (error) {
      if (!isNotGoingOn(error))
        this.#logger.warn({ msg: `The recording of a meeting that has ended goes on: ${String(error)}` });
    }
  }
}
