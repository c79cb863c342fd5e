import { randomInt, randomUUID } from 'node:crypto';
import {
  commands,
  type CommandInput,
  type CommandName,
  type CommandResult,
} from '../../src/contract/realtime.contract.js';
import type { ErrorCode } from '../../src/contract/errors.contract.js';
import type { RtpParametersInput } from '../../src/contract/stage-media.contract.js';
import type { StagePerson, StageSignal, TrackSource } from '../../src/contract/stage.contract.js';
import type { Live, Person } from './person.js';
import { waitFor } from './wait-for.js';

type OfStage = Extract<CommandName, `${'stage' | 'calls' | 'captions'}:${string}`>;
type Rest<N extends OfStage> = Omit<CommandInput<N>, 'roomId' | 'peerId'>;

const MID = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 };
/** What a browser would propose, in short. */
export const microphone = (ssrc = randomInt(1, 0xffff_ffff)): RtpParametersInput => ({
  mid: String(ssrc % 100_000),
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { useinbandfec: 1, usedtx: 1 },
    },
  ],
  headerExtensions: [MID],
  encodings: [{ ssrc, dtx: true }],
  rtcp: { cname: 'test', reducedSize: true },
});
export const camera = (ssrc = randomInt(1, 0xffff_0000)): RtpParametersInput => ({
  mid: String(ssrc % 100_000),
  codecs: [
    {
      ...{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {} },
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
    { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
  ],
  headerExtensions: [MID],
  encodings: [0, 2, 4].map((step) => ({
    ...{ ssrc: ssrc + step, rtx: { ssrc: ssrc + step + 1 } },
    ...{ scalabilityMode: 'L1T3', maxBitrate: 100_000 * (step + 1) },
  })),
  rtcp: { cname: 'test', reducedSize: true },
});
/** A camera of a device that paints in hardware: one size. */
export const h264 = (ssrc = randomInt(1, 0xffff_0000)): RtpParametersInput => ({
  ...camera(ssrc),
  codecs: [
    {
      ...{ mimeType: 'video/H264', payloadType: 102, clockRate: 90_000 },
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: [{ ssrc, maxBitrate: 1_400_000 }],
});
const parametersOf = (source: TrackSource) => (source === 'camera' || source === 'screen' ? camera() : microphone());

/** A device on the stage as the hub hears it: all the signalling, none of the packets. */
export class MediaPeer {
  peerId = randomUUID();
  sendId = '';
  receiveId = '';

  private constructor(
    readonly person: Person,
    readonly roomId: string,
    private readonly live: Live,
  ) {}

  static async on(person: Person, roomId: string, live: Live = person.socket): Promise<MediaPeer> {
    await live.open(`room:${roomId}`);
    return new MediaPeer(person, roomId, live);
  }

  async do<N extends OfStage>(name: N, rest: Rest<N>): Promise<CommandResult<N>> {
    const whole: unknown = { ...this.onStage(name), ...rest };
    const answer = await this.live.do(name, whole as CommandInput<N>);
    // What the hub answers is what the contract says, to the field.
    commands[name].result.parse(answer);
    return answer;
  }

  refused<N extends OfStage>(name: N, rest: Rest<N>): Promise<ErrorCode> {
    const whole: unknown = { ...this.onStage(name), ...rest };
    return this.live.refused(name, whole as CommandInput<N>);
  }

  join(): Promise<CommandResult<'stage:join'>> {
    return this.do('stage:join', {});
  }

  /** On the stage with both lines. */
  async enter(): Promise<CommandResult<'stage:join'>> {
    const joined = await this.join();
    this.sendId = (await this.do('stage:open-transport', { direction: 'send' })).transportId;
    const codecs = joined.codecs ?? {};
    this.receiveId = (await this.do('stage:open-transport', { direction: 'receive', codecs })).transportId;
    return joined;
  }

  async send(source: TrackSource, on = true, withTrackId?: string): Promise<string> {
    return (await this.do('stage:send-track', this.track(source, on, withTrackId))).trackId;
  }

  track(source: TrackSource, on = true, withTrackId?: string): Rest<'stage:send-track'> {
    const sound = withTrackId === undefined ? {} : { withTrackId };
    return { transportId: this.sendId, source, rtpParameters: parametersOf(source), on, ...sound };
  }

  /** How everybody sees somebody on the stage. */
  sees(person: Person = this.person): StagePerson | undefined {
    return this.live.signal(`room:${this.roomId}`, `stage:${person.id}`) as StagePerson | undefined;
  }

  stage(): StageSignal | undefined {
    return this.live.signal(`room:${this.roomId}`, 'stage') as StageSignal | undefined;
  }

  async until(what: string, holds: (seen: StagePerson | undefined) => boolean, person = this.person): Promise<void> {
    await waitFor(what, () => holds(this.sees(person)) || undefined);
  }

  private onStage(name: OfStage): object {
    const order = /mute|ask|calls:answer|lower-hands|remove|:set$|pin|count-down|slides|page|speak-to-all/.test(name);
    return order ? { roomId: this.roomId } : { roomId: this.roomId, peerId: this.peerId };
  }
}
