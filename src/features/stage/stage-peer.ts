import type { CheckIn, LineQuality, StagePerson, TrackSource } from '../../contract/stage.contract.js';
import type { ErrorCode } from '../../contract/errors.contract.js';
import type { PersonCard, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import { PeerMedia } from './peer-media.js';
import { assertAllowed } from './stage.errors.js';
import { onRefusalOf, passesLocks } from './stage.policy.js';
import type { StageMedia, Track } from './stage-media.js';
import type { Standing } from './stage.repository.js';
import { Turns } from './turns.js';

const SOURCES: readonly TrackSource[] = ['microphone', 'camera', 'screen', 'screen-audio'];
/** What a device sends by itself when it comes in, not because somebody pressed a button. */
const ENTRY_MS = 10_000;

export interface Coming {
  readonly actor: Actor;
  readonly peerId: string;
  readonly standing: Standing;
  readonly card: PersonCard;
  readonly role: RoomRole;
}
interface House {
  changed(peer: StagePeer): void;
  now(): number;
}

/** Somebody on the stage, with the one device they are there with. */
export class StagePeer {
  readonly turns = new Turns();
  actor: Actor;
  readonly peerId: string;
  card: PersonCard;
  role: RoomRole;
  hand: Date | null = null;
  quality: LineQuality | null = null;
  answer: CheckIn | null = null;
  /** Since when no socket of theirs has the room open; ms of the clock. */
  awaySince: number | null = null;
  readonly #cameAt: number;
  #media: PeerMedia | null = null;
  /** What may not be on now, and what to answer. */
  #refusals = new Map<TrackSource, ErrorCode>();
  #muteOnEntry: boolean;
  #asked = 0;

  constructor(
    { actor, peerId, standing, card, role }: Coming,
    /** On the stage since, whatever the device. */
    readonly since: Date,
    private readonly house: House,
  ) {
    this.actor = actor;
    this.peerId = peerId;
    this.card = card;
    this.role = role;
    this.#cameAt = house.now();
    this.#muteOnEntry = standing.muteOnEntry && !passesLocks(actor, standing);
    this.obey(standing);
  }

  get id(): string {
    return this.card.id;
  }

  /** What this device sends and receives, as long as the media it was made for are there. */
  get media(): PeerMedia | null {
    return this.#media?.media.closed === false ? this.#media : null;
  }

  mediaOn(media: StageMedia): PeerMedia {
    if (this.#media?.media === media) return this.#media;
    this.#media?.close();
    const told = { personId: this.id, changed: () => this.house.changed(this), now: () => this.house.now() };
    return (this.#media = new PeerMedia(media, told));
  }

  /** What holds now: what may not be on goes off. An answer that was asked for earlier than the last one says nothing any more. */
  obey(standing: Standing): void {
    if (standing.asked < this.#asked) return;
    this.#asked = standing.asked;
    this.#refusals = new Map(
      SOURCES.flatMap((source): [TrackSource, ErrorCode][] => {
        const refusal = onRefusalOf(source, this.actor, standing);
        return refusal === null ? [] : [[source, refusal]];
      }),
    );
    void this.silence();
  }

  async send(media: PeerMedia, input: CommandParsed<'stage:send-track'>): Promise<Track> {
    if (input.on) this.assertMay(input.source);
    const entering = input.source === 'microphone' && this.#muteOnEntry && this.house.now() < this.#cameAt + ENTRY_MS;
    const track = await media.send({ ...input, on: input.on && !entering });
    await this.silence();
    return track;
  }

  async turn(media: PeerMedia, track: Track, on: boolean): Promise<void> {
    if (on) this.assertMay(track.source);
    await media.turn(track, on);
    // It was forbidden while it was being done.
    await this.silence();
  }

  /** Off, and only they themselves turn it on again. Answers how many were on. */
  turnOff(source: TrackSource): Promise<number> {
    return this.media?.turnOff(source === 'screen' ? ['screen', 'screen-audio'] : [source]) ?? Promise.resolve(0);
  }

  view(): StagePerson {
    const { card: person, role, peerId, since, hand, quality } = this;
    return {
      ...{ person, role, peerId, quality },
      ...(this.media?.shown() ?? { microphone: null, camera: null, screens: [] }),
      since: since.toISOString(),
      hand: hand?.toISOString() ?? null,
    };
  }

  close(): void {
    this.#media?.close();
  }

  private assertMay(source: TrackSource): void {
    assertAllowed(this.#refusals.get(source) ?? null);
  }

  // What cannot be turned off is of a worker that is gone, and with it.
  private async silence(): Promise<void> {
    try {
      await this.media?.turnOff([...this.#refusals.keys()]);
    } catch {
      this.house.changed(this);
    }
  }
}
