import { Global, Module } from '@nestjs/common';
import { Speech } from './speech.js';

@Global()
@Module({ providers: [Speech], exports: [Speech] })
export class AiModule {}
