import { Module, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { Collected } from './collected.js';
import { MaterialCopies } from './material-copies.js';
import { MaterialsController } from './materials.controller.js';
import { materialEventDefinitions } from './materials.events.js';
import { MaterialsGateway } from './materials.gateway.js';
import { MaterialsRepository } from './materials.repository.js';
import { MaterialsService } from './materials.service.js';

@Module({
  imports: [RoomsModule],
  controllers: [MaterialsController],
  providers: [Collected, MaterialCopies, MaterialsGateway, MaterialsRepository, MaterialsService],
  exports: [MaterialsService],
})
export class MaterialsModule implements OnModuleInit {
  constructor(private readonly log: EventLog) {}

  onModuleInit(): void {
    this.log.defineEvents(materialEventDefinitions);
  }
}
