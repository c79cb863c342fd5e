import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { materialList, type MaterialList } from '../../contract/materials.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { MaterialsService } from './materials.service.js';

const roomParams = z.strictObject({ roomId: id });

@ApiTags('materials')
@ApiBearerAuth()
@Controller('api/rooms/:roomId/materials')
export class MaterialsController {
  constructor(private readonly materials: MaterialsService) {}

  @Get()
  @Operation('room.read')
  @ApiOperation({ summary: 'All materials of a room in their order' })
  @ApiOkResponse({ standardSchema: materialList })
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: roomParams }) params: z.output<typeof roomParams>,
  ): Promise<MaterialList> {
    return this.materials.list(actor, params);
  }
}
