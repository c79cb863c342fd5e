import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import type { BucketSettings } from '../config/bucket-settings.js';
import { tryAgain } from '../errors/domain-error.js';
import { assertFolder, assertPath, FileStorage, type ByteRange } from './file-storage.js';

const PATIENCE_MS = 30_000;
const RETRIES = 2;

/** Files in a bucket of any service that speaks S3, addressed by its path. */
export class S3Storage extends FileStorage {
  readonly #client: AwsClient;

  constructor(private readonly settings: BucketSettings) {
    super();
    const { accessKey: accessKeyId, secretKey: secretAccessKey, region } = settings;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
  }

  async write(path: string, bytes: Buffer): Promise<void> {
    assertPath(path);
    await this.ask('PUT', `/${path}`, { body: new Uint8Array(bytes) });
  }

  async read(path: string, range?: ByteRange): Promise<Readable | null> {
    assertPath(path);
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
    const { status, body } = await this.ask('GET', `/${path}`, { headers });
    if (status === 404) return null;
    return body === null ? Readable.from([]) : Readable.fromWeb(body);
  }

  async remove(path: string): Promise<void> {
    assertPath(path);
    await this.ask('DELETE', `/${path}`);
  }

  /** Page by page: what was listed is gone before the next list is asked for. */
  async removeFolder(folder: string): Promise<void> {
    assertFolder(folder);
    for (;;) {
      const answer = await this.ask('GET', `?list-type=2&prefix=${encodeURIComponent(`${folder}/`)}`);
      const keys = [...(await answer.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? '');
      if (keys.length === 0) return;
      for (const key of keys) await this.remove(key);
    }
  }

  // A service that cannot be reached, or does not want: the same may well succeed in a moment.
  private async ask(method: string, place: string, more: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    let response: Response;
    try {
      response = await this.#client.fetch(`${this.settings.url}${place}`, { method, signal, ...more });
    } catch (error) {
      throw Object.assign(tryAgain(), { cause: error });
    }
    if (response.ok || response.status === 404) return response;
    const said = (await response.text()).slice(0, 300);
    throw Object.assign(tryAgain(), { cause: new Error(`The bucket answered ${response.status}: ${said}`) });
  }
}
