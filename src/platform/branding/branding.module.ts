import { Global, Module } from '@nestjs/common';
import { UploadsModule } from '../uploads/uploads.module.js';
import { Branding } from './branding.js';
import { BrandingRepository } from './branding.repository.js';

@Global()
@Module({ imports: [UploadsModule], providers: [Branding, BrandingRepository], exports: [Branding] })
export class BrandingModule {}
