import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  Output,
  WebMOutputFormat,
} from 'mediabunny';

/** A WebM file with one track, as a browser plays it and jumps about in it. The only file that knows mediabunny. */
export class MediaFile {
  static readonly TYPE = 'video/webm';
  readonly #output: Output;
  readonly #sound = new EncodedAudioPacketSource('opus');
  readonly #pictures = new EncodedVideoPacketSource('vp8');
  #begun = false;

  constructor(path: string, codec: 'opus' | 'vp8') {
    this.#output = new Output({ format: new WebMOutputFormat(), target: new FilePathTarget(path) });
    if (codec === 'opus') this.#output.addAudioTrack(this.#sound);
    else this.#output.addVideoTrack(this.#pictures);
  }

  async sound(bytes: Uint8Array, atMs: number, lengthMs: number): Promise<void> {
    await this.begin();
    const packet = new EncodedPacket(bytes, 'key', atMs / 1_000, lengthMs / 1_000);
    await this.#sound.add(packet, { decoderConfig: { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 } });
  }

  /** `size` of what is whole in itself; the first one is. */
  async picture(
    bytes: Uint8Array,
    atMs: number,
    lengthMs: number,
    size: { width: number; height: number } | null,
  ): Promise<void> {
    await this.begin();
    const packet = new EncodedPacket(bytes, size ? 'key' : 'delta', atMs / 1_000, lengthMs / 1_000);
    const config = size && { decoderConfig: { codec: 'vp8', codedWidth: size.width, codedHeight: size.height } };
    await this.#pictures.add(packet, config ?? undefined);
  }

  /** Whole, with the means to jump about in it. False where nothing came: then there is no file worth keeping. */
  async finish(): Promise<boolean> {
    if (this.#begun) await this.#output.finalize();
    else await this.cancel();
    return this.#begun;
  }

  async cancel(): Promise<void> {
    await this.#output.cancel();
  }

  private async begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#output.start();
  }
}
