import { Clock } from '../../platform/clock/clock.js';

/** The clock of the seeding: it stands wherever the story is, and walks a millisecond at every look. */
export class DemoClock extends Clock {
  #now: number;

  constructor(start: Date) {
    super();
    this.#now = start.getTime();
  }

  override epochMs(): number {
    this.#now += 1;
    return Math.floor(this.#now);
  }

  /** Never back: what happened later in the story keeps the later time. */
  travelTo(moment: Date): void {
    this.#now = Math.max(this.#now, moment.getTime());
  }
}
