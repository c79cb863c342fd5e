import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../platform/observability/metrics.js';
import { MediaWorkers } from './media-workers.js';
import { Stages } from './stages.js';

/** What stages take, and how much of what the workers carry is used: counted when it is asked for. */
@Injectable()
export class StageMetrics {
  constructor({ registry }: Metrics, workers: MediaWorkers, stages: Stages) {
    const gauge = (name: string, help: string, value: () => number): void => {
      const collect = function (this: Gauge): void {
        this.set(value());
      };
      registry.registerMetric(new Gauge({ name: `tertulia_${name}`, help, registers: [], collect }));
    };
    const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
      all.reduce((total, one) => total + of(one), 0);
    const peers = () => stages.all.flatMap((stage) => [...stage.peers.values()]);
    const flowing = () => sum(workers.all, (worker) => worker.flowing);
    gauge('stages', 'Rooms with somebody on their stage here', () => stages.all.length);
    gauge('stage_people', 'People on stages', () => peers().length);
    gauge('stage_tracks', 'Tracks that people send, on or off', () =>
      sum(peers(), ({ media }) => media?.tracks.size ?? 0),
    );
    gauge('stage_consumers', 'Tracks that people receive, flowing or not', () =>
      sum(peers(), ({ media }) => media?.heard.size ?? 0),
    );
    gauge('stage_consumers_flowing', 'Those that flow: what the budget below is used for', flowing);
    gauge('stage_consumers_budget', 'How many may flow through the workers that run', () =>
      sum(workers.all, (worker) => worker.mostFlowing),
    );
    gauge('media_workers', 'Processes that carry media', () => workers.all.length);
    gauge('media_transports', 'Lines of devices to the workers', () => sum(workers.all, (worker) => worker.transports));
    const cpu = new Gauge({
      name: 'tertulia_media_worker_cpu_seconds',
      help: 'Processor time of each worker since it began',
      labelNames: ['worker'],
      registers: [registry],
      collect: async () => {
        cpu.reset();
        for (const worker of workers.all) cpu.set({ worker: worker.number }, await worker.cpuSeconds());
      },
    });
  }
}
