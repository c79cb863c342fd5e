import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MediaWorker } from './media-worker.js';
import { MediaWorkers } from './media-workers.js';
import { type OpenDoor, SelfTest } from './worker/self-test.js';

/** Opens a door of each worker for the hub's knock at itself; where none runs, one is begun. */
@Injectable()
export class MediaDoors implements OnModuleInit {
  constructor(
    private readonly workers: MediaWorkers,
    private readonly selfTest: SelfTest,
  ) {}

  onModuleInit(): void {
    this.selfTest.through(() => this.open());
  }

  async open(): Promise<OpenDoor[]> {
    await this.workers.acquire();
    const doors = await Promise.allSettled(this.workers.all.map((worker) => doorOf(worker)));
    // A worker that dies meanwhile has no door; the others have theirs.
    return doors.flatMap((door) => (door.status === 'fulfilled' ? [door.value] : []));
  }
}

async function doorOf(worker: MediaWorker): Promise<OpenDoor> {
  const router = await worker.router([]);
  const { iceParameters, iceCandidates } = await router.createWebRtcTransport({ webRtcServer: worker.server });
  return { iceParameters, iceCandidates, close: () => router.close() };
}
