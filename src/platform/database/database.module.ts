import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import { StartError } from '../config/start-error.js';
import { Database } from './database.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { DiskWatch } from './disk-watch.js';

/**
 * The one connection pool. Features name their entities by `TypeOrmModule.forFeature([Message])`;
 * whoever speaks SQL injects TypeORM's `DataSource` and takes `sqlOf(dataSource)`.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => {
        if (config.databaseUrl === undefined)
          throw new StartError('No database was started and DATABASE_URL is not set.');
        return {
          ...dataSourceOptions({ url: config.databaseUrl, max: config.databasePool }),
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
  exports: [Database, DiskWatch],
})
export class DatabaseModule {}
