import { remember, remembered } from '../../../lib/theme/device-memory.js';
import { Store } from '../../../lib/session/store.js';
import { DeviceError, type Devices, type DeviceTrouble, type Source } from './devices.js';

export interface PreviewScreen {
  readonly tracks: Readonly<Record<Source, MediaStreamTrack | null>>;
  readonly trouble: Readonly<Record<Source, DeviceTrouble | null>>;
  /** What one means to enter with. */
  readonly wants: Readonly<Record<Source, boolean>>;
}

const keyOf = (source: Source) => `tertulia.stage.enter-${source}`;

/** How one looks and sounds before anybody sees or hears it. What was chosen here is remembered on this device. */
export class Preview {
  readonly screen: Store<PreviewScreen>;
  #closed = false;

  constructor(
    readonly devices: Devices,
    private readonly may: Readonly<Record<Source, boolean>>,
  ) {
    const wants = (source: Source) => may[source] && remembered(keyOf(source)) !== 'off';
    this.screen = new Store<PreviewScreen>({
      tracks: { microphone: null, camera: null },
      trouble: { microphone: null, camera: null },
      wants: { microphone: wants('microphone'), camera: wants('camera') },
    });
  }

  /** One after the other: two questions of the browser at once confuse. */
  async open(): Promise<void> {
    // A microphone that is off on entry is still shown to be working.
    if (this.may.microphone) await this.#take('microphone');
    if (this.screen.get().wants.camera) await this.#take('camera');
  }

  async want(source: Source, on: boolean): Promise<void> {
    remember(keyOf(source), on ? 'on' : 'off');
    const { wants } = this.screen.get();
    this.#set({ wants: { ...wants, [source]: on } });
    if (on && !this.screen.get().tracks[source]) await this.#take(source);
    if (!on && source === 'camera') this.#drop('camera');
  }

  async choose(source: Source, id: string): Promise<void> {
    this.devices.choose(source, id);
    this.#drop(source);
    await this.#take(source);
  }

  /** What was opened goes along to the stage; the preview lets go of it. */
  give(): Record<Source, MediaStreamTrack | null> {
    const { tracks } = this.screen.get();
    this.#closed = true;
    return tracks;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const track of Object.values(this.screen.get().tracks)) track?.stop();
    this.devices.close();
  }

  async #take(source: Source): Promise<void> {
    try {
      const track = await this.devices.open(source);
      if (this.#closed) return track.stop();
      this.#drop(source);
      this.#put(source, track, null);
    } catch (failure) {
      if (!(failure instanceof DeviceError)) throw failure;
      this.#put(source, null, failure.trouble);
    }
  }

  #drop(source: Source): void {
    this.screen.get().tracks[source]?.stop();
    this.#put(source, null, null);
  }

  #put(source: Source, track: MediaStreamTrack | null, why: DeviceTrouble | null): void {
    const { tracks, trouble } = this.screen.get();
    this.#set({ tracks: { ...tracks, [source]: track }, trouble: { ...trouble, [source]: why } });
  }

  #set(change: Partial<PreviewScreen>): void {
    if (!this.#closed) this.screen.set({ ...this.screen.get(), ...change });
  }
}
