import { Module } from '@nestjs/common';
import { WorkerProgram } from './worker-program.js';

/** The program that carries the media, and what browsers are told to reach it. */
@Module({ providers: [WorkerProgram], exports: [WorkerProgram] })
export class StageWorkerModule {}
