import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { Rounds } from './rounds.js';

/**
 * A provider that looks for its work again and again while the hub runs. Every node looks; what is decided must be decided where
 * only one can, under a lock or in one transaction.
 */
export abstract class InRounds implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly rounds: Rounds;

  /** `failed` begins the sentence that the log says when a round failed: "Meetings could not be looked at". */
  protected constructor(
    protected readonly clock: Clock,
    { failed, everyMs }: { readonly failed: string; readonly everyMs: number },
  ) {
    this.rounds = new Rounds(clock, { name: new.target.name, failed, everyMs, round: () => this.look() });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** A whole round that begins now. */
  tick(): Promise<void> {
    return this.rounds.now();
  }

  protected abstract look(): Promise<void>;
}
