import { Global, Module } from '@nestjs/common';
import { DeadLettersRepository } from './dead-letters.repository.js';
import { Mail } from './mail.js';

@Global()
@Module({ providers: [Mail, DeadLettersRepository], exports: [Mail] })
export class MailModule {}
