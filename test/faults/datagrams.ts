import { createSocket, type Socket } from 'node:dgram';
import { FAIR, type Weather } from './proxy.js';
import { Random } from './random.js';

/** What a line does to the packets that pass: at a slow pace those that find the queue full are lost, as on a real one. */
interface PacketWeather extends Weather {
  /** The part of all packets that is lost: 0 … 1. */
  lost: number;
}
interface Place {
  readonly address: string;
  readonly port: number;
}
const CLEAR: PacketWeather = { ...FAIR, lost: 0 };
/** The queue before a slow line: what would wait longer is lost. */
const HELD_MS = 300;

/** One direction of the line, for all that goes over it: keeps order and pace. */
class Lane {
  readonly #waiting: { due: number; leave: () => void }[] = [];
  #freeAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly weather: () => PacketWeather,
    private readonly chance: Random,
  ) {}

  take(bytes: number, leave: () => void): void {
    const { swallow, bytesPerSecond, delayMs, lost } = this.weather();
    if (swallow || (lost > 0 && this.chance.next() < lost)) return;
    const now = performance.now();
    const free = bytesPerSecond === null ? now : Math.max(now, this.#freeAt);
    if (free > now + HELD_MS) return;
    this.#freeAt = free + (bytesPerSecond === null ? 0 : (bytes * 1000) / bytesPerSecond);
    this.#waiting.push({ due: this.#freeAt + delayMs, leave });
    this.pump();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  private pump(): void {
    if (this.#timer !== undefined) return;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const early = next.due - performance.now();
      if (early > 0.5) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.pump();
        }, early);
        return;
      }
      this.#waiting.shift();
      next.leave();
    }
  }
}

/** A line for packets between one program and another that a test can spoil, each way by itself. */
export class PacketLine {
  readonly #weather = { there: CLEAR, back: CLEAR };
  readonly #lanes: { there: Lane; back: Lane };
  /** By who sends: what goes on from there has a socket of its own, so that answers find back. */
  readonly #flows = new Map<string, Socket>();

  private constructor(
    private readonly near: Socket,
    target: Place,
  ) {
    const chance = new Random(7);
    const lane = (way: 'there' | 'back') => new Lane(() => this.#weather[way], chance);
    this.#lanes = { there: lane('there'), back: lane('back') };
    near.on('message', (packet, from) => {
      const flow = this.flowOf({ address: from.address, port: from.port });
      this.#lanes.there.take(packet.length, () => flow.send(packet, target.port, target.address));
    });
  }

  static async open(at: Place, target: Place): Promise<PacketLine> {
    const near = createSocket('udp4');
    await new Promise<void>((resolve) => near.bind(at.port, at.address, resolve));
    return new PacketLine(near, target);
  }

  get port(): number {
    return this.near.address().port;
  }

  /** Of what goes `there` (from whoever speaks first), of what comes `back`, or both. */
  set(change: Partial<PacketWeather>, way?: 'there' | 'back'): void {
    for (const one of way ? [way] : (['there', 'back'] as const))
      this.#weather[one] = { ...this.#weather[one], ...change };
  }

  fair(): void {
    this.set(CLEAR);
  }

  close(): void {
    for (const lane of [this.#lanes.there, this.#lanes.back]) lane.close();
    for (const flow of this.#flows.values()) flow.close();
    this.#flows.clear();
    this.near.close();
  }

  private flowOf(from: Place): Socket {
    const key = `${from.address}:${from.port}`;
    const known = this.#flows.get(key);
    if (known) return known;
    const flow = createSocket('udp4');
    // A target that is not there refuses packets: that is no weather.
    flow.on('error', () => undefined);
    flow.on('message', (packet) =>
      this.#lanes.back.take(packet.length, () => this.near.send(packet, from.port, from.address)),
    );
    this.#flows.set(key, flow);
    return flow;
  }
}
