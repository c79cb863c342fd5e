import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailCarrier, PackedMail } from './mail.types.js';

/** The list that people read: newest first, a line a mail. */
export const LISTING = 'newest-first.txt';
const KEPT = 500;

/** Where no mail server is set: a file a mail in DATA_DIR/outbox, for whoever runs the hub to read or pass on. */
export class OutboxFolder implements MailCarrier {
  readonly way = 'outbox';
  readonly through = null;
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'outbox');
  }

  /** One after the other: they share the list. */
  carry(mail: PackedMail): Promise<void> {
    const carried = this.#last.then(() => this.put(mail));
    this.#last = carried.catch(() => undefined);
    return carried;
  }

  private async put({ id, at, to, subject, bytes }: PackedMail): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const name = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${id}.eml`;
    await this.write(name, bytes);
    const lines = (await this.listing()).filter((line) => !line.endsWith(name));
    lines.unshift(`${at.toISOString()}  ${to}  ${subject.replace(/\s+/g, ' ')}  ${name}`);
    await this.write(LISTING, `${lines.slice(0, KEPT).join('\n')}\n`);
    if (lines.length > KEPT) await this.forgetOld();
  }

  private async listing(): Promise<string[]> {
    try {
      return (await readFile(join(this.#folder, LISTING), 'utf8')).split('\n').filter(Boolean);
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  // Whoever looks finds the whole file or none.
  private async write(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.#folder, name);
    await writeFile(`${path}.new`, content, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  private async forgetOld(): Promise<void> {
    const mails = (await readdir(this.#folder)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of mails.slice(0, -KEPT)) await rm(join(this.#folder, name), { force: true });
  }
}
