import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { version } from 'mediasoup';
import type { VideoState, VideoTest } from '../../../contract/stage-admin.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Config } from '../../../platform/config/config.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { MeasuredCapacity } from './measured-capacity.js';
import { MediaWays } from './media-ways.js';
import { SelfTest } from './self-test.js';
import { WorkerProgram } from './worker-program.js';

/** What an admin sees of video, and the hub's knock at its own doors. */
@Injectable()
export class VideoAdmin {
  constructor(
    private readonly config: Config,
    private readonly program: WorkerProgram,
    private readonly ways: MediaWays,
    private readonly selfTest: SelfTest,
    private readonly capacity: MeasuredCapacity,
  ) {}

  state(actor: Actor): VideoState {
    requireAdmin(actor);
    const { state, doing, why, missing } = this.program;
    const { port, workers } = this.config.stage;
    return {
      video: state,
      version,
      doing,
      lack: why !== null && missing !== null ? { why, line: missing } : null,
      addresses: this.ways.addresses,
      reach: this.ways.reach,
      ports: port === 0 ? null : { first: port, last: port + (workers || availableParallelism()) - 1 },
      relays: this.ways.relays,
      capacity: this.capacity.now,
    };
  }

  async test(actor: Actor): Promise<VideoTest> {
    requireAdmin(actor);
    return { knocks: await this.selfTest.run() };
  }
}

function requireAdmin(actor: Actor): void {
  if (actor.kind !== 'person' || actor.role !== 'admin') throw new DomainError('not-allowed');
}
