import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { aiKinds, aiOf, type AiSettings } from './ai-settings.js';
import { bucketOf, type BucketSettings } from './bucket-settings.js';
import { address, choice, list, origin, port, sender, wholeNumber } from './kinds-of-settings.js';
import { oidcKinds, oidcOf, oidcProblem, type OidcSettings } from './oidc-settings.js';
import { loadSecrets, type Secrets } from './secrets.js';
import { stageKinds, stageOf, stageProblem, type StageSettings } from './stage-settings.js';
import { StartError } from './start-error.js';

/** A setting that cannot work; `message` holds one sentence per wrong setting, for the person who starts the hub. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}

const MB = 1024 * 1024;

const settings = z.object({
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[a-zA-Z0-9.:_-]{1,253}$/, 'must be an IP address or a host name')
    .default('127.0.0.1'),
  PUBLIC_URL: origin.transform((value) => new URL(value).origin).optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform(list)
    .pipe(z.array(origin.transform((value) => new URL(value).origin)).max(50))
    .default([]),
  TRUST_PROXY: z
    .string()
    .refine(
      (value) =>
        /^\d{1,2}$/.test(value) ||
        list(value).every(
          (part) => isIP(part.split('/')[0] ?? '') !== 0 || ['loopback', 'linklocal', 'uniquelocal'].includes(part),
        ),
      'must be the number of proxies in front of the hub (1), or their addresses separated by commas',
    )
    .transform((value) => (/^\d+$/.test(value) ? Number(value) : list(value)))
    .default(0),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  DATA_DIR: z.string().max(4000).default('./data'),
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional(),
  DATABASE_PASSWORD: z.string().max(1000, 'must have at most 1000 characters').optional(),
  DATABASE_POOL: wholeNumber(3, 200, 12),
  REDIS_URL: address(['redis:', 'rediss:']).optional(),
  MEILI_URL: address(['http:', 'https:']).optional(),
  MEILI_KEY: z.string().optional(),
  UPLOADS_DAY_MB: wholeNumber(1, 100_000, 250),
  UPLOADS_DAY_FILES: wholeNumber(1, 100_000, 200),
  UPLOADS_ROOM_MB: wholeNumber(1, 1_000_000, 5_000),
  BUCKET_URL: address(['http:', 'https:']).optional(),
  BUCKET_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/, 'must be the name of a region')
    .default('us-east-1'),
  BUCKET_ACCESS_KEY: z.string().max(200, 'must have at most 200 characters').optional(),
  BUCKET_SECRET_KEY: z.string().max(200, 'must have at most 200 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').max(200).optional(),
  REGISTRATION: choice(['open', 'invite', 'closed']).default('open'),
  DEMO: choice(['on', 'off', 'auto']).default('auto'),
  LINK_PREVIEWS: choice(['on', 'off']).default('on'),
  REQUIRE_VERIFIED_MAIL: choice(['on', 'off']).default('off'),
  SMTP_URL: address(['smtp:', 'smtps:']).optional(),
  SMTP_PASSWORD: z.string().max(1000, 'must have at most 1000 characters').optional(),
  MAIL_FROM: sender.optional(),
  ...oidcKinds,
  ...stageKinds,
  ...aiKinds,
  NOTICE_MAIL_MINUTES: wholeNumber(0, 1_440, 5),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: choice(['json', 'text', 'auto']).default('auto'),
});

/** Everything that can be set; `.env.example` explains each. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Settings = z.output<typeof settings>;

/** All that can be set, validated and frozen. Injected by its class. */
export class Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** What Express calls `trust proxy`: a number of hops, or addresses. */
  readonly trustProxy: number | readonly string[];
  /** Paths of the PEM files, when the hub itself speaks HTTPS. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databasePool: number;
  readonly redisUrl: string | undefined;
  readonly meiliUrl: string | undefined;
  readonly meiliKey: string | undefined;
  /** Most that one person uploads in a day, and that the files of one room may take. Bytes. */
  readonly uploads: { readonly dayBytes: number; readonly dayFiles: number; readonly roomBytes: number };
  /** Where files are kept instead of on the disk: the address of a bucket, with the keys to it. */
  readonly bucket: BucketSettings | undefined;
  /** Opens /metrics to programs on other machines; without it only this machine may read it. */
  readonly metricsToken: string | undefined;
  readonly registration: Settings['REGISTRATION'];
  readonly demo: Settings['DEMO'];
  /** The hub looks at the links in messages, and videos of known sites can be opened in the page. */
  readonly linkPreviews: boolean;
  /** People whose address is not confirmed have only their own account. */
  readonly requireVerifiedMail: boolean;
  /** The server that takes the mail; without it mails are files of the outbox folder. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Who else may say who somebody is. */
  readonly oidc: readonly OidcSettings[];
  /** The endpoint that AI is asked of; without it nothing is. */
  readonly ai: AiSettings | undefined;
  /** How video is carried. */
  readonly stage: StageSettings;
  /** How long a message may stay unread before a mail tells of it. */
  readonly noticeMailMinutes: number;
  readonly logLevel: Settings['LOG_LEVEL'];
  readonly logFormat: Settings['LOG_FORMAT'];
  readonly #values: Settings;
  #secrets: Secrets | undefined;

  constructor(
    values: Settings,
    /** The database is the hub's own, on this machine. */
    readonly databaseEmbedded = false,
  ) {
    this.#values = values;
    this.port = values.PORT;
    this.host = values.HOST;
    this.publicUrl = values.PUBLIC_URL;
    this.allowedOrigins = Object.freeze(values.ALLOWED_ORIGINS);
    this.trustProxy = values.TRUST_PROXY;
    this.tls = values.TLS_CERT && values.TLS_KEY ? { cert: values.TLS_CERT, key: values.TLS_KEY } : undefined;
    this.dataDir = resolve(values.DATA_DIR);
    this.databaseUrl = values.DATABASE_URL;
    this.databasePool = values.DATABASE_POOL;
    this.redisUrl = values.REDIS_URL;
    this.meiliUrl = values.MEILI_URL;
    this.meiliKey = values.MEILI_KEY;
    this.uploads = Object.freeze({
      dayBytes: values.UPLOADS_DAY_MB * MB,
      dayFiles: values.UPLOADS_DAY_FILES,
      roomBytes: values.UPLOADS_ROOM_MB * MB,
    });
    this.bucket = bucketOf(values);
    this.metricsToken = values.METRICS_TOKEN;
    this.registration = values.REGISTRATION;
    this.demo = values.DEMO;
    this.linkPreviews = values.LINK_PREVIEWS === 'on';
    this.requireVerifiedMail = values.REQUIRE_VERIFIED_MAIL === 'on';
    this.smtpUrl = values.SMTP_URL;
    this.mailFrom = values.MAIL_FROM ?? 'Tertulia <tertulia@localhost>';
    this.oidc = oidcOf(values);
    this.ai = aiOf(values);
    this.stage = stageOf(values);
    this.noticeMailMinutes = values.NOTICE_MAIL_MINUTES;
    this.logLevel = values.LOG_LEVEL;
    this.logFormat = values.LOG_FORMAT;
    Object.freeze(this);
  }

  /** The same settings on another database: the embedded one has its address only once it runs. */
  with({ databaseUrl }: { databaseUrl: string }): Config {
    return new Config({ ...this.#values, DATABASE_URL: databaseUrl }, true);
  }

  /** Keys of this installation, made in DATA_DIR/keys the first time they are asked for. */
  get secrets(): Secrets {
    this.#secrets ??= loadSecrets(this.dataDir);
    return this.#secrets;
  }

  /** Only this machine can reach the hub. */
  get loopback(): boolean {
    return this.host === 'localhost' || this.host === '::1' || this.host.startsWith('127.');
  }

  /** Demo content and "open as another person": on a hub nobody else can reach, or where asked for. */
  get demoEnabled(): boolean {
    return this.demo === 'on' || (this.demo === 'auto' && this.loopback && this.publicUrl === undefined);
  }

  /** People reach the hub by HTTPS, so cookies can be `Secure`. */
  get secure(): boolean {
    return this.tls !== undefined || this.publicUrl?.startsWith('https:') === true;
  }
}

/** Throws a ConfigError with one sentence per wrong setting. An empty value counts as not set. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const result = settings.safeParse(given);
  if (!result.success) {
    const sentences = new Map<string, string>();
    for (const issue of result.error.issues) {
      const name = String(issue.path[0]);
      if (!sentences.has(name)) sentences.set(name, `${name} ${issue.message}, and is "${shown(name, given[name])}".`);
    }
    throw new ConfigError([...sentences.values()].join('\n'));
  }
  if (!result.data.TLS_CERT !== !result.data.TLS_KEY)
    throw new ConfigError('TLS_CERT and TLS_KEY belong together: set both, or neither.');
  if (result.data.DATABASE_PASSWORD !== undefined && result.data.DATABASE_URL === undefined)
    throw new ConfigError('DATABASE_PASSWORD belongs to DATABASE_URL: set both, or only the address.');
  const { BUCKET_URL, BUCKET_ACCESS_KEY, BUCKET_SECRET_KEY } = result.data;
  if (new Set([BUCKET_URL, BUCKET_ACCESS_KEY, BUCKET_SECRET_KEY].map((value) => value === undefined)).size > 1)
    throw new ConfigError(
      'BUCKET_URL, BUCKET_ACCESS_KEY and BUCKET_SECRET_KEY belong together: set all three, or none.',
    );
  if (result.data.SMTP_URL !== undefined && result.data.MAIL_FROM === undefined)
    throw new ConfigError('SMTP_URL needs MAIL_FROM: the address that mails come from.');
  if (result.data.SMTP_PASSWORD !== undefined && result.data.SMTP_URL === undefined)
    throw new ConfigError('SMTP_PASSWORD belongs to SMTP_URL: set both, or only the address.');
  const problem = oidcProblem(result.data) ?? stageProblem(result.data);
  if (problem !== undefined) throw new ConfigError(problem);
  const { DATABASE_URL, DATABASE_PASSWORD, SMTP_URL, SMTP_PASSWORD } = result.data;
  return new Config({
    ...result.data,
    DATABASE_URL: withPassword(DATABASE_URL, DATABASE_PASSWORD),
    SMTP_URL: withPassword(SMTP_URL, SMTP_PASSWORD),
  });
}

// In an address the signs of a password that mean something there must be written otherwise.
function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  if (address === undefined || password === undefined) return address;
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}

// Addresses of databases and mail servers carry passwords; they are not repeated on a screen or in a log.
function shown(name: string, value: string | undefined): string {
  return /_URL$|KEY$|TOKEN$|PASSWORD$|SECRET$/.test(name) && name !== 'PUBLIC_URL' && name !== 'TLS_KEY'
    ? '…'
    : (value ?? '').slice(0, 100);
}
