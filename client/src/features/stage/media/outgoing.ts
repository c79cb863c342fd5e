import type { StagePerson } from '@contract/stage.contract.js';
import { Store } from '../../../lib/session/store.js';
import { DeviceError, type Source } from './devices.js';
import { NOTHING, unlessAway, type OutgoingParts, type Own } from './outgoing-parts.js';
import { OutgoingScreens } from './outgoing-screens.js';
import type { SentTrack, Sfu } from './sfu.js';

/** What this device sends. Nothing is ever turned on here but by its own person. */
export class Outgoing {
  readonly own = new Store<Own>(NOTHING);
  readonly #screens: OutgoingScreens;
  #sfu: Sfu | null = null;
  readonly #track: Record<Source, MediaStreamTrack | null> = { microphone: null, camera: null };
  readonly #sent: Record<Source, SentTrack | null> = { microphone: null, camera: null };
  /** What everybody was last told of a track; `unsure` when its person has turned it since. */
  readonly #told: Record<Source, 'nothing' | 'on' | 'unsure'> = { microphone: 'nothing', camera: 'nothing' };
  #turn: Promise<unknown> = Promise.resolve();
  #limit = 2;
  #closed = false;

  constructor(private readonly parts: OutgoingParts) {
    this.#screens = new OutgoingScreens(parts, (screens) => this.#set({ screens }));
  }

  /** One's own voice while the microphone is on. */
  get voice(): MediaStreamTrack | null {
    return this.own.get().microphone === 'on' ? this.#track.microphone : null;
  }

  /** What the preview had opened already, so that nobody is asked twice. */
  take(source: Source, track: MediaStreamTrack | null, on: boolean): void {
    if (!track) return;
    this.#keep(source, track);
    if (source === 'microphone') track.enabled = on;
    if (on) this.#set(source === 'microphone' ? { microphone: 'on' } : { camera: 'on', picture: track });
    else if (source === 'camera') this.#drop('camera');
  }

  /** Media may flow through this now, or again: what is on is sent, nothing else. */
  restart(sfu: Sfu | null): Promise<void> {
    this.#sfu = sfu;
    this.#sent.microphone = null;
    this.#sent.camera = null;
    return this.#inTurn(async () => {
      const { microphone, camera } = this.own.get();
      await Promise.all([
        microphone === 'on' ? this.#send('microphone') : null,
        camera === 'on' ? this.#send('camera') : null,
        this.#screens.restart(sfu),
      ]);
    });
  }

  /** The hub may have missed what was turned off while it was away. */
  retell(): Promise<void> {
    return this.#inTurn(async () => {
      const { microphone } = this.own.get();
      if (this.#sent.microphone) await this.#tellOf(this.#sent.microphone, microphone === 'on');
    });
  }

  /** Off is off at once, whatever the hub says; on is on when the hub has said so. */
  setMicrophone(on: boolean): Promise<void> {
    if (!on) this.#silence();
    return this.#inTurn(async () => {
      if (!on) {
        // Told again when the connection is back.
        if (this.#sent.microphone) await this.#tellOf(this.#sent.microphone, on).catch(unlessAway);
        return;
      }
      const track = this.#track.microphone ?? this.#keep('microphone', await this.parts.devices.open('microphone'));
      if (!this.#sent.microphone) await this.#send('microphone');
      this.#told.microphone = 'unsure';
      // Also the first time: where whoever comes is silent, the hub keeps what is new so.
      if (this.#sent.microphone) await this.#tellOf(this.#sent.microphone, on);
      track.enabled = true;
      this.#set({ microphone: 'on' });
    });
  }

  setCamera(on: boolean): Promise<void> {
    if (!on) this.#drop('camera');
    return this.#inTurn(async () => {
      if (!on) return this.#end('camera');
      const track = this.#keep('camera', await this.parts.devices.open('camera'));
      this.#set({ camera: 'on', picture: track });
      await this.#send('camera');
    });
  }

  /** Another device of the same kind, without anybody noticing but those who see or hear it. */
  switchTo(source: Source): Promise<void> {
    return this.#inTurn(async () => {
      const old = this.#track[source];
      if (!old) return;
      const track = await this.parts.devices.open(source);
      track.enabled = old.enabled;
      await this.#sent[source]?.replace(track);
      old.stop();
      this.#keep(source, track);
      if (source === 'camera') this.#set({ picture: track });
    });
  }

  /** The person picks what is shown, and takes their time; picking nothing is nobody's mistake. */
  async shareScreen(): Promise<void> {
    const picked = await this.parts.devices.pickScreen();
    if (picked) await this.#inTurn(() => this.#screens.show(picked));
  }

  stopScreen(key: string): Promise<void> {
    return this.#inTurn(() => this.#screens.stop(key));
  }

  /** What the line carries: all layers, the smallest one, or no picture at all. */
  limit(send: 'all' | 'low' | 'none'): Promise<void> {
    this.#limit = send === 'all' ? 2 : 0;
    return this.#inTurn(async () => {
      const { camera } = this.own.get();
      if (send === 'none' && camera === 'on') {
        this.#drop('camera');
        this.#set({ camera: 'held' });
        this.parts.notify({ kind: 'camera-held' });
        return this.#end('camera');
      }
      if (send !== 'none' && camera === 'held') {
        const track = this.#keep('camera', await this.parts.devices.open('camera'));
        this.#set({ camera: 'on', picture: track });
        await this.#send('camera');
        this.parts.notify({ kind: 'camera-back' });
        return;
      }
      await this.#sent.camera?.limit(this.#limit);
    });
  }

  /**
   * What everybody is told of this person. Whatever was turned off there is off here; never the other way round. What one has just
   * turned on again oneself may not have been told yet: that is no wish of others.
   */
  heard(person: StagePerson): void {
    if (this.#turnedOff('microphone', person)) {
      this.#silence();
      this.parts.notify({ kind: 'muted', source: 'microphone' });
    }
    if (this.#turnedOff('camera', person)) {
      this.#drop('camera');
      void this.#inTurn(() => this.#end('camera'));
      this.parts.notify({ kind: 'muted', source: 'camera' });
    }
    this.#screens.heard(person);
  }

  #turnedOff(source: Source, person: StagePerson): boolean {
    const told = person[source];
    if (this.own.get()[source] !== 'on' || !told || told.trackId !== this.#sent[source]?.trackId) return false;
    if (told.on) this.#told[source] = 'on';
    return !told.on && this.#told[source] !== 'unsure';
  }

  close(): void {
    this.#closed = true;
    for (const source of ['microphone', 'camera'] as const) {
      this.#sent[source]?.close();
      this.#drop(source);
    }
    this.#screens.close();
    this.own.set(NOTHING);
  }

  #silence(): void {
    const { microphone: track } = this.#track;
    if (track) track.enabled = false;
    this.#told.microphone = 'unsure';
    this.#set({ microphone: 'off' });
  }

  /** The device is free again, its light out. */
  #drop(source: Source): void {
    this.#track[source]?.stop();
    this.#track[source] = null;
    this.#set(source === 'camera' ? { camera: 'off', picture: null } : { microphone: 'off' });
  }

  #keep(source: Source, track: MediaStreamTrack): MediaStreamTrack {
    this.#track[source] = track;
    if (this.#closed) this.#drop(source);
    // Only somebody pulling the plug ends a track by itself.
    track.addEventListener('ended', () => void this.#unplugged(source, track), { once: true });
    return track;
  }

  async #unplugged(source: Source, track: MediaStreamTrack): Promise<void> {
    if (this.#track[source] !== track || this.#closed) return;
    const replaced = await this.switchTo(source).then(
      () => this.#track[source] !== track && this.#track[source] !== null,
    );
    if (!replaced) await (source === 'camera' ? this.setCamera(false) : this.setMicrophone(false));
    if (!replaced) this.#track[source] = null;
    this.parts.notify({ kind: 'unplugged', source, replaced });
  }

  #tellOf(sent: SentTrack, on: boolean): Promise<unknown> {
    return this.parts.ask('stage:set-track', { ...this.parts.onStage, trackId: sent.trackId, on });
  }

  async #send(source: Source): Promise<void> {
    const track = this.#track[source];
    if (!this.#sfu || !track || this.#sent[source]) return;
    const sent = await this.#sfu.send(track, { source, on: true }).catch((failure: unknown) => {
      // What may not be sent is not kept running either.
      if (source === 'camera') this.#drop('camera');
      else this.#silence();
      throw failure;
    });
    this.#sent[source] = sent;
    this.#told[source] = 'nothing';
    if (source === 'camera') await sent.limit(this.#limit);
  }

  async #end(source: Source): Promise<void> {
    const sent = this.#sent[source];
    if (!sent) return;
    this.#sent[source] = null;
    sent.close();
    await this.parts.ask('stage:end-track', { ...this.parts.onStage, trackId: sent.trackId }).catch(unlessAway);
  }

  /** One after the other: what is pressed twice ends as it was pressed last. Failures are said, and end here. */
  #inTurn(work: () => Promise<unknown>): Promise<void> {
    const done = this.#turn
      .then(() => (this.#closed ? undefined : work()))
      .then(
        () => undefined,
        (failure: unknown) => {
          if (failure instanceof DeviceError)
            this.parts.notify({ kind: 'device', source: failure.source, trouble: failure.trouble });
          else this.parts.notify({ kind: 'refused', failure });
        },
      );
    this.#turn = done;
    return done;
  }

  #set(change: Partial<Own>): void {
    if (!this.#closed) this.own.set({ ...this.own.get(), ...change });
  }
}
