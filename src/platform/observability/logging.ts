import { Writable } from 'node:stream';
import type { Params } from 'nestjs-pino';
import { type LogFn, type Logger, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const INFO = 30;
const NESTS_OWN = new Set(['InstanceLoader', 'NestFactory', 'NestApplication', 'RouterExplorer', 'RoutesResolver']);
const HIDDEN = [
  'password',
  'current',
  'next',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'email',
  'name',
  'address',
  'ip',
  'text',
  'about',
  'title',
  'body',
  'payload',
  'parameters',
  'code.invite',
];

/** Structured lines; in a terminal, lines for people. Words, names, addresses and keys are taken out wherever they turn up. */
export function loggerParams(config: Config): Params {
  const json = config.logFormat === 'json' || (config.logFormat === 'auto' && !process.stdout.isTTY);
  return {
    pinoHttp: [
      {
        level: config.logLevel,
        base: null,
        timestamp: stdTimeFunctions.isoTime,
        autoLogging: false,
        quietReqLogger: true,
        hooks: { logMethod: withoutNestsOwnStart },
        redact: { paths: HIDDEN.flatMap((key) => (key.includes('.') ? [key] : [`*.${key}`])), remove: true },
      },
      json ? process.stdout : textLines(process.stdout),
    ],
  };
}

// Which modules and routes Nest has found fills the screen at every start and tells nobody anything.
function withoutNestsOwnStart(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
  const [first]: unknown[] = args;
  const context = typeof first === 'object' && first !== null && 'context' in first ? first.context : undefined;
  if (level <= INFO && NESTS_OWN.has(String(context))) return;
  method.apply(this, args);
}

/** `16:45:13 warn  http  too many …  requestId=…` */
export function textLines(out: Pick<NodeJS.WritableStream, 'write'>): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString('utf8').split('\n')) if (line !== '') out.write(`${textLine(line)}\n`);
      done();
    },
  });
}

function textLine(line: string): string {
  const { time, level, context, msg, ...rest } = parse(line);
  const fields = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const parts = [String(time ?? '').slice(11, 19), (LEVELS[Number(level)] ?? '').padEnd(5), context, msg, ...fields];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function parse(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : { msg: line };
  } catch {
    return { msg: line };
  }
}
