import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { more, Seldom } from '../../../platform/observability/seldom.js';
import { Captions, type SaidLine } from '../captions/captions.js';
import { RecordedCaptionsRepository } from './recorded-captions.repository.js';
import { RecordedMeetings } from './recorded-meetings.js';

/** Keeps what is said as text while a recording is on, of who is in it and of nobody else. */
@Injectable()
export class RecordedCaptions implements OnModuleInit {
  readonly #logger = new Logger(RecordedCaptions.name);
  readonly #seldom = new Seldom();

  constructor(
    private readonly captions: Captions,
    private readonly recorded: RecordedMeetings,
    private readonly repository: RecordedCaptionsRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.captions.onLine((line) => void this.keep(line));
  }

  private async keep({ roomId, personId, text, language, source }: SaidLine): Promise<void> {
    const running = this.recorded.running(roomId);
    if (!running?.consents(personId)) return;
    const { id: recordingId, elapsedMs: atMs } = running;
    try {
      await this.repository.keep({ recordingId, personId, atMs, text, language, source });
    } catch (error) {
      // It was shown all the same, and the meeting goes on. No word of it stands here.
      this.#seldom.say('lost', this.clock.monotonic(), (unsaid) =>
        this.#logger.warn({ msg: `A line of captions is missing in a recording: ${nameOf(error)}`, ...more(unsaid) }),
      );
    }
  }
}

/** Not the message: that of a database may quote what was to be written. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
