import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { InRounds } from '../../../platform/observability/in-rounds.js';
import { BreakoutsRepository } from './breakouts.repository.js';
import { RunBreakouts } from './run-breakouts.js';
import { SeatPeople } from './seat-people.js';

const EVERY_MS = 1_000;

/**
 * Closes breakouts whose time is up or whose meeting is over, and seats who came later. Every node looks; what is decided is
 * decided under the lock of the main room, so it happens once, also after a kill -9.
 */
@Injectable()
export class BreakoutClock extends InRounds {
  constructor(
    private readonly repository: BreakoutsRepository,
    private readonly running: RunBreakouts,
    private readonly seats: SeatPeople,
    clock: Clock,
  ) {
    super(clock, { failed: 'Breakouts could not be looked at', everyMs: EVERY_MS });
  }

  protected async look(): Promise<void> {
    const open = await this.repository.allOpen(this.clock.now());
    const over = open.flatMap(({ roomId, why }) => (why === null ? [] : [{ roomId, why }]));
    await this.rounds.each(over, (due) => this.running.closeDue(due));
    if (open.some(({ takesIn, why }) => takesIn && why === null))
      await this.rounds.each(await this.repository.latecomers(), (seat) => this.seats.seatLate(seat));
  }
}
