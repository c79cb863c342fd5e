import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  liveRooms,
  outsideServices,
  parkedInput,
  parkedOutcome,
  systemState,
  type LiveRooms,
  type OutsideServices,
  type SystemState,
} from '../../contract/admin.contract.js';
import { auditPage, auditQuery, auditTableQuery, type AuditPage } from '../../contract/audit.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { AuditPages } from './audit-pages.js';
import { LiveRoomsNow } from './live-rooms.js';
import { OutsideServicesList } from './outside-services.js';
import { SystemStatus } from './system.js';

type Parked = z.output<typeof parkedInput>;

@ApiTags('administration')
@Controller('api')
export class AdminController {
  constructor(
    private readonly audit: AuditPages,
    private readonly live: LiveRoomsNow,
    private readonly services: OutsideServicesList,
    private readonly system: SystemStatus,
  ) {}

  @Get('hub/services')
  @Operation('hub.see-services', { visitor: true })
  @ApiOperation({ summary: 'Which services outside of the hub are used' })
  @ApiOkResponse({ standardSchema: outsideServices })
  outside(): OutsideServices {
    return this.services.list();
  }

  @Get('admin/rooms')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Rooms where somebody is now; of direct ones only how many' })
  @ApiOkResponse({ standardSchema: liveRooms })
  liveRooms(@CurrentActor() actor: Actor): Promise<LiveRooms> {
    return this.live.now(actor);
  }

  @Get('admin/system')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'How the machine, the database, the queues and the listeners are' })
  @ApiOkResponse({ standardSchema: systemState })
  state(@CurrentActor() actor: Actor): Promise<SystemState> {
    return this.system.state(actor);
  }

  @Post('admin/system/parked/retry')
  @HttpCode(200)
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Let a listener try an event again that it could not digest' })
  @ApiOkResponse({ standardSchema: parkedOutcome })
  retry(@CurrentActor() actor: Actor, @Body({ schema: parkedInput }) parked: Parked): Promise<{ done: boolean }> {
    return this.system.retry(actor, parked);
  }

  @Post('admin/system/parked/skip')
  @HttpCode(200)
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Give such an event up; what waits behind it goes on' })
  @ApiOkResponse({ standardSchema: parkedOutcome })
  skip(@CurrentActor() actor: Actor, @Body({ schema: parkedInput }) parked: Parked): Promise<{ done: boolean }> {
    return this.system.skip(actor, parked);
  }

  @Get('admin/audit')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Decisions of administration, the newest first; kept for two years' })
  @ApiOkResponse({ standardSchema: auditPage })
  auditPage(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuery }) query: z.output<typeof auditQuery>,
  ): Promise<AuditPage> {
    return this.audit.page(actor, query);
  }

  @Get('admin/audit.csv')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The same as a table' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async auditTable(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditTableQuery }) query: z.output<typeof auditTableQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const table = await this.audit.csv(actor, query);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="audit.csv"');
    return table;
  }
}
