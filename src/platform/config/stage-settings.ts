import { isIP } from 'node:net';
import { z } from 'zod';
import { choice, list, port, wholeNumber } from './kinds-of-settings.js';

/** How the hub carries video, and over which ways. */
export interface StageSettings {
  /** Without it no worker is fetched, built or started. */
  readonly video: boolean;
  /** A worker that somebody chose. */
  readonly workerBin: string | undefined;
  /** Where built workers are fetched from; without it none is. */
  readonly downloads: string | undefined;
  /** How many workers; 0: one for each core. */
  readonly workers: number;
  /** Of the first worker; each other one has the next. 0: whatever is free. */
  readonly port: number;
  /** What browsers are told instead of the addresses of this machine: at most one of each family. */
  readonly addresses: readonly string[];
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  readonly turnSecret: string | undefined;
  /** The most that one recording may take. */
  readonly recordingBytes: number;
}

const MB = 1024 * 1024;
const RELEASES = 'https://github.com/versatica/mediasoup/releases/download';
const HERE = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/;

const urls = (kind: 'stun' | 'turn', example: string) =>
  z
    .string()
    .transform(list)
    .pipe(
      z
        .array(
          z.string().regex(
            // Name or address, a port, and of a relay by which way it is reached.
            new RegExp(
              `^${kind}s?:([a-zA-Z0-9.-]{1,253}|\\[[0-9a-fA-F:]{2,45}\\])(:\\d{1,5})?${kind === 'turn' ? '(\\?transport=(udp|tcp))?' : ''}$`,
            ),
            `must be addresses such as ${example}, separated by commas`,
          ),
        )
        .max(8, 'must be at most 8 addresses'),
    )
    .default([]);

export const stageKinds = {
  VIDEO: choice(['on', 'off']).default('on'),
  MEDIASOUP_WORKER_BIN: z.string().max(4000).optional(),
  MEDIASOUP_DOWNLOADS: z
    .string()
    .refine(
      (value) => value === 'off' || (URL.canParse(value) && (value.startsWith('https://') || HERE.test(value))),
      'must be an address such as https://mirror.example.org, by HTTPS unless it is this machine, or off',
    )
    .default(RELEASES),
  STAGE_WORKERS: wholeNumber(0, 64, 0),
  RECORDING_MB: wholeNumber(1, 1_000_000, 4_000),
  STAGE_PORT: port.default(0),
  STAGE_ADDRESS: z
    .string()
    .transform(list)
    .refine(
      (all) => all.every((one) => isIP(one) !== 0) && new Set(all.map((one) => isIP(one))).size === all.length,
      'must be an IPv4 address, an IPv6 address, or both separated by a comma',
    )
    .default([]),
  STUN_URLS: urls('stun', 'stun:stun.example.org:3478'),
  TURN_URLS: urls('turn', 'turn:turn.example.org:3478'),
  TURN_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters')
    .max(200, 'must have at most 200 characters')
    .optional(),
};
type Given = z.output<z.ZodObject<typeof stageKinds>>;

export function stageOf(values: Given): StageSettings {
  return Object.freeze({
    video: values.VIDEO === 'on',
    workerBin: values.MEDIASOUP_WORKER_BIN,
    downloads: values.MEDIASOUP_DOWNLOADS === 'off' ? undefined : values.MEDIASOUP_DOWNLOADS,
    workers: values.STAGE_WORKERS,
    port: values.STAGE_PORT,
    addresses: Object.freeze(values.STAGE_ADDRESS),
    stunUrls: Object.freeze(values.STUN_URLS),
    turnUrls: Object.freeze(values.TURN_URLS),
    turnSecret: values.TURN_SECRET,
    recordingBytes: values.RECORDING_MB * MB,
  });
}

/** What does not belong together, in one sentence. */
export function stageProblem({ TURN_URLS, TURN_SECRET, STAGE_PORT, STAGE_WORKERS }: Given): string | undefined {
  if (TURN_URLS.length > 0 !== (TURN_SECRET !== undefined))
    return 'TURN_URLS and TURN_SECRET belong together: set both, or neither.';
  if (STAGE_PORT > 0 && STAGE_PORT + Math.max(STAGE_WORKERS, 1) - 1 > 65_535)
    return 'STAGE_PORT is too high for that many workers: each takes the next port, up to 65535.';
  return undefined;
}
