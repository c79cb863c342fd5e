import { Global, Module } from '@nestjs/common';
import { Programs } from './programs.js';

@Global()
@Module({ providers: [Programs], exports: [Programs] })
export class ProgramsModule {}
