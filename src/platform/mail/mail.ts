import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import type { Sql } from '../database/sql.js';
import { describeError } from '../errors/describe-error.js';
import { HubAddress } from '../http/hub-address.js';
import { Ids } from '../ids/ids.js';
import type { Branding as View } from '../../contract/branding.contract.js';
import type { Look } from './letter.js';
import { Branding } from '../branding/branding.js';
import { tonesOf } from '../branding/hue-tokens.js';
import { addJob, type JobRun, Jobs } from '../jobs/jobs.js';
import { type DeadLetter, DeadLettersRepository } from './dead-letters.repository.js';
import { type Letter, type MailCarrier, MailFailure } from './mail.types.js';
import { pack, SmtpCarrier } from './nodemailer.js';
import { OutboxFolder } from './outbox-folder.js';

const TASK = 'mail.send';
// The waits grow from seconds to hours (exp(n) s): ten of them are about half a day.
const TRIES = 10;
// More than are used: a node that dies in the last one leaves the mail to another.
const ATTEMPTS_OF_QUEUE = 25;

const posted = z.object({ id: z.uuid(), at: z.iso.datetime(), kind: z.string(), data: z.unknown() });
type Posted = z.infer<typeof posted>;
/**
 * Writes the letter when it is sent: to the address and in the language the person has then; null where there is nothing to say
 * any more. `mail.id` is the same at every try.
 */
export type Writer = (data: unknown, mail: { id: string }) => Promise<Letter | null>;

/** Mail that belongs to a transaction: it goes out once that commits, is tried again for half a day, and is never lost without a word. */
@Injectable()
export class Mail implements OnModuleInit {
  readonly #logger = new Logger('mail');
  readonly #writers = new Map<string, Writer>();
  readonly #carrier: MailCarrier;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly jobs: Jobs,
    private readonly branding: Branding,
    private readonly address: HubAddress,
    private readonly deadLetters: DeadLettersRepository,
  ) {
    this.#carrier = config.smtpUrl === undefined ? new OutboxFolder(config.dataDir) : new SmtpCarrier(config.smtpUrl);
  }

  onModuleInit(): void {
    this.jobs.task(TASK, (payload, run) => this.run(posted.parse(payload), run));
  }

  /** Declares who writes a kind of letter; before the start. */
  define(kind: string, writer: Writer): void {
    if (this.#writers.has(kind)) throw new Error(`The letter ${kind} has two writers.`);
    this.#writers.set(kind, writer);
  }

  /** In the transaction of `sql`. `data` names what the letter is about (ids), not its words. */
  async post(sql: Sql, kind: string, data: Record<string, unknown>): Promise<void> {
    const mail: Posted = { id: this.ids.next(), at: this.clock.now().toISOString(), kind, data };
    await this.queue(sql, mail);
  }

  /** Sends at once, without the queue, and throws a MailFailure: for somebody who waits for the outcome. */
  async sendNow(letter: Letter): Promise<void> {
    await this.carry(letter, this.ids.next(), this.clock.now());
  }

  async state(): Promise<{
    way: MailCarrier['way'];
    through: string | null;
    from: string;
    address: string;
    waiting: number;
  }> {
    const { way, through } = this.#carrier;
    const waiting = await this.deadLetters.waiting(TASK);
    return { way, through, from: this.config.mailFrom, address: this.address.origin, waiting };
  }

  dead(): Promise<DeadLetter[]> {
    return this.deadLetters.list();
  }

  /** Back into the queue with all its tries; false where it is no longer on the list. */
  async retry(id: string): Promise<boolean> {
    return this.deadLetters.inTransaction(async (sql) => {
      const letter = await this.deadLetters.take(id, sql);
      if (letter === undefined) return false;
      await this.queue(sql, { id, at: this.clock.now().toISOString(), kind: letter.kind, data: letter.data });
      return true;
    });
  }

  async discard(id: string): Promise<boolean> {
    return (await this.deadLetters.take(id)) !== undefined;
  }

  private async queue(sql: Sql, mail: Posted): Promise<void> {
    await addJob(sql, TASK, mail, { key: `mail:${mail.id}`, maxAttempts: ATTEMPTS_OF_QUEUE });
  }

  private async run({ id, at, kind, data }: Posted, { attempt }: JobRun): Promise<void> {
    try {
      const writer = this.#writers.get(kind);
      if (writer === undefined) throw new Error(`Nobody writes the letter ${kind}.`);
      const letter = await writer(data, { id });
      if (letter !== null) await this.carry(letter, id, new Date(at));
    } catch (error) {
      const failure = error instanceof MailFailure ? error : null;
      if (failure === null)
        this.#logger.error({ msg: 'A mail could not be written', kind, error: describeError(error) });
      // The queue keeps what is thrown: of what may repeat the address or the words only the kind.
      if (attempt < TRIES && failure?.forGood !== true) throw failure ?? new MailFailure('mail/not-written');
      const reason = failure?.code ?? 'mail/not-written';
      await this.deadLetters.bury({ id, kind, data, reason, answer: failure?.answer ?? null, at: this.clock.now() });
      this.#logger.warn({ msg: 'A mail was given up; it is on the list of the administration', kind, reason });
    }
  }

  private async carry(letter: Letter, id: string, at: Date): Promise<void> {
    await this.#carrier.carry(
      await pack(letter, { id, at, from: this.config.mailFrom, look: lookOf(this.branding.now) }),
    );
  }
}

const lookOf = ({ name, hue }: View): Look => ({
  name,
  ...(hue === null ? {} : { colour: tonesOf(hue, 'light').fill }),
});
