import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ChatModule } from '../chat/chat.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { DemoController } from './demo.controller.js';
import { DemoLife } from './demo-life.js';
import { DemoPasswords } from './demo-passwords.js';
import { DemoRepository } from './demo.repository.js';
import { DemoSeed } from './demo-seed.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [AccountsModule, RoomsModule, ChatModule],
  controllers: [DemoController],
  providers: [DemoService, DemoSeed, DemoLife, DemoPasswords, DemoRepository],
  exports: [DemoService, DemoSeed, DemoPasswords],
})
export class DemoModule {}
