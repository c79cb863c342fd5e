import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { AdminController } from './admin.controller.js';
import { AuditPages } from './audit-pages.js';
import { BrandingAdmin } from './branding-admin.js';
import { BrandingController } from './branding.controller.js';
import { LiveRoomsNow } from './live-rooms.js';
import { OutsideServicesList } from './outside-services.js';
import { SystemRepository } from './system.repository.js';
import { SystemStatus } from './system.js';

@Module({
  imports: [AccountsModule, RoomsModule],
  controllers: [AdminController, BrandingController],
  providers: [AuditPages, BrandingAdmin, LiveRoomsNow, OutsideServicesList, SystemRepository, SystemStatus],
})
export class AdminModule {}
