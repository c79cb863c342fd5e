import type { StagePerson } from '@contract/stage.contract.js';
import type { ConnectionState } from '../../../lib/streams/connection.js';
import { Store } from '../../../lib/session/store.js';
import type { Signals } from '../../../lib/streams/streams.js';
import type { StageNotice } from './notices.js';
import { StageMedia } from './stage-media.js';

/** Pieces that the tests of the stage share: people, tracks that can be stopped, and a hub that does what a test says. */
export function personOn(
  id: string,
  tracks: { microphone?: boolean; camera?: boolean; screen?: boolean; hand?: string; peerId?: string } = {},
): StagePerson {
  const shown = (name: string, on: boolean | undefined) => (on === undefined ? null : { trackId: `${id}-${name}`, on });
  return {
    person: { id, name: id, kind: 'person', avatar: null },
    ...{ role: 'learner', peerId: tracks.peerId ?? `${id}-peer`, since: '2026-05-04T10:00:00.000Z' },
    microphone: shown('microphone', tracks.microphone),
    camera: shown('camera', tracks.camera),
    screens: tracks.screen
      ? [{ video: { trackId: `${id}-screen`, on: true }, audio: { trackId: `${id}-screen-audio`, on: true } }]
      : [],
    ...{ hand: tracks.hand ?? null, quality: null },
  };
}

export class FakeTrack {
  enabled = true;
  stopped = false;
  constructor(readonly kind: 'audio' | 'video') {}
  stop(): void {
    this.stopped = true;
  }
  addEventListener(): void {}
}

interface Asked {
  name: string;
  input: Record<string, unknown>;
}
interface FakeSfu {
  closed: boolean;
  reconnected: number;
  flows: boolean;
  /** One of its lines says that nothing comes through. */
  trouble(): void;
}
const ROOM = 'r1';

/** One device of `me` on a stage whose hub answers as the test says. */
export class FakeStage {
  readonly asked: Asked[] = [];
  readonly notices: StageNotice[] = [];
  readonly opened: FakeTrack[] = [];
  readonly sent: { source: string; on: boolean; track: FakeTrack }[] = [];
  readonly sfus: FakeSfu[] = [];
  readonly connection = { state: new Store<ConnectionState>('online') };
  readonly signals = new Store<Signals>({});
  join: () => unknown = () => this.joined({});
  answer: (asked: Asked) => unknown = () => ({});
  readonly media: StageMedia;

  constructor() {
    const live = {
      accountId: 'me',
      connection: this.connection,
      streams: { signals: () => this.signals },
      ask: async (name: string, input: Record<string, unknown>) => {
        this.asked.push({ name, input });
        return name === 'stage:join' ? this.join() : this.answer({ name, input });
      },
    };
    const devices = {
      open: async (source: string) => this.#track(source === 'microphone' ? 'audio' : 'video'),
      pickScreen: async () => null,
      close: () => undefined,
    };
    const voices = { play: () => undefined, close: () => undefined };
    this.media = new StageMedia({
      ...{ roomId: ROOM, live: live as never, devices: devices as never, voices: voices as never },
      notify: (notice) => this.notices.push(notice),
      openSfu: async ({ onTrouble }) => this.#sfu(onTrouble) as never,
    });
  }

  joined(more: object) {
    return { resumed: false, epoch: 'e1', video: 'ready', codecs: {}, iceServers: [], ...more };
  }
  names = () => this.asked.map(({ name }) => name);
  /** What the hub tells everybody of this device. */
  tell(me: StagePerson | null, more: Signals = {}): void {
    const { 'stage:me': _, ...others } = this.signals.get();
    this.signals.set({ ...others, ...(me ? { 'stage:me': me } : {}), ...more });
  }
  mine(tracks: Parameters<typeof personOn>[1] = {}): StagePerson {
    const me = personOn('me', { ...tracks, peerId: this.media.onStage.peerId });
    const last = (source: string) => this.sent.findLastIndex((one) => one.source === source);
    return {
      ...me,
      microphone: me.microphone && { ...me.microphone, trackId: `sent-${last('microphone')}` },
      camera: me.camera && { ...me.camera, trackId: `sent-${last('camera')}` },
    };
  }
  #track(kind: 'audio' | 'video'): FakeTrack {
    const track = new FakeTrack(kind);
    this.opened.push(track);
    return track;
  }
  #sfu(trouble: () => void) {
    const sfu = {
      ...{ closed: false, reconnected: 0, flows: true, trouble },
      send: async (track: FakeTrack, { source, on }: { source: string; on: boolean }) => {
        this.sent.push({ source, on, track });
        return { trackId: `sent-${this.sent.length - 1}`, limit: async () => undefined, close: () => undefined };
      },
      receive: async () => [],
      reconnect: async () => void (sfu.reconnected += 1),
      counts: async () => ({ sent: [], received: [] }),
      close: () => void (sfu.closed = true),
    };
    this.sfus.push(sfu);
    return sfu;
  }
}
