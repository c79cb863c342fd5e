import { open, type FileHandle } from 'node:fs/promises';
import { PACKET_MAX, recordBytes } from './tape-records.js';

/** So much may wait for the disk; what comes beyond it is as lost as on a bad line. */
const WAITING_MAX = 4 * 1024 * 1024;
const PIECE = 64 * 1024;

/** A file to which the packets of one track are added as they come. What was written stays whatever happens to the hub. */
export class Tape {
  /** Written, or about to be. */
  bytes = 0;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #underWay = 0;
  #writing: Promise<void> = Promise.resolve();
  #silent = true;
  #failed = false;

  private constructor(
    private readonly file: FileHandle,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  /** `onFailed`: it can take no more, because the disk is full or gone. */
  static async open(path: string, onFailed: (error: unknown) => void): Promise<Tape> {
    return new Tape(await open(path, 'a', 0o600), onFailed);
  }

  add(at: number, packet: Uint8Array): void {
    if (packet.length === 0 || packet.length > PACKET_MAX) return;
    this.#silent = false;
    this.put(recordBytes({ at, packet }));
  }

  /** From here on nothing comes, until something does. */
  off(at: number): void {
    if (this.#silent) return;
    this.#silent = true;
    this.put(recordBytes({ at, packet: null }));
  }

  /** What has been gathered is on its way to the disk. */
  flush(): void {
    const bytes = Buffer.concat(this.#gathered);
    if (bytes.length === 0) return;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#underWay += bytes.length;
    this.#writing = this.#writing.then(() => this.write(bytes));
  }

  async close(at: number): Promise<void> {
    this.off(at);
    this.flush();
    await this.#writing;
    await this.file.close();
  }

  private put(record: Buffer): void {
    if (this.#failed || this.#underWay + this.#gatheredBytes + record.length > WAITING_MAX) return;
    this.#gathered.push(record);
    this.#gatheredBytes += record.length;
    this.bytes += record.length;
    if (this.#gatheredBytes >= PIECE) this.flush();
  }

  private async write(bytes: Buffer): Promise<void> {
    try {
      if (!this.#failed) await this.file.appendFile(bytes);
    } catch (error) {
      this.#failed = true;
      this.onFailed(error);
    } finally {
      this.#underWay -= bytes.length;
    }
  }
}
