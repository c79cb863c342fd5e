import { Store } from '../../../lib/session/store.js';
import { remember, remembered } from '../../../lib/theme/device-memory.js';

export type Source = 'microphone' | 'camera';
export type DeviceKind = Source | 'speaker';
export type DeviceList = Readonly<Record<DeviceKind, readonly { readonly id: string; readonly label: string }[]>>;
/** Why a device does not open, each with a sentence of its own. */
export type DeviceTrouble = 'refused' | 'missing' | 'busy' | 'insecure';

export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  constructor(
    readonly source: Source,
    readonly trouble: DeviceTrouble,
    cause?: unknown,
  ) {
    super(`${source}: ${trouble}`, { cause });
  }
}

const NONE: DeviceList = { microphone: [], camera: [], speaker: [] };
const KIND: Readonly<Record<string, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};
const keyOf = (kind: DeviceKind) => `tertulia.stage.${kind}`;
const kindsOf = (kind: DeviceKind): string | null => remembered(keyOf(kind));

/** Microphones, cameras and speakers of this device: which there are, which one was chosen, and how one is opened. */
export class Devices {
  readonly list = new Store<DeviceList>(NONE);
  /** Ids that were chosen here before; null takes the system's own. */
  readonly choice = new Store<Readonly<Record<DeviceKind, string | null>>>({
    microphone: kindsOf('microphone'),
    camera: kindsOf('camera'),
    speaker: kindsOf('speaker'),
  });
  readonly #media: MediaDevices | undefined = globalThis.navigator?.mediaDevices;

  constructor() {
    this.#media?.addEventListener('devicechange', this.#look);
    this.#look();
  }

  close(): void {
    this.#media?.removeEventListener('devicechange', this.#look);
  }

  choose(kind: DeviceKind, id: string): void {
    remember(keyOf(kind), id);
    this.choice.set({ ...this.choice.get(), [kind]: id });
  }

  /** A running track of the chosen device, or of another one where that is not there. Fails with a DeviceError. */
  async open(source: Source): Promise<MediaStreamTrack> {
    const media = this.#media;
    if (!media) throw new DeviceError(source, 'insecure');
    const chosen = this.choice.get()[source];
    // As a mere wish it would not be granted while another microphone is open.
    const stream = await media
      .getUserMedia(wishFor(source, chosen === null ? undefined : { exact: chosen }))
      .catch((failure: unknown) => {
        if (chosen === null || nameOf(failure) !== 'OverconstrainedError') throw failure;
        return media.getUserMedia(wishFor(source, undefined));
      })
      .catch((failure: unknown) => {
        throw new DeviceError(source, troubleOf(failure), failure);
      });
    // Names of devices are told once one of them may be used.
    this.#look();
    const [track] = stream.getTracks();
    if (!track) throw new DeviceError(source, 'missing');
    return track;
  }

  /** What the person picks in the browser's own list; null when they pick nothing. */
  async pickScreen(): Promise<MediaStream | null> {
    if (!this.#media?.getDisplayMedia) return null;
    try {
      return await this.#media.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: true });
    } catch (failure) {
      // Nothing picked, or nothing there to pick.
      if (failure instanceof DOMException) return null;
      throw failure;
    }
  }

  readonly #look = (): void => {
    this.#media?.enumerateDevices().then(
      (all) => {
        const found: Record<DeviceKind, { id: string; label: string }[]> = { microphone: [], camera: [], speaker: [] };
        for (const { kind, deviceId, label } of all) {
          const name = KIND[kind];
          // Without permission a browser tells that there is one, and not which.
          if (name && deviceId !== '') found[name].push({ id: deviceId, label });
        }
        this.list.set(found);
      },
      () => this.list.set(NONE),
    );
  };
}

/** Whether this browser can share a screen at all; phones mostly cannot. */
export const canShareScreens = (): boolean => typeof globalThis.navigator?.mediaDevices?.getDisplayMedia === 'function';

const wishFor = (source: Source, deviceId: ConstrainDOMString | undefined): MediaStreamConstraints =>
  source === 'microphone'
    ? { audio: { deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
    : { video: { deviceId, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };

/** Not every browser makes its `OverconstrainedError` a DOMException. */
const nameOf = (failure: unknown): string =>
  failure instanceof Object && 'name' in failure ? String(failure.name) : '';

function troubleOf(failure: unknown): DeviceTrouble {
  const name = nameOf(failure);
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
