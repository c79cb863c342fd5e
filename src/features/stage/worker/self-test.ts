import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { VideoKnock } from '../../../contract/stage-admin.contract.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Ids } from '../../../platform/ids/ids.js';
import { answers, bindingRequest, type IceDoor } from './stun-binding.js';

/** A transport of a worker, open for as long as the hub knocks at it; one of mediasoup is one. */
export interface OpenDoor {
  readonly iceParameters: IceDoor;
  readonly iceCandidates: readonly {
    readonly address: string;
    readonly port: number;
    readonly protocol: 'udp' | 'tcp';
  }[];
  close(): void;
}

const LIMIT_MS = 3_000;
/** A datagram may be lost; a browser asks again as well. */
const AGAIN_MS = 500;

/** The hub knocks at its own doors, by the addresses that it tells browsers, and says at which it was answered. */
@Injectable()
export class SelfTest {
  #open: (() => Promise<readonly OpenDoor[]>) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Whoever keeps the workers says how a door of each of them is opened. */
  through(open: () => Promise<readonly OpenDoor[]>): void {
    this.#open = open;
  }

  /** Nothing where no worker runs. */
  async run(): Promise<VideoKnock[]> {
    const doors = (await this.#open?.()) ?? [];
    try {
      const all = doors.flatMap(({ iceParameters, iceCandidates }) =>
        iceCandidates.map(({ address, port, protocol }) => ({ address, port, protocol, ice: iceParameters })),
      );
      return await Promise.all(all.map(async ({ ice, ...door }) => ({ ...door, ms: await this.knock(door, ice) })));
    } finally {
      for (const door of doors) door.close();
    }
  }

  /** How long the answer took; null: none came. */
  private async knock(door: Omit<VideoKnock, 'ms'>, ice: IceDoor): Promise<number | null> {
    const transaction = Buffer.from(this.ids.token(12), 'base64url');
    const began = this.clock.monotonic();
    const knock = door.protocol === 'udp' ? this.byUdp : this.byTcp;
    const heard = await knock.call(this, door, bindingRequest(ice, transaction), (message) =>
      answers(message, transaction, ice.password),
    );
    return heard ? Math.round(this.clock.monotonic() - began) : null;
  }

  private byUdp(at: Place, request: Buffer, isAnswer: (message: Buffer) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = createSocket(isIPv6(at.address) ? 'udp6' : 'udp4');
      const ask = (): void => socket.send(request, at.port, at.address, (error) => error && end(false));
      const again = this.clock.setRepeating(ask, AGAIN_MS);
      const end = this.ending(resolve, () => {
        this.clock.clearTimer(again);
        socket.close();
      });
      socket.on('message', (message) => isAnswer(message) && end(true));
      socket.on('error', () => end(false));
      ask();
    });
  }

  // By TCP each message has its length before it (RFC 4571).
  private byTcp(at: Place, request: Buffer, isAnswer: (message: Buffer) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(at.port, at.address);
      const end = this.ending(resolve, () => socket.destroy());
      const length = Buffer.alloc(2);
      length.writeUInt16BE(request.length);
      let heard = Buffer.alloc(0);
      socket.on('connect', () => socket.write(Buffer.concat([length, request])));
      socket.on('data', (piece) => {
        heard = Buffer.concat([heard, piece]);
        if (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0))
          end(isAnswer(heard.subarray(2, 2 + heard.readUInt16BE(0))));
      });
      socket.on('error', () => end(false)).on('close', () => end(false));
    });
  }

  /** Ends a knock once, at the latest when nobody has answered for too long. */
  private ending(resolve: (heard: boolean) => void, close: () => void): (heard: boolean) => void {
    let ended = false;
    const end = (heard: boolean): void => {
      if (ended) return;
      ended = true;
      this.clock.clearTimer(limit);
      close();
      resolve(heard);
    };
    const limit = this.clock.setTimer(() => end(false), LIMIT_MS);
    return end;
  }
}

type Place = Pick<VideoKnock, 'address' | 'port'>;
