import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  Recorded,
  RecordedCaptionsPage,
  RecordedMeeting,
  RecordedTrack,
} from '../../../contract/recordings.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { FileStorage, type ByteRange } from '../../../platform/uploads/file-storage.js';
import { Uploads } from '../../../platform/uploads/uploads.js';
import { refusalOf } from '../stage.policy.js';
import { placeKey, StageRepository } from '../stage.repository.js';
import { MediaFile } from './media-file.js';
import { recordedBytes } from './recorded-bytes.js';
import { CAPTIONS_PAGE, RecordedCaptionsRepository } from './recorded-captions.repository.js';
import { RecordedTracksRepository, type KeptTrack } from './recorded-tracks.repository.js';
import { consents } from './recording-rules.js';
import { Recorders } from './recorders.js';
import { RecordingsRepository, type RecordingRow } from './recordings.repository.js';
import { Clock } from '../../../platform/clock/clock.js';

/** A recording that is on now, for who keeps more than sound and pictures of those who said yes. */
export interface RunningRecording {
  readonly id: string;
  readonly meetingId: string | null;
  /** Milliseconds of the recording so far, its pauses cut out. */
  readonly elapsedMs: number;
  consents(personId: string): boolean;
}

/** What was recorded of a meeting, for who may read its minutes, and its bytes. */
@Injectable()
export class RecordedMeetings implements OnModuleInit {
  constructor(
    private readonly repository: RecordingsRepository,
    private readonly tracks: RecordedTracksRepository,
    private readonly captions: RecordedCaptionsRepository,
    private readonly recorders: Recorders,
    private readonly standings: StageRepository,
    private readonly storage: FileStorage,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const { tracks } = this;
    this.uploads.serveRecordings({
      open: async (id) => {
        const row = await tracks.playable(id);
        return row && { name: `${row.source}.webm`, type: MediaFile.TYPE, bytes: row.bytes };
      },
      content: (id, range) => this.bytes(id, range),
    });
  }

  /** What goes on in a room on this node; null while nothing is kept. */
  running(roomId: string): RunningRecording | null {
    const recorder = this.recorders.of(roomId);
    if (recorder?.recording.state !== 'on') return null;
    return {
      ...{ id: recorder.id, meetingId: recorder.meetingId, elapsedMs: Math.round(recorder.elapsedMs) },
      consents: (personId) => consents(recorder.recording, personId),
    };
  }

  /** Asks nobody's rights to read: that is the minutes' question. */
  async ofMeeting(actor: Actor, roomId: string, meetingId: string): Promise<RecordedMeeting> {
    const rows = await this.repository.ofMeeting(this.repository.pool, meetingId);
    if (rows.length === 0) return { recordings: [] };
    const ids = rows.map(({ id }) => id);
    const [tracks, said] = await Promise.all([
      this.tracks.ofRecordings(this.tracks.pool, ids),
      this.captions.said(ids, actor.accountId),
    ]);
    const whom = [{ roomId, personId: actor.accountId, sessionId: null }];
    const standing = (await this.standings.standings(whom, this.clock.now())).get(placeKey(roomId, actor.accountId));
    const mayDelete = standing !== undefined && refusalOf('recording.delete', actor, standing) === null;
    return {
      recordings: rows.map((row) => {
        const own = tracks.filter(({ recording_id }) => recording_id === row.id);
        const lines = said.get(row.id);
        const mine = lines?.own === true || own.some(({ person }) => person.id === actor.accountId);
        return this.shown(row, own, { mayDelete, mine, captions: lines !== undefined });
      }),
    };
  }

  /** What was said as text in one of them; nothing where it has gone. */
  async captionsOf(of: { meetingId: string; recordingId: string }, after: number): Promise<RecordedCaptionsPage> {
    const lines = await this.captions.page(of, after);
    return { lines, next: lines.length < CAPTIONS_PAGE ? null : (lines.at(-1)?.number ?? null) };
  }

  /** A track from its beginning to its end; null where it has gone. */
  async whole(trackId: string): Promise<Readable | null> {
    const row = await this.tracks.playable(trackId);
    return row && this.bytes(trackId, { start: 0, end: row.bytes - 1 });
  }

  private shown(
    row: RecordingRow,
    tracks: readonly KeptTrack[],
    { mayDelete, mine, captions }: Pick<Recorded, 'mayDelete' | 'mine' | 'captions'>,
  ): Recorded {
    const preparing = tracks.some(({ state }) => state === 'tape') || this.recorders.isBusy(row.id);
    return {
      id: row.id,
      state: row.state !== 'ended' ? 'going-on' : preparing ? 'preparing' : 'ready',
      stretches: row.stretches.map(({ from, to }) => ({ from, to: to ?? row.seen_at.toISOString() })),
      tracks: tracks.filter(({ state }) => state === 'file').map((track) => this.track(track)),
      mayDelete: mayDelete && row.state === 'ended',
      captions,
      mine,
    };
  }

  private track({ id, person, source, offset_ms, length_ms, shown }: KeptTrack): RecordedTrack {
    const src = this.uploads.addressOfRecording(id);
    return { id, person, source, offsetMs: offset_ms, lengthMs: length_ms, shown, src };
  }

  private bytes(id: string, range: ByteRange): Promise<Readable | null> {
    return recordedBytes(this.storage, id, range);
  }
}
