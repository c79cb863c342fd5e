import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock.js';

/** Whoever boots the hub gives it its clock: the real one, or one that can be moved. */
@Module({})
export class ClockModule {
  static forRoot(clock: Clock): DynamicModule {
    return { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }], exports: [Clock] };
  }
}
