import { Writable } from 'node:stream';
import type { Params } from 'nestjs-pino';
import { type LoggerOptions, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';
import { describeError } from '../errors/describe-error.js';
import { requestUnderWay } from './under-way.js';

const INFO = 30;
/** What Nest tells of every module and route at every start. */
const CHATTER = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
/** What must never be written down, should a line ever carry an object that has it. */
const HIDDEN = [
  ...[
    'password',
    'passwordHash',
    'token',
    'accessToken',
    'refreshToken',
    'authorization',
    'cookie',
    'cookies',
    'headers',
  ],
  ...[
    'email',
    'ip',
    'address',
    'agent',
    'displayName',
    'text',
    'about',
    'title',
    'body',
    'payload',
    'input',
    'parameters',
  ],
];

/** Structured lines; in a terminal, lines for people. Words, addresses and keys are taken out wherever they turn up. */
export function loggerParams(config: Config): Params {
  const json = config.logFormat === 'json' || (config.logFormat === 'auto' && !process.stdout.isTTY);
  return {
    pinoHttp: [lineOptions(config), json ? process.stdout : textLines(process.stdout)],
    // A logger for each request would cost more than most of them: the line asks for the id when it is written.
    forRoutes: [],
  };
}

export function lineOptions({ logLevel }: Pick<Config, 'logLevel'>): LoggerOptions {
  return {
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    mixin() {
      const requestId = requestUnderWay.getStore();
      return requestId === undefined ? {} : { requestId };
    },
    // Errors of the database repeat the values they were about.
    serializers: {
      // A copy: what is taken out of a line below would otherwise be taken out of the request itself.
      req: ({ id, method }: { id?: unknown; method?: string }) => ({ id, method }),
      res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
      err: describeError,
      error: (error: unknown) => (error instanceof Error ? describeError(error) : error),
    },
    hooks: {
      // Without words of its own a line would take those of the error.
      logMethod(given, method, level) {
        const [first, ...words] = given;
        const error: unknown = first;
        if (level === INFO && isChatter(first)) return undefined;
        if (!(error instanceof Error) || words.length > 0) return method.apply(this, given);
        const { name, message } = describeError(error);
        method.call(this, { err: error }, String(message ?? name));
      },
    },
    redact: { paths: HIDDEN.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
  };
}

const isChatter = (line: unknown): boolean =>
  typeof line === 'object' &&
  line !== null &&
  'context' in line &&
  typeof line.context === 'string' &&
  CHATTER.has(line.context);

/** `16:45:13 warn  sockets Redis does not answer … requestId=…` */
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
  const parts = [
    typeof time === 'string' ? time.slice(11, 19) : '',
    (LEVELS[Number(level)] ?? '').padEnd(5),
    context,
    msg,
    ...fields,
  ];
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
