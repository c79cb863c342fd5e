import { Global, Module } from '@nestjs/common';
import { Internet } from './internet.js';
import { Outgoing } from './outgoing.js';

@Global()
@Module({ providers: [Internet, Outgoing], exports: [Outgoing] })
export class OutgoingModule {}
