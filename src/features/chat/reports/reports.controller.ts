import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  hiddenMessage,
  reportContext,
  reportList,
  reportsQuery,
  type HiddenMessage,
  type ReportContext,
  type ReportList,
} from '../../../contract/reports.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { ReportsService } from './reports.service.js';

const inRoom = z.strictObject({ roomId: id });
const ofReport = z.strictObject({ roomId: id, reportId: id });
const ofMessage = z.strictObject({ roomId: id, messageId: id });

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/rooms/:roomId')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('reports')
  @Operation('report.handle')
  @ApiOperation({ summary: 'Messages that people reported, open or settled, the latest first' })
  @ApiOkResponse({ standardSchema: reportList })
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: z.output<typeof inRoom>,
    @Query({ schema: reportsQuery }) query: z.output<typeof reportsQuery>,
  ): Promise<ReportList> {
    return this.reports.list(actor, { roomId, ...query });
  }

  @Get('reports/:reportId')
  @Operation('report.handle')
  @ApiOperation({ summary: 'A report with what was said around its message' })
  @ApiOkResponse({ standardSchema: reportContext })
  context(
    @CurrentActor() actor: Actor,
    @Param({ schema: ofReport }) params: z.output<typeof ofReport>,
  ): Promise<ReportContext> {
    return this.reports.context(actor, params);
  }

  @Get('messages/:messageId/hidden')
  @Operation('chat.see-hidden')
  @ApiOperation({
    summary: 'What a hidden message says and why it is hidden, for its author and the staff of the room',
  })
  @ApiOkResponse({ standardSchema: hiddenMessage })
  hidden(
    @CurrentActor() actor: Actor,
    @Param({ schema: ofMessage }) params: z.output<typeof ofMessage>,
  ): Promise<HiddenMessage> {
    return this.reports.hidden(actor, params);
  }
}
