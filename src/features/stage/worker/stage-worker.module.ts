import { Module } from '@nestjs/common';
import { MeasuredCapacity } from './measured-capacity.js';
import { MediaWays } from './media-ways.js';
import { SelfTest } from './self-test.js';
import { VideoAdmin } from './video-admin.js';
import { VideoAdminController } from './video-admin.controller.js';
import { WorkerProgram } from './worker-program.js';

/** The program that carries the media, and what browsers are told to reach it. */
@Module({
  controllers: [VideoAdminController],
  providers: [MeasuredCapacity, MediaWays, SelfTest, VideoAdmin, WorkerProgram],
  exports: [MediaWays, SelfTest, WorkerProgram],
})
export class StageWorkerModule {}
