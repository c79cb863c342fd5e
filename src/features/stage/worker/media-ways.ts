import { networkInterfaces } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { TransportListenInfo } from 'mediasoup/types';
import type { VideoReach } from '../../../contract/stage-admin.contract.js';
import type { IceServer } from '../../../contract/stage-media.contract.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { announcedAddresses, listenInfosOf, reachOf } from './announced-addresses.js';
import { iceServersOf, relaysOf, type Relay } from './ice-servers.js';

/** By which ways browsers come to the workers. Interfaces come and go: each worker that starts looks anew. */
@Injectable()
export class MediaWays {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What the WebRtcServer of the worker with this number (from 0) listens on. */
  listenInfos(worker: number): TransportListenInfo[] {
    const { port } = this.config.stage;
    return listenInfosOf(this.announced(), port === 0 ? undefined : port + worker);
  }

  get addresses(): string[] {
    return this.announced().map(({ ip, announced }) => announced ?? ip);
  }

  get reach(): VideoReach {
    return reachOf(this.announced());
  }

  get relays(): Relay[] {
    return relaysOf(this.config.stage.turnUrls, this.reach === 'internet');
  }

  /** For a device of this account, now; what is secret in it holds for ten minutes. */
  iceServers(accountId: string): IceServer[] {
    const hubIsPublic = this.reach === 'internet';
    return iceServersOf(this.config.stage, { accountId, nowMs: this.clock.epochMs(), hubIsPublic });
  }

  private announced() {
    const { host, loopback, publicUrl, stage } = this.config;
    // Behind a proxy on the same machine the hub listens here alone, and people come from elsewhere all the same.
    const alone = loopback && (publicUrl === undefined || isHere(publicUrl));
    return announcedAddresses({ host, alone, set: stage.addresses }, networkInterfaces());
  }
}

const isHere = (url: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
