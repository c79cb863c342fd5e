import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readMail, type ReadMail } from './outbox.js';

/** A real SMTP server on loopback that keeps what it takes. */
export class Post {
  readonly taken: { mail: ReadMail; to: string[]; secure: boolean; user: unknown }[] = [];
  #server: SMTPServer | undefined;
  port = 0;

  async open(options: SMTPServerOptions = {}): Promise<this> {
    this.#server = new SMTPServer({
      authOptional: true,
      logger: false,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const mail = readMail(Buffer.concat(parts).toString('utf8'));
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.taken.push({ mail, to, secure: session.secure, user: session.user });
          done();
        });
      },
      ...options,
    });
    this.#server.on('error', () => undefined); // A client that goes away is what some of these tests are about.
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    const address = this.#server.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    return this;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
  }
}

/** A refusal as an SMTP server tells it. */
export const answering = (code: number) => Object.assign(new Error('No.'), { responseCode: code });
