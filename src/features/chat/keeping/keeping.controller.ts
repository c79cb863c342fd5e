import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { draftList, savedIds, savedList, savedQuery, type SavedList } from '../../../contract/keeping.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { KeepingService } from './keeping.service.js';

@ApiTags('chat')
@ApiBearerAuth()
@Controller('api')
export class KeepingController {
  constructor(private readonly keeping: KeepingService) {}

  @Get('drafts')
  @Operation('chat.list-drafts')
  @ApiOperation({ summary: 'What one is writing, in whatever room' })
  @ApiOkResponse({ standardSchema: draftList })
  drafts(@CurrentActor() actor: Actor): Promise<z.infer<typeof draftList>> {
    return this.keeping.drafts(actor);
  }

  @Get('saved')
  @Operation('chat.list-saved')
  @ApiOperation({ summary: 'Messages one has saved and may still read, the latest first' })
  @ApiOkResponse({ standardSchema: savedList })
  saved(
    @CurrentActor() actor: Actor,
    @Query({ schema: savedQuery }) query: z.output<typeof savedQuery>,
  ): Promise<SavedList> {
    return this.keeping.saved(actor, query);
  }

  @Get('saved/ids')
  @Operation('chat.list-saved')
  @ApiOperation({ summary: 'Ids of all saved messages, for the marks beside them' })
  @ApiOkResponse({ standardSchema: savedIds })
  ids(@CurrentActor() actor: Actor): Promise<z.infer<typeof savedIds>> {
    return this.keeping.savedIds(actor);
  }
}
