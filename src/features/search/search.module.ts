import { Module } from '@nestjs/common';
import { JobsModule } from '../../platform/jobs/jobs.module.js';
import { SearchEngineModule } from '../../platform/search-engine/search-engine.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { DocumentsRepository } from './documents.repository.js';
import { SearchController } from './search.controller.js';
import { SearchIndex } from './search-index.js';
import { SearchDatabase, SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [JobsModule, SearchEngineModule, RoomsModule],
  controllers: [SearchController],
  providers: [DocumentsRepository, SearchDatabase, SearchIndex, SearchRepository, SearchService],
  exports: [SearchService],
})
export class SearchModule {}
