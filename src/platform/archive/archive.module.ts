import { Global, Module } from '@nestjs/common';
import { Tickets } from './tickets.js';

@Global()
@Module({ providers: [Tickets], exports: [Tickets] })
export class ArchiveModule {}
