import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { MeiliSearch } from './meili-search.js';
import { PostgresSearch } from './postgres-search.js';
import { SearchEngine } from './search-engine.js';

/** PostgreSQL, or the Meilisearch server of MEILI_URL. */
@Global()
@Module({
  providers: [
    {
      provide: SearchEngine,
      inject: [Config, DataSource, Clock],
      useFactory: ({ meiliUrl: url, meiliKey: key }: Config, source: DataSource, clock: Clock): SearchEngine =>
        url === undefined ? new PostgresSearch(source) : new MeiliSearch({ url, key }, clock),
    },
  ],
  exports: [SearchEngine],
})
export class SearchEngineModule {}
