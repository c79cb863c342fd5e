import type { types } from 'mediasoup';

/** What a stage speaks. Opus hides losses and is silent where nobody speaks; VP8 is everywhere, H264 where a phone has it in hardware. */
export const codecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** Bits per second. What a device may send at most: a camera in three layers and two sharp screens. */
export const MAX_INCOMING_BITRATE = 8_000_000;
/** What a line is taken for until it has been measured. */
export const FIRST_OUTGOING_BITRATE = 800_000;
/** However many begin to look at once, a camera paints a whole picture at most so often. */
export const KEY_FRAME_DELAY_MS = 1_000;
