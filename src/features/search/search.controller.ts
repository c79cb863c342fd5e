import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { searchAnswer, searchQuery, type SearchAnswer } from '../../contract/search.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@ApiBearerAuth()
@Controller('api/search')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Get()
  @Operation('search.use')
  @ApiOperation({ summary: 'People, rooms, messages and files, as far as one may see them, by their words' })
  @ApiOkResponse({ standardSchema: searchAnswer })
  find(
    @CurrentActor() actor: Actor,
    @Query({ schema: searchQuery }) query: z.output<typeof searchQuery>,
  ): Promise<SearchAnswer> {
    return this.search.find(actor, query);
  }
}
