import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ChatModule } from '../chat/chat.module.js';
import { MaterialsModule } from '../materials/materials.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { DemoController } from './demo.controller.js';
import { DemoExtras } from './demo-extras.js';
import { DemoLife } from './demo-life.js';
import { DemoPasswords } from './demo-passwords.js';
import { DemoRepository } from './demo.repository.js';
import { DemoSeed } from './demo-seed.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [AccountsModule, ProfilesModule, RoomsModule, ChatModule, MaterialsModule],
  controllers: [DemoController],
  providers: [DemoService, DemoSeed, DemoExtras, DemoLife, DemoPasswords, DemoRepository],
  exports: [DemoService, DemoSeed, DemoPasswords],
})
export class DemoModule {}
