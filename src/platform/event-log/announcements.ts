import { Logger } from '@nestjs/common';
import type { CommittedListener, StoredEvent } from './event-log.types.js';

export type StreamsListener = (streams: readonly string[]) => void;

/** Who on this node hears what became of transactions. */
export class Announcements {
  readonly #logger = new Logger('EventLog');
  readonly #committed = new Set<CommittedListener>();
  readonly #erased = new Set<StreamsListener>();
  readonly #doubtful = new Set<StreamsListener>();

  onCommitted(listener: CommittedListener): () => void {
    this.#committed.add(listener);
    return () => this.#committed.delete(listener);
  }

  onErased(listener: StreamsListener): () => void {
    this.#erased.add(listener);
    return () => this.#erased.delete(listener);
  }

  onDoubt(listener: StreamsListener): () => void {
    this.#doubtful.add(listener);
    return () => this.#doubtful.delete(listener);
  }

  committed(events: readonly StoredEvent[]): void {
    for (const listener of this.#committed) this.tell(() => listener(events));
  }

  erased(streams: readonly string[]): void {
    for (const listener of this.#erased) this.tell(() => listener(streams));
  }

  doubt(streams: readonly string[]): void {
    for (const listener of this.#doubtful) this.tell(() => listener(streams));
  }

  // What is committed is committed: whoever fails at hearing of it keeps nobody else from it.
  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#logger.error('A listener of commits failed', error instanceof Error ? error.stack : String(error));
    }
  }
}
