import { Module } from '@nestjs/common';
import { MediaWays } from './media-ways.js';
import { WorkerProgram } from './worker-program.js';

/** The program that carries the media, and what browsers are told to reach it. */
@Module({ providers: [MediaWays, WorkerProgram], exports: [MediaWays, WorkerProgram] })
export class StageWorkerModule {}
