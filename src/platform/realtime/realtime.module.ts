import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Broadcaster } from './broadcaster.js';
import { ClientSignals } from './client-signals.js';
import { Commands } from './commands.js';
import { Connections } from './connections.js';
import { Doubts } from './doubts.js';
import { Feeds } from './feeds.js';
import { Followings } from './followings.js';
import { NodeBus } from './node-bus.js';
import { Realtime } from './realtime.js';
import { Rights } from './rights.js';
import { Signals } from './signals.js';
import { Turnstile } from './turnstile.js';
import { Watching } from './watching.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    Broadcaster,
    ClientSignals,
    Commands,
    Connections,
    Doubts,
    Feeds,
    Followings,
    NodeBus,
    Realtime,
    Rights,
    Signals,
    Turnstile,
    Watching,
  ],
  exports: [Realtime],
})
export class RealtimeModule {}
