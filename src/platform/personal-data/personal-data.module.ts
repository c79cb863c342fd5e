import { Global, Module } from '@nestjs/common';
import { FilesPart } from './files-part.js';
import { PersonalData } from './personal-data.js';

@Global()
@Module({ providers: [FilesPart, PersonalData], exports: [PersonalData] })
export class PersonalDataModule {}
