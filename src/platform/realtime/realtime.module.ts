import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Broadcaster } from './broadcaster.js';
import { Commands } from './commands.js';
import { Followings } from './followings.js';
import { Realtime } from './realtime.js';
import { Signals } from './signals.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Broadcaster, Commands, Followings, Signals, Realtime],
  exports: [Realtime],
})
export class RealtimeModule {}
