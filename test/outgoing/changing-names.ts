import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

/** A DNS server that answers each question about an address with the next of its answers: what rebinding is made of. */
export class ChangingNames {
  asked = 0;
  readonly #socket: Socket = createSocket('udp4');
  readonly resolver = new Resolver({ timeout: 1_000, tries: 1 });

  constructor(private readonly answers: readonly (readonly string[])[]) {}

  async listen(): Promise<this> {
    this.#socket.on('message', (question, { port, address }) => {
      const given = this.answers[Math.min(this.asked, this.answers.length - 1)] ?? [];
      this.asked += 1;
      this.#socket.send(answerTo(question, given), port, address);
    });
    await new Promise<void>((ready) => this.#socket.bind(0, '127.0.0.1', ready));
    this.resolver.setServers([`127.0.0.1:${this.#socket.address().port}`]);
    return this;
  }

  close(): Promise<void> {
    this.resolver.cancel();
    return new Promise((closed) => this.#socket.close(() => closed()));
  }
}

/** The question again, with A records that may be forgotten at once (RFC 1035 §4). */
function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, question.subarray(12, end), ...records]);
}
