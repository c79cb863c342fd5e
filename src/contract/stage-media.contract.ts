import { z } from 'zod';
import { MAX_TRACKS_AT_ONCE } from './limits.js';
import { stageVideo, trackSource } from './stage.contract.js';
import { id, timestamp } from './words.js';

/**
 * How a device and the hub agree on media: what mediasoup and mediasoup-client say to each other, bounded. Objects of a browser
 * may carry more than is named here; what is not named is left out and never reaches the worker.
 */

/** What programs call things: of these signs, and nothing that people write. */
const word = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[ -;=?-~]*$/);
const few = <S extends z.ZodType>(shape: S, max: number) => z.array(shape).max(max);
const parameters = z
  .record(word(64), z.union([word(512), z.number()]))
  .refine((value) => Object.keys(value).length <= 32, 'too-many');
const feedback = z.object({ type: word(32), parameter: word(64).optional() });
const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(0).max(0xffff_ffff);
const mediaKind = z.enum(['audio', 'video']);
const extensionUri = word(200);

export const rtpCapabilities = z.object({
  codecs: few(
    z.object({
      kind: mediaKind,
      mimeType: word(64),
      preferredPayloadType: payloadType.optional(),
      clockRate: z.int().min(1).max(192_000),
      channels: z.int().min(1).max(16).optional(),
      parameters: parameters.optional(),
      rtcpFeedback: few(feedback, 16).optional(),
    }),
    64,
  ).optional(),
  headerExtensions: few(
    z.object({
      kind: mediaKind,
      uri: extensionUri,
      preferredId: z.int().min(1).max(255),
      preferredEncrypt: z.boolean().optional(),
      direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
    }),
    64,
  ).optional(),
});
export type RtpCapabilitiesInput = z.infer<typeof rtpCapabilities>;

export const rtpParameters = z.object({
  mid: word(32).optional(),
  codecs: few(
    z.object({
      mimeType: word(64),
      payloadType,
      clockRate: z.int().min(1).max(192_000),
      channels: z.int().min(1).max(16).optional(),
      parameters: parameters.optional(),
      rtcpFeedback: few(feedback, 16).optional(),
    }),
    16,
  ),
  headerExtensions: few(
    z.object({
      uri: extensionUri,
      id: z.int().min(1).max(255),
      encrypt: z.boolean().optional(),
      parameters: parameters.optional(),
    }),
    32,
  ).optional(),
  encodings: few(
    z.object({
      ssrc: ssrc.optional(),
      rid: word(32).optional(),
      codecPayloadType: payloadType.optional(),
      rtx: z.object({ ssrc }).optional(),
      dtx: z.boolean().optional(),
      scalabilityMode: word(32).optional(),
      scaleResolutionDownBy: z.number().min(1).max(64).optional(),
      maxBitrate: z.int().min(0).max(100_000_000).optional(),
    }),
    4,
  ).optional(),
  rtcp: z.object({ cname: word(128).optional(), reducedSize: z.boolean().optional() }).optional(),
  msid: word(200).optional(),
});
export type RtpParametersInput = z.infer<typeof rtpParameters>;

export const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z
          .string()
          .max(200)
          .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*$/),
      }),
    )
    .min(1)
    .max(8),
});

const iceParameters = z.strictObject({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().optional(),
});
const iceCandidate = z.object({
  foundation: z.string(),
  priority: z.number(),
  ip: z.string(),
  address: z.string(),
  protocol: z.enum(['udp', 'tcp']),
  port: z.int(),
  type: z.literal('host'),
  tcpType: z.literal('passive').optional(),
});
export const iceServer = z.strictObject({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServer>;

const onStage = { roomId: id, peerId: id };
export const simulcastLayer = z.strictObject({
  spatial: z.int().min(0).max(2),
  temporal: z.int().min(0).max(2).optional(),
});

export const stageMediaCommands = {
  /**
   * `peerId` is made by the device: the same one again, with a peer that is still there, takes it up where it was. Another device
   * of the same person takes the place of the former. Without media (`codecs` null) one is on the stage all the same: for the
   * hand, the order, the check-in; the signal `stage` says when it is worth coming again.
   */
  'stage:join': {
    input: z.strictObject({
      ...onStage,
      /** The hand was up since then, before a break. */ hand: timestamp.nullable().default(null),
    }),
    result: z.strictObject({
      resumed: z.boolean(),
      epoch: id.nullable(),
      video: stageVideo,
      /** What the router can do; null where no media can be had now. */
      codecs: rtpCapabilities.nullable(),
      iceServers: z.array(iceServer),
    }),
  },
  'stage:open-transport': {
    input: z.strictObject({
      ...onStage,
      direction: z.enum(['send', 'receive']),
      /** What the device can play; needed to receive. */
      codecs: rtpCapabilities.optional(),
    }),
    result: z.strictObject({
      transportId: id,
      iceParameters,
      iceCandidates: z.array(iceCandidate),
      dtlsParameters,
    }),
  },
  'stage:connect-transport': {
    input: z.strictObject({ ...onStage, transportId: id, dtlsParameters }),
    result: z.strictObject({}),
  },
  /** After a change of network: the same transport under new names. */
  'stage:restart-ice': {
    input: z.strictObject({ ...onStage, transportId: id }),
    result: z.strictObject({ iceParameters }),
  },
  'stage:send-track': {
    input: z.strictObject({
      ...onStage,
      transportId: id,
      source: trackSource,
      /** Of a screen's sound: the track of its picture. */
      withTrackId: id.optional(),
      rtpParameters,
      on: z.boolean(),
    }),
    result: z.strictObject({ trackId: id }),
  },
  'stage:set-track': {
    input: z.strictObject({ ...onStage, trackId: id, on: z.boolean() }),
    result: z.strictObject({}),
  },
  'stage:end-track': { input: z.strictObject({ ...onStage, trackId: id }), result: z.strictObject({}) },
  /** Consumers begin paused; `stage:set-consumers` lets them flow. Tracks that have ended meanwhile are left out. */
  'stage:receive-tracks': {
    input: z.strictObject({ ...onStage, trackIds: z.array(id).min(1).max(MAX_TRACKS_AT_ONCE) }),
    result: z.strictObject({
      consumers: z.array(z.strictObject({ consumerId: id, trackId: id, kind: mediaKind, rtpParameters })),
    }),
  },
  'stage:set-consumers': {
    input: z.strictObject({
      ...onStage,
      consumers: z
        .array(
          z.strictObject({
            consumerId: id,
            on: z.boolean(),
            /** The most that is worth sending; without one, all. */
            layer: simulcastLayer.nullable().default(null),
            /** Who goes without first when the line is narrow: 1 … 255, the higher the later. */
            priority: z.int().min(1).max(255).default(1),
          }),
        )
        .min(1)
        .max(MAX_TRACKS_AT_ONCE * 2),
    }),
    result: z.strictObject({}),
  },
  'stage:end-consumers': {
    input: z.strictObject({
      ...onStage,
      consumerIds: z
        .array(id)
        .min(1)
        .max(MAX_TRACKS_AT_ONCE * 2),
    }),
    result: z.strictObject({}),
  },
} as const;
