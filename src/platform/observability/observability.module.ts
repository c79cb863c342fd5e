import { Global, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.js';
import { Health } from './health.js';
import { loggerParams } from './logging.js';
import { Metrics } from './metrics.js';
import { Pressure } from './pressure.js';

@Global()
@Module({
  imports: [LoggerModule.forRootAsync({ inject: [Config], useFactory: (config: Config) => loggerParams(config) })],
  providers: [Metrics, Health, Pressure],
  exports: [Metrics, Health, Pressure],
})
export class ObservabilityModule {}
