import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import { StartError } from '../config/start-error.js';
import { Database } from './database.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { DatabaseWatch } from './database-watch.js';
import { DiskWatch } from './disk-watch.js';

// Of its own, because the pool itself needs it.
@Module({ providers: [DatabaseWatch], exports: [DatabaseWatch] })
class DatabaseWatchModule {}

/**
 * The one connection pool. Features name their entities by `TypeOrmModule.forFeature([Message])`;
 * whoever speaks SQL injects TypeORM's `DataSource` and takes `sqlOf(dataSource)`.
 */
@Global()
@Module({
  imports: [
    DatabaseWatchModule,
    TypeOrmModule.forRootAsync({
      imports: [DatabaseWatchModule],
      inject: [Config, DatabaseWatch],
      useFactory: (config: Config, { line }: DatabaseWatch) => {
        if (config.databaseUrl === undefined)
          throw new StartError('No database was started and DATABASE_URL is not set.');
        return {
          ...dataSourceOptions({ url: config.databaseUrl, max: config.databasePool, line }),
          autoLoadEntities: true,
          toRetry: () => false,
        };
      },
      dataSourceFactory: async (options?: DataSourceOptions) => {
        if (options === undefined) throw new StartError('The database has no options.');
        return openDataSource(options, true);
      },
    }),
  ],
  providers: [Database, DiskWatch],
  exports: [Database, DatabaseWatchModule, DiskWatch],
})
export class DatabaseModule {}
