import { type DynamicModule, Module } from '@nestjs/common';
import { Config } from './config.js';

/** Global. The boot script and the tests import `ConfigModule.forRoot(config)` beside `AppModule`. */
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}
